/* What is guessed and said in a round, for the ear: one's own at once, that of the others gathered. Time comes in. */

import { text } from "./language.js";
import { nameOf } from "./words.js";

/** The others are told of once in so long: thirty of them would never come to an end. */
export const EVERY_MS = 4_000;

/** Before the first look at a room: what stands there then is of the past. */
export const UNHEARD = Object.freeze({ own: Infinity, others: Infinity, waiting: [], at: -Infinity });

/** What is to be said at `now` of the lines that are new since `before`: {murmur, own, others}, in words or empty. */
export function murmured(before, { room, me }, now) {
  if (!room) return { murmur: before, own: "", others: "" };
  const lines = (room.said ?? []).filter(({ round }) => round === room.round);
  const own = lines.filter(({ player }) => player === me);
  const others = lines.filter(({ player }) => player !== me);
  const heard = { own: newest(own), others: newest(others) };
  if (!isOn(room)) return { murmur: { ...before, ...heard, waiting: [] }, own: "", others: "" };
  const waiting = [...before.waiting, ...since(others, before.others)];
  const due = waiting.length > 0 && now - before.at >= EVERY_MS;
  return {
    murmur: { ...heard, waiting: due ? [] : waiting, at: due ? now : before.at },
    own: since(own, before.own).map((line) => lineWords(line, room)).join(" "),
    others: due ? gathered(waiting, room) : "",
  };
}

/** In the chat's own time its list reads itself out. */
function isOn({ drawer, phase }) {
  return Boolean(drawer) && (phase === "countdown" || phase === "drawing");
}

/** One guess as it is, several as their number; of talk among those who know it the newest line. */
function gathered(lines, room) {
  const guesses = lines.filter((line) => line.is_guess);
  const talk = lines.filter((line) => !line.is_guess).slice(-1);
  const counted = guesses.length > 1 ? [text("aloud.guesses", { count: guesses.length })] : guesses.map((line) => lineWords(line, room));
  return [...counted, ...talk.map((line) => lineWords(line, room))].join(" ");
}

const lineWords = (line, room) => text("aloud.guess", { name: nameOf(room, line.player), text: line.text });
const newest = (lines) => lines.at(-1)?.at ?? 0;
const since = (lines, moment) => lines.filter(({ at }) => at > moment);
