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

test("a seat that is given up leaves its token for the next join of that room, and of no other", () => {
  const memory = new Memory(null);
  memory.keepSeat("KRTMW", "ab");
  assert.equal(memory.tokenFor("KRTMW"), "ab");
  memory.leaveSeat("KRTMW");
  assert.deepEqual([memory.seat("KRTMW"), memory.tokenFor("KRTMW")], [null, "ab"]);
  assert.match(memory.tokenFor("WMTRK"), /^[0-9a-f]{32}$/);
  memory.leaveSeat("KRTMW"); // a second time
  assert.equal(memory.tokenFor("KRTMW"), "ab");
  memory.forgetSeat("KRTMW");
  assert.notEqual(memory.tokenFor("KRTMW"), "ab");
});

test("a choice that cannot be read is none", () => {
  const kept = new Map([["inkrace:sounds", "loud"]]);
  const memory = new Memory({ getItem: (name) => kept.get(name) ?? null, setItem: () => {} });
  assert.equal(memory.heard("sounds"), null);
});
