import assert from "node:assert/strict";
import { test } from "node:test";
import { ranked, roundWords } from "../../static/view-scores.js";
import "./english.js";

const seat = (player, score, plays = true) => ({ player, score, plays });
const room = (...seats) => ({ round: 7, first_round: 6, settings: { rounds: 5 }, seats });

test("the best is first, equal scores share a place, and who only hosts has none", () => {
  const order = ranked([seat("a", 3), seat("b", 9), seat("h", 0, false), seat("c", 9), seat("d", 0)]);
  assert.deepEqual(order.map(({ seat: { player }, place }) => [player, place]), [["b", 1], ["c", 1], ["a", 3], ["d", 4]]);
});

test("a player reads place and points beside the round", () => {
  const words = roundWords(room(seat("a", 111), seat("b", 240), seat("c", 0)), "a");
  assert.equal(words, "Round 2 of 5 · 2nd with 111 points");
});

test("who practises alone has points but no place", () => {
  const alone = { ...room(seat("a", 80)), settings: { rounds: 5, solo: true } };
  assert.equal(roundWords(alone, "a"), "Round 2 of 5 · 80 points");
});

test("before the first points, and for who does not play, there is only the round", () => {
  assert.equal(roundWords(room(seat("a", 0), seat("b", 0)), "a"), "Round 2 of 5");
  assert.equal(roundWords(room(seat("a", 0, false), seat("b", 4)), "a"), "Round 2 of 5");
  assert.equal(roundWords(room(seat("a", 1)), null), "Round 2 of 5");
});
