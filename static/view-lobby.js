/* The lobby: who is here, and the settings as a sentence. */

import { dress } from "./colours.js";
import { element, Keyed, show, write } from "./element.js";
import { standingOf } from "./state.js";
import { counted, packGroups } from "./words.js";

/** More than these fill a phone's screen. */
const MANY = 8;

export function lobbyView(root, { packs }) {
  const settings = settingsView(root, packs);
  const seats = new Keyed(root.querySelector(".seats"), { key: (seat) => seat.player, make: makeSeat, update: updateSeat });
  return (state) => {
    const { room, me } = state;
    const { isHost } = standingOf(state);
    const drawers = room.seats.filter((seat) => seat.plays).length;
    seats.show(room.seats.map((seat) => ({ ...seat, host: seat.player === room.host, mine: seat.player === me })));
    write(root.querySelector(".here-count"), room.seats.length === 0 ? "Nobody is here yet" : counted(room.seats.length, "is here", "are here"));
    root.dataset.crowd = room.seats.length > MANY ? "many" : "few";
    settings(state);
    const start = root.querySelector("[data-act=start]");
    show(start, isHost);
    start.disabled = drawers === 0;
    write(root.querySelector(".lobby-hint"), hint(state, isHost, drawers));
  };
}

function hint({ room, watching }, isHost, drawers) {
  if (isHost && drawers === 0) return "Waiting for the first player to draw.";
  if (isHost) return drawers === 1 ? "Alone is fine too: you race the clock." : "";
  const host = room.seats.find((seat) => seat.player === room.host);
  const who = host ? `${host.name} starts the match.` : "Somebody has to take the lead first.";
  return watching ? `You are watching. ${who}` : who;
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
  const notes = [mine && "you", host && (plays ? "host" : "hosts only"), !present && "away"];
  write(made.querySelector(".seat-note"), notes.filter(Boolean).join(" · "));
  made.classList.toggle("absent", !present);
}

/** The settings' sentence; only the host can change it, and only between matches. */
export function settingsView(root, packs) {
  const form = root.querySelector(".settings");
  form.elements.pack.replaceChildren(...packGroups(packs).map(([label, titles]) =>
    element("optgroup", { label }, ...titles.map(([value, title]) => element("option", { value }, title)))));
  return (state) => {
    const { isHost } = standingOf(state);
    form.querySelector("fieldset").disabled = !isHost;
    form.classList.toggle("mine", isHost);
    for (const [name, value] of Object.entries(state.room.settings)) choose(form.elements[name], String(value), name);
  };
}

function choose(select, value, name) {
  if (![...select.options].some((option) => option.value === value)) {
    select.append(element("option", { value }, name === "rounds" || name === "seconds" ? `${value} ${name}` : value));
  }
  if (document.activeElement !== select || select.value === "") select.value = value;
}
