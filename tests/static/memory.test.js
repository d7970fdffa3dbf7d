import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../../static/memory.js";

test("what was chosen to be heard is remembered, and what was not is nobody's choice", () => {
  const memory = new Memory(null);
  assert.equal(memory.heard("voice"), null);
  memory.keepHeard("voice", true);
  memory.keepHeard("sounds", false);
  assert.equal(memory.heard("voice"), true);
  assert.equal(memory.heard("sounds"), false);
});

test("a choice that cannot be read is none", () => {
  const kept = new Map([["inkrace:sounds", "loud"]]);
  const memory = new Memory({ getItem: (name) => kept.get(name) ?? null, setItem: () => {} });
  assert.equal(memory.heard("sounds"), null);
});
