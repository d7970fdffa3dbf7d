/* The lobby: who is here, and the settings as a sentence. */

import { dress } from "./colours.js";
import { element, Keyed, show, write } from "./element.js";
import { text } from "./language.js";
import { standingOf } from "./state.js";
import { packGroups } from "./words.js";

/** More than these fill a phone's screen. */
const MANY = 8;
const NUMBERS = ["rounds", "seconds"];

export function lobbyView(root, { packs }) {
  const settings = settingsView(root, packs);
  const seats = new Keyed(root.querySelector(".seats"), { key: (seat) => seat.player, make: makeSeat, update: updateSeat });
  return (state) => {
    const { room, me } = state;
    const { isHost } = standingOf(state);
    const drawers = room.seats.filter((seat) => seat.plays).length;
    seats.show(room.seats.map((seat) => ({ ...seat, host: seat.player === room.host, mine: seat.player === me })));
    write(root.querySelector(".here-count"), room.seats.length === 0 ? text("lobby.nobody") : text("lobby.here", { count: room.seats.length }));
    root.dataset.crowd = room.seats.length > MANY ? "many" : "few";
    settings(state);
    const start = root.querySelector("[data-act=start]");
    show(start, isHost);
    start.disabled = drawers === 0;
    write(root.querySelector(".lobby-hint"), hint(state, isHost, drawers));
  };
}

function hint({ room, watching }, isHost, drawers) {
  if (isHost && drawers === 0) return text("lobby.first");
  if (isHost) return drawers === 1 ? text("lobby.alone") : "";
  const host = room.seats.find((seat) => seat.player === room.host);
  const who = host ? text("lobby.starter", { name: host.name }) : text("lobby.leaderless");
  return watching ? text("lobby.watching", { who }) : who;
}

function makeSeat(seat) {
  const made = element("li", { class: "seat" },
    element("span", { class: "mark", "aria-hidden": "true" }),
    element("span", { class: "seat-name" }),
    element("span", { class: "seat-note" }));
  dress(made, seat);
  return made;
}

function updateSeat(made, { name, host, mine, present, plays }) {
  write(made.querySelector(".seat-name"), name);
  const notes = [mine && text("lobby.you"), host && text(plays ? "lobby.host" : "lobby.host_only"), !present && text("lobby.away")];
  write(made.querySelector(".seat-note"), notes.filter(Boolean).join(" · "));
  made.classList.toggle("absent", !present);
}

/** "5 rounds", "20 seconds"; what is no number has no words but its own. */
function optionWords(name, value) {
  return NUMBERS.includes(name) ? text(`settings.some.${name}`, { count: Number(value) }) : value;
}

/** The settings' sentence; only the host can change it, and only between matches. */
export function settingsView(root, packs) {
  const form = root.querySelector(".settings");
  form.elements.pack.replaceChildren(...packGroups(packs).map(([label, titles]) =>
    element("optgroup", { label }, ...titles.map(([value, title]) => element("option", { value }, title)))));
  for (const name of NUMBERS) {
    for (const option of form.elements[name].options) write(option, optionWords(name, option.value));
  }
  return (state) => {
    const { isHost } = standingOf(state);
    form.querySelector("fieldset").disabled = !isHost;
    form.classList.toggle("mine", isHost);
    for (const [name, value] of Object.entries(state.room.settings)) {
      if (form.elements[name]) choose(form.elements[name], String(value), name);
    }
  };
}

function choose(select, value, name) {
  if (![...select.options].some((option) => option.value === value)) {
    select.append(element("option", { value }, optionWords(name, value)));
  }
  if (document.activeElement !== select || select.value === "") select.value = value;
}
