/* The ranking of a match, as a list and in words. */

import { dress } from "./colours.js";
import { element, Keyed, write } from "./element.js";
import { ordinal, text } from "./language.js";
import { scorers } from "./machine.js";
import { asksForLess } from "./motion.js";
import { nameButton, writeName } from "./view-seat.js";

const COUNT_MS = 700;

/** "Round 2 of 5", and from the first points on how this player stands. */
export function roundWords(room, player) {
  const { round, first_round, settings } = room;
  const words = text("race.round", { round: round - first_round + 1, rounds: settings.rounds });
  const own = ranked(scorers(room)).find(({ seat }) => seat.player === player);
  if (own && settings.solo) return text("solo.standing", { round: words, count: own.seat.score });
  if (!own || room.seats.every(({ score }) => score === 0)) return words;
  return text("race.standing", { round: words, place: ordinal(own.place), count: own.seat.score });
}

/** Who plays, best first; equal scores share a place and stay in the order of the seats. */
export function ranked(seats) {
  const players = seats.filter((seat) => seat.plays).sort((a, b) => b.score - a.score);
  return players.map((seat) => ({ seat, place: players.findIndex(({ score }) => score === seat.score) + 1 }));
}

/** The ranking: best first, new points counted up. Returns `(state, won, shown)`; `won`: player → points of this round. */
export function scoresOf(parent) {
  const rows = new Keyed(parent, { key: ({ seat }) => seat.player, make: makeScore, update: updateScore, glide: true });
  return ({ room, me }, won, shown = () => true) => {
    rows.show(ranked(scorers(room)).filter(({ seat }) => shown(seat)).map(({ seat, place }) => ({
      seat, place, me, won: won.get(seat.player) ?? 0,
    })));
  };
}

function makeScore({ seat, won }) {
  const row = element("li", { class: "score" },
    element("span", { class: "score-place" }),
    element("span", { class: "mark", "aria-hidden": "true" }),
    nameButton("score-name"),
    element("span", { class: "score-points" }));
  dress(row, seat);
  row.dataset.shown = String(seat.score - won);
  return row;
}

function updateScore(row, { seat, place, me }) {
  write(row.querySelector(".score-place"), ordinal(place));
  writeName(row.querySelector(".score-name"), seat, me);
  row.classList.toggle("mine", seat.player === me);
  if (row.dataset.score === String(seat.score)) return;
  row.dataset.score = String(seat.score);
  countUp(row, Number(row.dataset.shown), seat.score);
}

function countUp(row, from, to) {
  const target = row.querySelector(".score-points");
  const began = performance.now();
  const still = from >= to || asksForLess();
  const step = () => {
    if (row.dataset.score !== String(to)) return;
    const share = still ? 1 : Math.min(1, (performance.now() - began) / COUNT_MS);
    row.dataset.shown = String(Math.round(from + (to - from) * share));
    write(target, row.dataset.shown);
    if (share < 1) requestAnimationFrame(step);
  };
  step();
}
