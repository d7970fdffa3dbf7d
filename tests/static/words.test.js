import assert from "node:assert/strict";
import { test } from "node:test";
import { addressed, packGroups, percent, problem, problemLine, Voice } from "../../static/words.js";
import { ENGLISH } from "./english.js";

const guess = (category, confidence) => [{ category, confidence }];

test("the judge does not change its words while it sees the same", () => {
  const voice = new Voice();
  const first = voice.say(guess("cat", 0.3));
  assert.equal(voice.say(guess("cat", 0.35)), first);
  assert.notEqual(voice.say(guess("dog", 0.35)), first);
});

test("a sentence comes back only after the others", () => {
  const voice = new Voice(() => 0);
  const said = [];
  for (let i = 0; i < 5; i++) {
    said.push(voice.say([]));
    voice.say(guess(`thing ${i}`, 0.9));
  }
  assert.equal(new Set(said).size, 5);
});

test("recognition is exclaimed and names the thing", () => {
  for (let i = 0; i < 6; i++) {
    const text = new Voice(() => i / 6).say(guess("bicycle", 0.8), { recognised: "bicycle" });
    assert.match(text, /a bicycle!|A bicycle!/);
  }
});

test("no sentence has an empty place", () => {
  for (let i = 0; i < 20; i++) {
    const voice = new Voice(() => i / 20);
    for (const [what, sure] of [["cat", 0.05], ["cat", 0.2], ["owl", 0.3], ["owl", 0.5], ["owl", 0.9]]) {
      const text = voice.say(guess(what, sure));
      assert.doesNotMatch(text, /[{}]|undefined|null/);
      assert.ok(text.length > 3);
    }
  }
});

test("every problem has a heading and a helping sentence", () => {
  const names = Object.keys(ENGLISH.sentences).map((key) => key.match(/^problem\.(\w+)\.head$/)?.[1]).filter(Boolean);
  assert.ok(names.includes("other"));
  for (const name of names) assert.ok(problem(name).every((words) => words.length > 3 && !words.startsWith("problem.")), name);
});

test("what a host can be refused between matches is told in words of its own", () => {
  for (const name of ["bad_settings", "not_host", "wrong_phase", "store_away"]) assert.notDeepEqual(problem(name), problem("other"), name);
});

test("what nobody foresaw has words too, and any of them fit in a line", () => {
  assert.deepEqual(problem("dance"), problem("other"));
  assert.equal(problemLine("no_answer"), "No answer: The server is slow just now. We keep trying.");
});

test("a share that rounds to nothing is not called nothing", () => {
  assert.deepEqual([0.004, 0.006, 0.5, 1].map(percent), ["<\u202f1\u00a0%", "1\u00a0%", "50\u00a0%", "100\u00a0%"]);
});

test("before drawing starts the judge does not ask for a drawing", () => {
  const [waiting, ready] = [new Voice(() => 0), new Voice(() => 0)];
  assert.notEqual(ready.say([], { ready: true }), waiting.say([]));
  assert.equal(ready.say([]), waiting.text);
});

test("who does not draw is not asked for a drawing", () => {
  const saying = (tone) => ENGLISH.sentences[tone][0];
  assert.equal(new Voice(() => 0).say([], { theirs: true }), saying("judge.patient"));
  assert.equal(new Voice(() => 0).say([]), saying("judge.waiting"));
});

test("somebody is spoken to by name, in the middle of a sentence", () => {
  assert.equal(addressed("Ada", "Is that a cat?"), "Ada, is that a cat?");
  assert.equal(addressed("Ada", "I see … a cat?"), "Ada, I see … a cat?");
});

test("packs stand with the difficulties first, easiest first, then the themes as they came", () => {
  assert.deepEqual(packGroups(["hard", "food", "all", "easy", "animals"]), [
    ["By difficulty", [["easy", "easy words"], ["hard", "hard words"], ["all", "all words"]]],
    ["By theme", [["food", "food"], ["animals", "animals"]]],
  ]);
  assert.deepEqual(packGroups(["golden"]), [["By theme", [["golden", "golden"]]]]);
});
