import assert from "node:assert/strict";
import { test } from "node:test";
import { EVERY_MS, murmured, UNHEARD } from "../../static/murmur.js";
import "./english.js";

const SEATS = ["Ada", "Bo", "Chidi"].map((name, index) => ({ player: `p${index + 1}`, name }));

/** One round against the machine, heard as p1: `say` adds a line, `listen` tells what is said at a moment. */
class Round {
  room = { seats: SEATS, round: 2, drawer: "p3", phase: "drawing", said: [] };
  murmur = UNHEARD;

  say(player, text, { isGuess = true, round = 2 } = {}) {
    const at = (this.room.said.at(-1)?.at ?? 0) + 1;
    this.room = { ...this.room, said: [...this.room.said, { player, text, at, is_guess: isGuess, round }] };
  }

  listen(now) {
    const { murmur, own, others } = murmured(this.murmur, { room: this.room, me: "p1" }, now);
    this.murmur = murmur;
    return [own, others];
  }
}

function round() {
  const begun = new Round();
  begun.listen(0);
  return begun;
}

test("one guess is told at once and once", () => {
  const heard = round();
  heard.say("p2", "cat");
  assert.deepEqual(heard.listen(100), ["", "Bo: cat"]);
  assert.deepEqual(heard.listen(10 * EVERY_MS), ["", ""]);
});

test("those that follow are gathered, and several are a number", () => {
  const heard = round();
  heard.say("p2", "cat");
  heard.listen(0);
  for (let number = 1; number <= 30; number++) {
    heard.say("p2", `cat ${number}`);
    assert.deepEqual(heard.listen(number), ["", ""]);
  }
  assert.deepEqual(heard.listen(EVERY_MS - 1), ["", ""]);
  assert.deepEqual(heard.listen(EVERY_MS), ["", "30 guesses."]);
  heard.say("p2", "dog");
  assert.deepEqual(heard.listen(EVERY_MS + 1), ["", ""]);
  assert.deepEqual(heard.listen(2 * EVERY_MS), ["", "Bo: dog"]);
});

test("a stream of guesses from everybody is told of once in a while", () => {
  const heard = round();
  const told = [];
  for (let now = 0; now < 3 * EVERY_MS; now += 100) {
    heard.say("p2", `cat ${now}`);
    told.push(heard.listen(now)[1]);
  }
  assert.deepEqual(told.filter(Boolean), ["Bo: cat 0", "40 guesses.", "40 guesses."]);
});

test("one's own is told at once, whatever waits", () => {
  const heard = round();
  heard.say("p2", "cat");
  heard.listen(0);
  heard.say("p2", "dog");
  heard.say("p1", "cow");
  assert.deepEqual(heard.listen(1), ["Ada: cow", ""]);
  assert.deepEqual(heard.listen(EVERY_MS), ["", "Bo: dog"]);
});

test("of talk among those who know it the newest line is told, beside the guesses", () => {
  const heard = round();
  heard.say("p2", "cat");
  heard.say("p2", "dog");
  heard.say("p2", "easy!", { isGuess: false });
  heard.say("p2", "was it?", { isGuess: false });
  assert.deepEqual(heard.listen(0), ["", "2 guesses. Bo: was it?"]);
});

test("what stood there before is not told, nor what was said between rounds or in another one", () => {
  const late = new Round();
  late.say("p2", "cat");
  late.say("p1", "dog");
  assert.deepEqual(late.listen(0), ["", ""]);
  late.say("p2", "an old one", { round: 1 });
  assert.deepEqual(late.listen(1), ["", ""]);
  late.room = { ...late.room, phase: "reveal" };
  late.say("p2", "well drawn", { isGuess: false });
  assert.deepEqual(late.listen(2), ["", ""]);
  late.room = { ...late.room, phase: "drawing" };
  assert.deepEqual(late.listen(EVERY_MS), ["", ""]);
});

test("what waits when a round ends is of the past", () => {
  const heard = round();
  heard.say("p2", "cat");
  heard.listen(0);
  heard.say("p2", "dog");
  heard.listen(1);
  heard.room = { ...heard.room, phase: "reveal" };
  heard.listen(2);
  heard.room = { ...heard.room, phase: "drawing" };
  assert.deepEqual(heard.listen(EVERY_MS), ["", ""]);
});

test("without a room, and in a race, nothing is told", () => {
  assert.deepEqual(murmured(UNHEARD, { room: null, me: null }, 0), { murmur: UNHEARD, own: "", others: "" });
  const race = round();
  race.room = { ...race.room, drawer: "" };
  race.say("p2", "hello", { isGuess: false });
  assert.deepEqual(race.listen(0), ["", ""]);
});
