import assert from "node:assert/strict";
import { test } from "node:test";
import { fromDeltas, MAX_PACKET_POINTS, toDeltas } from "../../static/protocol.js";
import { Stroke, toSquare } from "../../static/stroke.js";

test("points are whole and held at the edge", () => {
  assert.deepEqual(toSquare(-4, 5.6), [0, 6]);
  assert.deepEqual(toSquare(1024, 2000), [1023, 1023]);
});

test("points that hardly moved are dropped", () => {
  const stroke = new Stroke(0);
  assert.equal(stroke.add(10, 10), true);
  assert.equal(stroke.add(11, 10), false);
  assert.equal(stroke.add(13, 10), true);
  assert.deepEqual(stroke.take(0, false)[0].points, [[10, 10], [13, 10]]);
});

test("a stroke ends where the pen did, even after a small move", () => {
  const stroke = new Stroke(0);
  stroke.add(10, 10);
  stroke.add(11, 10);
  stroke.end();
  assert.deepEqual(stroke.take(0, true)[0].points, [[10, 10], [11, 10]]);
});

test("a tap is one point", () => {
  const stroke = new Stroke(3);
  stroke.add(10, 10);
  stroke.add(10, 10);
  stroke.end();
  assert.deepEqual(stroke.take(7, true), [{ tMs: 7, op: "draw", stroke: 3, up: true, points: [[10, 10]] }]);
});

test("many points are cut into packets, only the last of which lifts the pen", () => {
  const stroke = new Stroke(0);
  for (let i = 0; i < 300; i++) stroke.add(i * 3, 5);
  const packets = stroke.take(0, true);
  assert.deepEqual(packets.map(({ points }) => points.length), [MAX_PACKET_POINTS, MAX_PACKET_POINTS, 44]);
  assert.deepEqual(packets.map(({ up }) => up), [false, false, true]);
});

test("with nothing new there is no packet, but pen-up always has one", () => {
  const stroke = new Stroke(0);
  stroke.add(1, 1);
  stroke.take(0, false);
  assert.deepEqual(stroke.take(0, false), []);
  assert.deepEqual(stroke.take(9, true), [{ tMs: 9, op: "draw", stroke: 0, up: true, points: [] }]);
});

test("differences and points are the same thing twice", () => {
  const points = [[5, 9], [5, 8], [1023, 0]];
  assert.deepEqual(toDeltas(points), [5, 9, 0, -1, 1018, -8]);
  assert.deepEqual(fromDeltas(toDeltas(points)), points);
  assert.deepEqual(toDeltas([]), []);
});
