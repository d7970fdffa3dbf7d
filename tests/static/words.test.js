import assert from "node:assert/strict";
import { test } from "node:test";
import { addressed, ordinal, packGroups, percent, PROBLEMS, Voice, withArticle } from "../../static/words.js";

const guess = (category, confidence) => [{ category, confidence }];

test("things have the article that people would use", () => {
  const said = ["cat", "owl", "The Eiffel Tower", "scissors", "umbrella", "hourglass", "axe", "eye"].map(withArticle);
  assert.deepEqual(said, ["a cat", "an owl", "the Eiffel Tower", "scissors", "an umbrella", "an hourglass", "an axe", "an eye"]);
});

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
  for (const [name, words] of Object.entries(PROBLEMS)) assert.equal(words.filter((text) => text.length > 3).length, 2, name);
});

test("what a host can be refused between matches is told in words of its own", () => {
  for (const name of ["bad_settings", "not_host", "wrong_phase", "store_away"]) assert.ok(name in PROBLEMS, name);
});

test("a share that rounds to nothing is not called nothing", () => {
  assert.deepEqual([0.004, 0.006, 0.5, 1].map(percent), ["<\u202f1\u00a0%", "1\u00a0%", "50\u00a0%", "100\u00a0%"]);
});

test("before drawing starts the judge does not ask for a drawing", () => {
  const [waiting, ready] = [new Voice(() => 0), new Voice(() => 0)];
  assert.notEqual(ready.say([], { ready: true }), waiting.say([]));
  assert.equal(ready.say([]), waiting.text);
});

test("somebody is spoken to by name, in the middle of a sentence", () => {
  assert.equal(addressed("Ada", "Is that a cat?"), "Ada, is that a cat?");
  assert.equal(addressed("Ada", "I see … a cat?"), "Ada, I see … a cat?");
});

test("places are counted as people count them", () => {
  const places = [1, 2, 3, 4, 11, 12, 13, 20, 21, 22, 23, 60].map(ordinal);
  assert.deepEqual(places, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "20th", "21st", "22nd", "23rd", "60th"]);
});

test("packs stand with the difficulties first, easiest first, then the themes as they came", () => {
  assert.deepEqual(packGroups(["hard", "food", "all", "easy", "animals"]), [
    ["By difficulty", [["easy", "easy words"], ["hard", "hard words"], ["all", "all words"]]],
    ["By theme", [["food", "food"], ["animals", "animals"]]],
  ]);
  assert.deepEqual(packGroups(["golden"]), [["By theme", [["golden", "golden"]]]]);
});
