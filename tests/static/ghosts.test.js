import assert from "node:assert/strict";
import { test } from "node:test";
import { beaten, ghostsOf, haunted, withGhosts } from "../../static/ghosts.js";
import "./english.js";

const packet = (seq, tMs) => ({ seq, tMs, op: "draw", stroke: seq, up: true, points: [[seq, seq]] });
const ghost = (tookMs, ...times) => ({ tookMs, packets: times.map((tMs, index) => packet(index + 1, tMs)) });
const ROOM = {
  round: 2, phase: "drawing", starts_at: 10_000, settings: { solo: true }, recognised: {}, seats: [{ player: "p1" }],
};
const alone = (all, changes = {}) => ({ room: { ...ROOM, ...changes }, ghosts: { round: 2, all }, ink: { p1: [packet(1, 0)] } });
const lengths = ({ ink }) => Object.fromEntries(Object.entries(ink).map(([player, log]) => [player, log.length]));

test("a ghost draws in its own rhythm, from when drawing began", () => {
  const state = alone([ghost(900, 100, 500, 800), ghost(3_000, 200, 2_900)]);
  assert.deepEqual(lengths(haunted(state, 9_000)), { p1: 1, ghost1: 0, ghost2: 0 });
  assert.deepEqual(lengths(haunted(state, 10_500)), { p1: 1, ghost1: 2, ghost2: 1 });
  assert.deepEqual(lengths(haunted(state, Infinity)), { p1: 1, ghost1: 3, ghost2: 2 });
});

test("a ghost is recognised when it was in its time", () => {
  const state = alone([ghost(900, 100), ghost(3_000, 200)]);
  assert.deepEqual(Object.keys(haunted(state, 10_899).room.recognised), []);
  assert.deepEqual(haunted(state, 10_900).room.recognised, { ghost1: { at: 10_900, seq: 1, confidence: 0 } });
});

test("as long as a ghost adds nothing, its ink is the very same", () => {
  const state = alone([ghost(900, 100, 500)]);
  const [first, next, later] = [10_100, 10_400, 10_500].map((now) => haunted(state, now).ink.ghost1);
  assert.equal(first, next);
  assert.notEqual(next, later);
  assert.equal(later[0], first[0]);
});

test("the room itself knows of no ghosts", () => {
  const state = alone([ghost(900, 100)]);
  assert.deepEqual(haunted(state, 11_000).room.seats.map(({ player }) => player), ["p1", "ghost1"]);
  assert.equal(state.room.seats.length, 1);
  assert.deepEqual(state.room.recognised, {});
});

test("ghosts of another round, or where nobody practises, are not there", () => {
  for (const changes of [{ round: 3 }, { settings: { solo: false } }]) {
    const state = alone([ghost(900, 100)], changes);
    assert.deepEqual(ghostsOf(state), []);
    assert.equal(haunted(state, 11_000), state);
  }
  assert.deepEqual(ghostsOf({ room: null, ghosts: null }), []);
});

const RESULT = { starts_at: 10_000, places: [{ player: "p1", place: 1, points: 80, at: 12_000 }] };

test("who was quicker than a ghost has beaten it, and who was not recognised has beaten none", () => {
  const ghosts = [ghost(900), ghost(2_000), ghost(2_001), ghost(50_000)];
  assert.equal(beaten(ghosts, RESULT, "p1"), 2);
  assert.equal(beaten(ghosts, { ...RESULT, places: [] }, "p1"), 0);
});

test("without ghosts the places are as they were", () => {
  assert.equal(withGhosts(RESULT, []), RESULT);
});

test("after the round ghosts stand among the places, without points", () => {
  const { places } = withGhosts(RESULT, [ghost(5_000), ghost(900)]);
  assert.deepEqual(places.map(({ player, place, points }) => [player, place, points]), [
    ["ghost2", 1, null], ["p1", 2, 80], ["ghost1", 3, null],
  ]);
});
