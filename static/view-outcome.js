/* How a round against the machine went: the eye, who knew it when, and in words. */

import { dress } from "./colours.js";
import { element, Keyed, show, write } from "./element.js";
import { Eye } from "./eye.js";
import { listed, ordinal, tenths, text } from "./language.js";
import { guessersOf, knewIt, outcomeOf, scorers } from "./machine.js";
import { nameOf } from "./words.js";

/** "4.3" */
export function secondsOf(ms) {
  return tenths(Math.max(0, ms) / 1000);
}

/** "4.3 s" */
export function took(ms) {
  return text("tile.took", { seconds: secondsOf(ms) });
}

/** Of the reveal's scene, what only such a round has. */
export function outcomeView(root) {
  const part = (selector) => root.querySelector(selector);
  const eye = new Eye(part(".reveal-eye .eye"));
  const rows = new Keyed(part(".knew"), { key: ({ seat }) => seat.player, make: makeRow, update: updateRow });
  return {
    words: (room, result) => wordsOf(room, result),
    show: ({ room, me }, result) => {
      const against = Boolean(result?.drawer);
      root.dataset.mode = against ? "machine" : "race";
      show(part(".knew"), against);
      show(part(".reveal-eye"), against);
      if (!against) return;
      const machines = result.machine_points > 0;
      eye.light(machines);
      if (!machines) eye.trust(null);
      rows.show(rowsOf(room, result, me));
    },
  };
}

function wordsOf(room, result) {
  const outcome = outcomeOf(result, guessersOf({ ...room, drawer: result.drawer }).length);
  const first = result.places.filter(({ place }) => place === 1);
  const names = first.map(({ player }) => nameOf(room, player));
  return text(`outcome.${outcome}`, { names: listed(names), count: names.length });
}

function rowsOf(room, result, me) {
  const seats = scorers(room);
  return knewIt(result).map(({ player, at, points }) => ({
    seat: seats.find((seat) => seat.player === player) ?? { player, name: text("talk.gone"), colour: 0 },
    place: result.places.find((place) => place.player === player)?.place ?? (points > 0 ? 1 : null),
    took: took(at - result.starts_at),
    points,
    mine: player === me,
  }));
}

function makeRow({ seat }) {
  const row = element("li", { class: "score" },
    element("span", { class: "score-place" }),
    element("span", { class: "mark", "aria-hidden": "true" }),
    element("span", { class: "score-name", dir: "auto" }, seat.name),
    element("span", { class: "score-points" }));
  dress(row, seat);
  return row;
}

function updateRow(row, { place, took: when, points, mine }) {
  write(row.querySelector(".score-place"), place === null ? "" : ordinal(place));
  write(row.querySelector(".score-points"), points > 0 ? text("outcome.won", { took: when, points }) : when);
  row.classList.toggle("mine", mine);
}
