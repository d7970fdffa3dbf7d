import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../../static/memory.js";
import { bindSolo, remember } from "../../static/solo.js";
import { NOTHING_YET, reduce } from "../../static/state.js";

const SETTINGS = { solo: true, rounds: 5, seconds: 20, packs: ["easy", "food"], own: [] };
const ROOM = { phase: "lobby", round: 0, settings: SETTINGS, standings: [] };
const WIRE_GHOST = { took_ms: 900, ink: [[1, 30, "draw", 0, 1, [5, 5, 1, 1]]] };
const settled = () => new Promise(setImmediate);

/** Somebody alone in a room, and a line that answers an ask for ghosts so. */
function practising(answer = async () => ({ ghosts: [WIRE_GHOST] })) {
  const asked = [];
  const ask = (name) => {
    asked.push(name);
    return name === "ghosts" ? answer() : Promise.resolve({});
  };
  const memory = new Memory(null);
  const seen = { state: NOTHING_YET, asked, memory };
  const dispatch = (action) => {
    seen.state = reduce(seen.state, action);
    follow(seen.state);
  };
  const follow = bindSolo({ line: { insist: ask, socket: { ask } }, memory, dispatch });
  seen.come = (room, me = "p1") => {
    seen.state = { ...seen.state, me, room: { ...ROOM, ...room } };
    follow(seen.state);
  };
  return seen;
}

test("the match begins at once, and is asked for once", () => {
  const seen = practising();
  seen.come({});
  seen.come({});
  assert.deepEqual(seen.asked, ["start"]);
});

test("ghosts are asked for once a round, and not before drawing begins", async () => {
  const seen = practising();
  seen.come({ phase: "countdown", round: 1 });
  assert.deepEqual(seen.asked, []);
  seen.come({ phase: "drawing", round: 1 });
  seen.come({ phase: "drawing", round: 1 });
  assert.deepEqual(seen.asked, ["ghosts"]);
  await settled();
  assert.equal(seen.state.ghosts.round, 1);
  assert.deepEqual(seen.state.ghosts.all.map(({ tookMs, packets }) => [tookMs, packets.length]), [[900, 1]]);
  seen.come({ phase: "drawing", round: 2 });
  assert.deepEqual(seen.asked, ["ghosts", "ghosts"]);
});

test("without an answer the round goes on without ghosts", async () => {
  const seen = practising(() => Promise.reject(new Error("away")));
  seen.come({ phase: "drawing", round: 1 });
  await settled();
  assert.equal(seen.state.ghosts, null);
});

test("nothing happens by itself in other rooms, or for who only watches", () => {
  const seen = practising();
  seen.come({ settings: { ...SETTINGS, solo: false } });
  seen.come({}, null);
  assert.deepEqual(seen.asked, []);
});

test("a match's end is compared once with the best that this browser knows", () => {
  const seen = practising();
  const end = (round, score) => seen.come({ phase: "podium", round, standings: [{ player: "p1", place: 1, score }] });
  end(5, 240);
  assert.deepEqual(seen.state.record, { round: 5, points: 240, best: 240, isNew: true });
  end(5, 240);
  assert.equal(seen.state.record.isNew, true);
  end(10, 90);
  assert.deepEqual(seen.state.record, { round: 10, points: 90, best: 240, isNew: false });
});

test("only matches of the same rounds, seconds and words are compared, in whatever order the words stand", () => {
  const memory = new Memory(null);
  const played = (settings, score) => remember(memory, { settings: { ...SETTINGS, ...settings }, standings: [{ player: "p1", score }] }, "p1");
  assert.equal(played({}, 100).isNew, true);
  assert.equal(played({ packs: ["food", "easy"] }, 90).isNew, false);
  for (const other of [{ rounds: 4 }, { seconds: 30 }, { packs: ["easy"] }, { own: ["cat"] }]) assert.equal(played(other, 10).isNew, true);
  assert.equal(played({ rounds: 9 }, 0).isNew, false);
});
