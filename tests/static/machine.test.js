import assert from "node:assert/strict";
import { test } from "node:test";
import { guessersOf, knewIt, outcomeOf, scorers, solvedPlaces } from "../../static/machine.js";
import { talkActs } from "../../static/talk.js";
import { roundWords } from "../../static/view-scores.js";
import "./english.js";

const seat = (player, changes = {}) => ({ player, plays: true, draws_from: 1, score: 40, ...changes });
const place = (player, at, points) => ({ player, at, points, place: 1, confidence: 1 });
const room = (changes = {}) => ({
  round: 2, first_round: 1, drawer: "a", machine: 100, settings: { mode: "machine", rounds: 5 }, ...changes,
  seats: [seat("a"), seat("b", { score: 90 }), seat("late", { draws_from: 3, score: 0 }), seat("host", { plays: false, score: 0 })],
});

test("all who take part guess, but for the drawer", () => {
  assert.deepEqual(guessersOf(room()).map(({ player }) => player), ["b"]);
});

test("the machine scores beside the players, and only where it plays", () => {
  assert.deepEqual(scorers(room()).map(({ player }) => player), ["a", "b", "late", "host", "machine"]);
  assert.equal(scorers(room()).at(-1).score, 100);
  assert.equal(scorers(room({ settings: { mode: "race" } })).length, 4);
  assert.equal(roundWords(room(), "b"), "Round 2 of 5 · 2nd with 90 points");
});

test("what is chosen for the next match changes nothing on the podium of the last", () => {
  const podium = (player, mode) => room({ phase: "podium", standings: [{ player, score: 100, place: 1 }], settings: { mode, rounds: 5 } });
  assert.equal(scorers(podium("a", "machine")).length, 4);
  assert.equal(scorers(podium("machine", "race")).at(-1).player, "machine");
});

test("who knew it in the same slot shares a place", () => {
  assert.deepEqual([...solvedPlaces({ a: 300, b: 200, c: 300, d: 400 })], [["a", 2], ["b", 1], ["c", 2], ["d", 4]]);
});

test("the machine stands among those who knew it, with points only where it was first", () => {
  const people = { places: [place("b", 300, 90)], machine_at: 400, machine_points: 0 };
  assert.deepEqual(knewIt(people).map(({ player, points }) => [player, points]), [["b", 90], ["machine", 0]]);
  assert.deepEqual(knewIt({ ...people, machine_at: null }).map(({ player }) => player), ["b"]);
  assert.deepEqual(knewIt({ places: [], machine_at: 400, machine_points: 100 }).map(({ points }) => points), [100]);
});

test("a round is the machine's, everybody's, somebody's or nobody's", () => {
  const result = (places, points = 0) => ({ places, machine_points: points });
  assert.equal(outcomeOf(result([], 100), 2), "machine");
  assert.equal(outcomeOf(result([]), 2), "nobody");
  assert.equal(outcomeOf(result([place("b", 1, 1)]), 2), "some");
  assert.equal(outcomeOf(result([place("b", 1, 1), place("c", 2, 1)]), 2), "all");
});

/** A form with one field, as an act gets it. */
const form = (value) => ({ elements: { text: { value } } });

function talking(answer) {
  const asked = [];
  const told = [];
  const ask = async (name, data) => (asked.push([name, data]), answer);
  const line = { ask, insist: ask };
  return { asked, told, acts: talkActs({ line, dispatch: (action) => told.push(action), language: "pt" }) };
}

test("a guess goes out in the page's language, and its verdict is told", async () => {
  const { asked, told, acts } = talking({ verdict: "close" });
  const field = form("  gato ");
  await acts.guess(field);
  assert.deepEqual(asked, [["guess", { text: "gato", language: "pt" }]]);
  assert.deepEqual(told, [{ type: "verdict", text: "gato", verdict: "close" }]);
  assert.equal(field.elements.text.value, "");
});

test("what was refused comes back, unless something else was typed meanwhile, and nothing is not sent", async () => {
  const { asked, told, acts } = talking(null);
  const field = form("hello");
  await acts.say(field);
  assert.equal(field.elements.text.value, "hello");
  const sent = acts.guess(field);
  field.elements.text.value = "cat";
  await sent;
  assert.equal(field.elements.text.value, "cat");
  await acts.say(form("   "));
  assert.deepEqual([asked.length, told], [2, []]);
});
