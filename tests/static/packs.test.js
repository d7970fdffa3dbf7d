import assert from "node:assert/strict";
import { test } from "node:test";
import { Packs } from "../../static/packs.js";

const answers = (...all) => () => all.shift()();
const told = async () => ({ ok: true, json: async () => ({ packs: { easy: ["cat"] } }) });
const refused = async () => ({ ok: false });
const lost = async () => { throw new TypeError("no network"); };

test("the words are asked for once, by however many", async () => {
  const packs = new Packs(["easy"], answers(told));
  await Promise.all([packs.load(), packs.load()]);
  await packs.load();
  assert.deepEqual([packs.names, packs.words], [["easy"], { easy: ["cat"] }]);
});

test("words that could not be had are asked for again", async () => {
  const packs = new Packs(["easy"], answers(lost, refused, told));
  await packs.load();
  await packs.load();
  assert.equal(packs.words, null);
  await packs.load();
  assert.deepEqual(packs.words, { easy: ["cat"] });
});
