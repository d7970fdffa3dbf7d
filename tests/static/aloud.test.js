import assert from "node:assert/strict";
import { test } from "node:test";
import { Aloud, BETWEEN_MS, turnWords } from "../../static/aloud.js";
import { Clockwork } from "./clockwork.js";
import "./english.js";

/** A live region that notes what is read out. */
class Region {
  read = [];
  #text = "";

  get textContent() {
    return this.#text;
  }

  set textContent(text) {
    this.#text = text;
    this.read.push(text);
  }
}

function aloud() {
  const clockwork = new Clockwork();
  const region = new Region();
  return { clockwork, region, aloud: new Aloud(region, { timers: clockwork, now: clockwork.now }) };
}

test("a turn is said at once, and once", () => {
  const { region, aloud: speaker } = aloud();
  for (const words of ["Get ready.", "Get ready.", "Draw a cat.", "Draw a cat."]) speaker.turn(words);
  assert.deepEqual(region.read, ["Get ready.", "Draw a cat."]);
});

test("of guesses that come quickly only the newest is said, when its turn comes", () => {
  const { clockwork, region, aloud: speaker } = aloud();
  for (const words of ["A cat?", "A dog?", "A cow?", "A cow?"]) {
    speaker.guess(words);
    clockwork.move(100);
  }
  clockwork.move(BETWEEN_MS - 401);
  assert.deepEqual(region.read, ["A cat?"]);
  clockwork.move(1);
  assert.deepEqual(region.read, ["A cat?", "A cow?"]);
  clockwork.move(10 * BETWEEN_MS);
  speaker.guess("A pig?");
  assert.deepEqual(region.read, ["A cat?", "A cow?", "A pig?"]);
});

test("a stream of guesses does not keep itself silent", () => {
  const { clockwork, region, aloud: speaker } = aloud();
  for (let number = 0; number < 50; number++) {
    speaker.guess(`It is ${number}.`);
    clockwork.move(100);
  }
  assert.deepEqual(region.read, ["It is 0.", "It is 19.", "It is 39."]);
});

test("a turn takes the place of a guess that waits, and a guess leaves a turn time to be heard", () => {
  const { clockwork, region, aloud: speaker } = aloud();
  speaker.guess("A cat?");
  speaker.guess("A dog?");
  speaker.turn("Bo is recognised: 1st.");
  clockwork.move(BETWEEN_MS - 1);
  speaker.guess("A cow?");
  assert.deepEqual(region.read, ["A cat?", "Bo is recognised: 1st."]);
  clockwork.move(1);
  assert.equal(region.read.at(-1), "A cow?");
});

test("a guess that is no longer meant is not said", () => {
  const { clockwork, region, aloud: speaker } = aloud();
  speaker.turn("Draw a cat.");
  speaker.guess("A dog?");
  speaker.guess("");
  clockwork.move(2 * BETWEEN_MS);
  assert.deepEqual(region.read, ["Draw a cat."]);
});

test("of what waits, that of the others is said before the judge's guess, each in its turn", () => {
  const { clockwork, region, aloud: speaker } = aloud();
  speaker.turn("What does Bo draw?");
  speaker.guess("A cat?");
  speaker.others("Chidi: dog");
  speaker.others("5 guesses.");
  clockwork.move(BETWEEN_MS);
  assert.deepEqual(region.read, ["What does Bo draw?", "5 guesses."]);
  clockwork.move(BETWEEN_MS);
  assert.deepEqual(region.read, ["What does Bo draw?", "5 guesses.", "A cat?"]);
  clockwork.move(10 * BETWEEN_MS);
  assert.equal(region.read.length, 3);
});

test("one's own is said at once, and what waits leaves it time to be heard", () => {
  const { clockwork, region, aloud: speaker } = aloud();
  speaker.guess("A cat?");
  speaker.guess("A dog?");
  clockwork.move(BETWEEN_MS - 1);
  speaker.own("Ada: cow");
  clockwork.move(BETWEEN_MS - 1);
  assert.deepEqual(region.read, ["A cat?", "Ada: cow"]);
  clockwork.move(1);
  assert.equal(region.read.at(-1), "A dog?");
});

test("a turn takes the place of what waited of the others", () => {
  const { clockwork, region, aloud: speaker } = aloud();
  speaker.turn("What does Bo draw?");
  speaker.others("5 guesses.");
  speaker.turn("Chidi knows it.");
  clockwork.move(2 * BETWEEN_MS);
  assert.deepEqual(region.read, ["What does Bo draw?", "Chidi knows it."]);
});

const SEATS = [{ player: "p1", name: "Ada" }, { player: "p2", name: "Bo" }, { player: "p3", name: "Chidi" }];
const said = (room, me = "p1") => turnWords({ door: "inside", me, room: { seats: SEATS, prompt: "cat", recognised: {}, results: [], standings: [], settings: { mode: "race" }, solved: {}, drawer: "", ...room } });
const at = (ms) => ({ at: ms, confidence: 0.8 });

test("while drawing it is the prompt, then whoever was recognised last", () => {
  assert.equal(said({ phase: "countdown", prompt: null }), "Get ready.");
  assert.equal(said({ phase: "drawing" }), "Draw a cat.");
  assert.equal(said({ phase: "drawing", recognised: { p2: at(5) } }), "Bo is recognised: 1st.");
  assert.equal(said({ phase: "drawing", recognised: { p1: at(9), p2: at(5) } }), "Your drawing is recognised: 2nd.");
  assert.equal(said({ phase: "drawing", recognised: { p1: at(9), gone: at(12) } }), "Your drawing is recognised: 1st.");
});

test("a result says who was first, if anybody was", () => {
  const places = [{ player: "p2", place: 1 }, { player: "p1", place: 2 }];
  assert.equal(said({ phase: "reveal", results: [{ places }] }), "Round over. It was a cat. Bo is first.");
  assert.equal(said({ phase: "reveal", results: [{ places: [] }] }), "Round over. It was a cat.");
  const standings = [{ player: "p1", place: 1, score: 9 }, { player: "p3", place: 1, score: 9 }];
  assert.equal(said({ phase: "podium", standings }), "The match is over. Ada and Chidi are first.");
  assert.equal(said({ phase: "podium", standings: [{ player: "p1", place: 1, score: 0 }] }), "The match is over.");
});

test("against the machine it is the choice, the drawer, and who knows it", () => {
  const seats = SEATS.map((seat) => ({ ...seat, plays: true, draws_from: 1 }));
  const against = (room, me) => said({ drawer: "p1", seats, settings: { mode: "machine" }, round: 1, ...room }, me);
  assert.match(against({ phase: "choosing", prompt: null }, "p1"), /draw/);
  assert.match(against({ phase: "choosing", prompt: null }, "p2"), /^Ada/);
  assert.equal(against({ phase: "drawing" }, "p1"), "Draw a cat.");
  assert.match(against({ phase: "drawing", prompt: null }, "p2"), /Ada/);
  assert.equal(against({ phase: "drawing", solved: { p3: 5 } }, "p1"), "Chidi knows it.");
  assert.equal(against({ phase: "drawing", solved: { p2: 5 } }, "p2"), "You know it: a cat.");
});

test("in the lobby and at the door nothing is said, but for what is in the way", () => {
  assert.equal(said({ phase: "lobby", prompt: null }), "");
  assert.equal(turnWords({ door: "name", room: { phase: "drawing" } }), "");
  assert.match(turnWords({ door: "inside", problem: "replaced", room: { phase: "drawing" } }), /another tab/);
});
