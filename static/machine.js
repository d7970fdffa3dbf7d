/* Beat the machine, as values: who scores, who guesses, and how a round went. */

import { text } from "./language.js";
import { MACHINE } from "./protocol.js";
import { takesPart } from "./state.js";

/** The seats, and the machine as one more where it plays. */
export function scorers(room) {
  return machinePlays(room) ? [...room.seats, machineSeat(room)] : room.seats;
}

/** A podium is of the match that ended, whatever is chosen for the next. */
function machinePlays({ phase, standings, settings }) {
  return phase === "podium" ? standings.some(({ player }) => player === MACHINE) : settings.mode === MACHINE;
}

/** The machine as whoever has a seat is shown. */
export function machineSeat({ machine = 0 }) {
  return { player: MACHINE, name: text("machine.name"), plays: true, present: true, score: machine, colour: 0, draws_from: Infinity };
}

/** Who guesses in this round, in the order of the seats. */
export function guessersOf(room) {
  return room.seats.filter((seat) => takesPart(room, seat) && seat.player !== room.drawer);
}

/** player → place among those who know it so far; who knew it in the same slot share one. */
export function solvedPlaces(solved) {
  const moments = Object.values(solved);
  return new Map(Object.entries(solved).map(([player, at]) => [player, 1 + moments.filter((other) => other < at).length]));
}

/** Who knew a round's prompt when, soonest first, the machine among them: [{player, at, points}]. */
export function knewIt({ places, machine_at: machineAt, machine_points: points }) {
  const people = places.map(({ player, at, points: won }) => ({ player, at, points: won }));
  return machineAt === null || machineAt === undefined ? people : [...people, { player: MACHINE, at: machineAt, points }];
}

/** Who beat whom: "machine" knew it first, "all" or "some" of the guessers did, or "nobody" knew it. */
export function outcomeOf({ places, machine_points: points }, guessers) {
  if (points > 0) return "machine";
  if (places.length === 0) return "nobody";
  return places.length >= guessers ? "all" : "some";
}
