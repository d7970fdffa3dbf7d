import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, drawersOf, matters, playersSuffice, possible, unusual, wordCount } from "../../static/choices.js";

const WORDS = { easy: ["cat", "dog", "sun"], animals: ["cat", "dog", "owl"], few: ["sun"] };
const settings = (changes = {}) => ({
  mode: "race", rounds: 3, seconds: 20, packs: ["easy"], own: [], choose: true, threshold: "normal", scoring: "speed",
  rivals: true, public: false, players: 25, language: "en", ...changes,
});

test("rivals matter in a race, a choice of prompts against the machine, and the rest in both", () => {
  assert.deepEqual(["rivals", "choose", "rounds"].map((name) => matters(name, "race")), [true, false, true]);
  assert.deepEqual(["rivals", "choose", "rounds"].map((name) => matters(name, "machine")), [false, true, true]);
});

test("a room just made has nothing unusual, whoever made it", () => {
  assert.deepEqual(unusual(settings()), []);
  assert.deepEqual(unusual(settings({ players: 60 })), []);
});

test("what is unusual is told only where it matters", () => {
  assert.deepEqual(unusual(settings({ choose: false, rivals: false, public: true })), ["rivals", "public"]);
  assert.deepEqual(unusual(settings({ mode: "machine", choose: false, rivals: false, players: 4 })), ["choose", "players"]);
});

test("words are counted once, however many packs have them", () => {
  assert.equal(wordCount(settings({ packs: ["easy", "animals"], own: ["owl", "bus"] }), WORDS), 5);
  assert.equal(wordCount(settings({ packs: ["served no more"], own: ["bus"] }), WORDS), 1);
});

test("before the packs are known nothing is counted, but the words of one's own are", () => {
  assert.equal(wordCount(settings(), null), null);
  assert.equal(wordCount(settings({ packs: [], own: ["owl"] }), null), 1);
});

test("each round needs a word; what nobody knows yet is left to the server", () => {
  assert.equal(possible(settings(), ["rounds", 3], WORDS), true);
  assert.equal(possible(settings(), ["rounds", 4], WORDS), false);
  assert.equal(possible(settings(), ["packs", ["few"]], WORDS), false);
  assert.equal(possible(settings(), ["packs", ["few"]], null), true);
  assert.equal(possible(settings({ own: ["owl"] }), ["packs", []], null), false);
});

test("a field asks for one setting, in the server's own form", () => {
  const ask = (field, now = settings()) => asked(now, field);
  assert.deepEqual(ask({ name: "rounds", value: "8" }), ["rounds", 8]);
  assert.deepEqual(ask({ name: "players", value: "6" }), ["players", 6]);
  assert.deepEqual(ask({ name: "mode", value: "machine", checked: true }), ["mode", "machine"]);
  assert.deepEqual(ask({ name: "rivals", value: "on", checked: false }), ["rivals", false]);
  assert.deepEqual(ask({ name: "public", value: "yes" }), ["public", true]);
  assert.deepEqual(ask({ name: "pack", value: "animals" }, settings({ packs: ["easy", "few"] })), ["packs", ["animals"]]);
});

test("lists go out whole", () => {
  const now = settings({ own: ["owl"] });
  assert.deepEqual(asked(now, { name: "packs", value: "animals", checked: true }), ["packs", ["easy", "animals"]]);
  assert.deepEqual(asked(now, { name: "packs", value: "easy", checked: false }), ["packs", []]);
  assert.deepEqual(asked(now, { name: "own", value: "bus", checked: true }), ["own", ["owl", "bus"]]);
  assert.deepEqual(asked(now, { name: "own", value: "owl", checked: false }), ["own", []]);
});

test("only one's own words means no pack, and the easy one is back after that", () => {
  assert.deepEqual(asked(settings(), { name: "only_own", checked: true }), ["packs", []]);
  assert.deepEqual(asked(settings({ packs: [] }), { name: "only_own", checked: false }), ["packs", ["easy"]]);
});

test("one can race alone, and two are needed against the machine", () => {
  assert.deepEqual([0, 1].map((players) => playersSuffice(settings(), players)), [false, true]);
  assert.deepEqual([1, 2].map((players) => playersSuffice(settings({ mode: "machine" }), players)), [false, true]);
});

test("against the machine as many get to draw as there are rounds, in a race everybody", () => {
  assert.equal(drawersOf(settings({ mode: "machine", rounds: 5 }), 7), 5);
  assert.equal(drawersOf(settings({ mode: "machine", rounds: 5 }), 3), 3);
  assert.equal(drawersOf(settings({ rounds: 1 }), 7), 7);
});
