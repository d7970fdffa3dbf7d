import assert from "node:assert/strict";
import { test } from "node:test";
import { Wishes } from "../../static/wishes.js";

const BEFORE = { rounds: 5, packs: ["easy"] };
const AFTER = { rounds: 5, packs: ["easy", "food"] };

test("a wish is seen at once, and leaves the other settings alone", () => {
  const wishes = new Wishes();
  wishes.wish("packs", ["easy", "food"]);
  assert.deepEqual(wishes.over(BEFORE), AFTER);
  assert.deepEqual(BEFORE.packs, ["easy"]);
});

test("a refused wish goes back to what it was", () => {
  const wishes = new Wishes();
  const value = [];
  wishes.wish("packs", value);
  wishes.answered("packs", value, false, BEFORE);
  assert.deepEqual(wishes.over(BEFORE), BEFORE);
});

test("a refusal of the first does not undo the second", () => {
  const wishes = new Wishes();
  wishes.wish("rounds", 20);
  wishes.wish("rounds", 3);
  wishes.answered("rounds", 20, false, BEFORE);
  assert.equal(wishes.over(BEFORE).rounds, 3);
  wishes.answered("rounds", 3, true, BEFORE);
  assert.equal(wishes.over({ ...BEFORE, rounds: 3 }).rounds, 3);
  assert.equal(wishes.over({ ...BEFORE, rounds: 4 }).rounds, 4);
});

test("the room's own news of the first does not hide the second, so a third is added to both", () => {
  const wishes = new Wishes();
  wishes.wish("packs", AFTER.packs);
  wishes.wish("packs", ["easy", "food", "tools"]);
  wishes.answered("packs", AFTER.packs, true, AFTER);
  assert.deepEqual(wishes.over(AFTER).packs, ["easy", "food", "tools"]);
});

test("a wish stays until the room shows it, whichever comes first: answer or news", () => {
  const wishes = new Wishes();
  wishes.wish("packs", AFTER.packs);
  wishes.answered("packs", AFTER.packs, true, BEFORE);
  assert.deepEqual(wishes.over(BEFORE).packs, AFTER.packs);
  assert.deepEqual(wishes.over(AFTER).packs, AFTER.packs);
  assert.deepEqual(wishes.over({ ...AFTER, packs: ["tools"] }).packs, ["tools"]);
});

test("an answer to what nobody wishes any more changes nothing", () => {
  const wishes = new Wishes();
  wishes.answered("rounds", 3, true, BEFORE);
  assert.equal(wishes.over(BEFORE).rounds, 5);
});

test("whoever shows wishes hears of each change", () => {
  let heard = 0;
  const wishes = new Wishes(() => heard++);
  wishes.wish("rounds", 3);
  wishes.answered("rounds", 3, false, BEFORE);
  assert.deepEqual([heard, wishes.times], [2, 2]);
});
