/* The lobby: who is here, and what will be played. */

import { dress } from "./colours.js";
import { element, Keyed, scrolledByKeys, show, write } from "./element.js";
import { text } from "./language.js";
import { standingOf } from "./state.js";
import { nameButton, writeName } from "./view-seat.js";
import { inTheWay, settingsView } from "./view-settings.js";

/** More than these fill a phone's screen. */
const MANY = 8;

export function lobbyView(root, means) {
  scrolledByKeys(root.querySelector(".seats"));
  const settings = settingsView(root.querySelector(".settings"), means);
  const seats = new Keyed(root.querySelector(".seats"), { key: (seat) => seat.player, make: makeSeat, update: updateSeat });
  return (state) => {
    const { room, me } = state;
    const { isHost } = standingOf(state);
    const drawers = room.seats.filter((seat) => seat.plays).length;
    seats.show(room.seats.map((seat) => ({ ...seat, host: seat.player === room.host, me, votes: state.votes[seat.player] })));
    write(root.querySelector(".here-count"), room.seats.length === 0 ? text("lobby.nobody") : text("lobby.here", { count: room.seats.length }));
    root.dataset.crowd = room.seats.length > MANY ? "many" : "few";
    settings(state);
    const start = root.querySelector("[data-act=start]");
    show(start, isHost);
    start.disabled = inTheWay(room, drawers) !== "";
    write(root.querySelector(".lobby-hint"), hint(state, isHost, drawers));
  };
}

function hint({ room, watching }, isHost, drawers) {
  if (isHost) return inTheWay(room, drawers) || (drawers === 1 ? text("lobby.alone") : "");
  const host = room.seats.find((seat) => seat.player === room.host);
  const who = host ? text("lobby.starter", { name: host.name }) : text("lobby.leaderless");
  return watching ? text("lobby.watching", { who }) : who;
}

function makeSeat(seat) {
  const made = element("li", { class: "seat" },
    element("span", { class: "mark", "aria-hidden": "true" }),
    nameButton("seat-name"),
    element("span", { class: "seat-note" }));
  dress(made, seat);
  return made;
}

function updateSeat(made, seat) {
  const { host, me, plays, present, votes } = seat;
  writeName(made.querySelector(".seat-name"), seat, me);
  const notes = [
    seat.player === me && text("lobby.you"), host && text(plays ? "lobby.host" : "lobby.host_only"), !present && text("lobby.away"),
    votes && text("seat.votes", { count: votes.votes, needed: votes.needed }),
  ];
  write(made.querySelector(".seat-note"), notes.filter(Boolean).join(" · "));
  made.classList.toggle("absent", !present);
}
