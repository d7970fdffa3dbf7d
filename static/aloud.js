/* For who cannot see the stage: the turns of the game at once, guesses one after another. Timers come in. */

import { write } from "./element.js";
import { listed, ordinal, phrased, text } from "./language.js";
import { scorers } from "./machine.js";
import { standingOf } from "./state.js";
import { placesSoFar } from "./view-race.js";
import { nameOf, problemLine } from "./words.js";

/** What others guess, and then what the judge does, waits so long after whatever was said last. */
export const BETWEEN_MS = 2_000;

/** One live region: what is written there is read out, and nothing is written twice. */
export class Aloud {
  /** @param {HTMLElement} target is aria-live */
  constructor(target, { timers = globalThis, now = () => performance.now() } = {}) {
    Object.assign(this, { target, timers, now, turned: "", guessed: "", waiting: { others: "", guess: "" }, at: -Infinity });
  }

  /** Say this now; what still waited is of the past. */
  turn(words) {
    if (words === this.turned) return;
    this.turned = words;
    this.guessed = "";
    this.waiting = { others: "", guess: "" };
    this.#say(words);
    this.#goOn();
  }

  /** Say now what this player guessed or said; what waits goes on waiting. */
  own(words) {
    if (words === "") return;
    this.#say(words);
    this.#goOn();
  }

  /** Say this of the others as soon as its turn comes, before what the judge guesses. */
  others(words) {
    if (words === "") return;
    this.waiting.others = words;
    this.#goOn();
  }

  /** Say this guess of the judge as soon as its turn comes, in place of the one that still waits; empty: nothing more. */
  guess(words) {
    if (words === this.guessed) return;
    this.guessed = words;
    this.waiting.guess = words;
    this.#goOn();
  }

  #goOn() {
    this.timers.clearTimeout(this.timer);
    const next = ["others", "guess"].find((kind) => this.waiting[kind] !== "");
    if (!next) return;
    const wait = this.at + BETWEEN_MS - this.now();
    if (wait > 0) {
      this.timer = this.timers.setTimeout(() => this.#goOn(), wait);
      return;
    }
    this.#say(this.waiting[next]);
    this.waiting[next] = "";
    this.#goOn();
  }

  #say(words) {
    this.at = this.now();
    write(this.target, words);
  }
}

/** The turn of the game in words, or what is in its way. */
export function turnWords(state) {
  const { door, problem, room, me } = state;
  if (problem) return problemLine(problem);
  if (door !== "inside" || !room) return "";
  if (room.phase === "choosing") return standingOf(state).draws ? text("choose.head") : text("choose.wait", { name: nameOf(room, room.drawer) });
  if (room.phase === "countdown") return text("aloud.ready");
  if (room.phase === "drawing") return room.drawer ? newsAgainst(state) : newsOf(room, me);
  if (room.phase === "reveal") return withFirst(text("aloud.reveal", { it: phrased(room.prompt) }), room.results.at(-1)?.places ?? [], room);
  if (room.phase === "podium") return withFirst(text("aloud.podium"), room.standings.filter(({ score }) => score > 0), room);
  return "";
}

/** Against the machine: what there is to do, or who knows it now. */
function newsAgainst(state) {
  const { room } = state;
  const { draws, solved } = standingOf(state);
  if (solved) return text("aloud.solved", { it: phrased(room.prompt) });
  const last = Object.entries(room.solved).sort(([, a], [, b]) => a - b).at(-1)?.[0];
  if (last) return text("aloud.knows", { name: nameOf(room, last) });
  return draws ? text("aloud.draw", { it: phrased(room.prompt) }) : text("guess.head", { name: nameOf(room, room.drawer) });
}

/** Who was recognised last, of those who still have a seat; before anybody is, what to draw. */
function newsOf({ prompt, recognised, seats }, me) {
  const nameOf = (player) => seats.find((seat) => seat.player === player)?.name;
  const [player, place] = [...placesSoFar(recognised)].filter(([one]) => nameOf(one)).at(-1) ?? [null];
  if (player === null) return text("aloud.draw", { it: phrased(prompt) });
  if (player === me) return text("aloud.recognised", { place: ordinal(place) });
  return text("aloud.other", { name: nameOf(player), place: ordinal(place) });
}

/** These words, and who came first, of those who still have a seat. */
function withFirst(words, places, room) {
  const seats = scorers(room);
  const first = places.filter(({ place }) => place === 1).map(({ player }) => player);
  const names = seats.filter(({ player }) => first.includes(player)).map(({ name }) => name);
  return names.length === 0 ? words : text("aloud.first", { words, names: listed(names), count: names.length });
}
