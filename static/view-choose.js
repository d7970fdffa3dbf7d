/* Against the machine, before the countdown: the drawer takes a prompt, the others wait. */

import { element, Keyed, show, write } from "./element.js";
import { Eye } from "./eye.js";
import { named, text } from "./language.js";
import { standingOf } from "./state.js";
import { showTime } from "./view-clock.js";
import { roundWords } from "./view-scores.js";
import { nameOf } from "./words.js";

export function chooseView(root, { clock }) {
  const part = (selector) => root.querySelector(selector);
  const eye = new Eye(part(".eye"));
  const cards = new Keyed(part(".cards"), { key: (prompt) => prompt, make: makeCard, update: () => {} });
  const view = (state) => {
    const { room, me } = state;
    const mine = standingOf(state).draws;
    root.dataset.mode = mine ? "choose" : "wait";
    write(part(".task-round"), roundWords(room, me));
    write(part(".choose-head"), mine ? text("choose.head") : text("choose.wait", { name: nameOf(room, room.drawer) }));
    write(part(".choose-words"), mine ? text("choose.words") : text("choose.soon"));
    cards.show(mine ? room.offered : []);
    show(part(".choose-eye"), !mine);
    eye.trust(null);
    showTime(root, room, clock.now());
  };
  view.tick = ({ room }) => showTime(root, room, clock.now());
  return view;
}

function makeCard(prompt) {
  return element("li", {}, element("button", { type: "button", class: "card", "data-act": "choose", "data-prompt": prompt }, named(prompt)));
}
