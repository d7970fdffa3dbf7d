import assert from "node:assert/strict";
import { test } from "node:test";
import { fromDeltas, inkMessage, readFrame, readPacket, readSnapshot, toDeltas } from "../../static/protocol.js";

const WIRE = [1, 40, "draw", 0, 1, [10, 20, 5, -5]];
const PACKET = { seq: 1, tMs: 40, op: "draw", stroke: 0, up: true, points: [[10, 20], [15, 15]] };

test("points become differences and come back", () => {
  const points = [[10, 20], [15, 15], [0, 1023]];
  assert.deepEqual(toDeltas(points), [10, 20, 5, -5, -15, 1008]);
  assert.deepEqual(fromDeltas(toDeltas(points)), points);
});

test("a packet is read as it was sent", () => {
  assert.deepEqual(readPacket(WIRE), PACKET);
  assert.deepEqual(inkMessage(3, PACKET), [3, ...WIRE]);
  assert.deepEqual(inkMessage(3, { seq: 2, tMs: 50, op: "undo" }), [3, 2, 50, "undo"]);
});

test("a snapshot brings ink, looks and each player's best drawing", () => {
  const best = { p2: { round: 2, prompt: "cat", took_ms: 300, ink: [WIRE] } };
  const read = readSnapshot({ version: 7, now: 1, room: {}, ink: { p1: [WIRE] }, looks: { p1: [1, [["cat", 0.5]]] }, best });
  assert.deepEqual(read.ink, { p1: [PACKET] });
  assert.deepEqual(read.looks, { p1: { seq: 1, guesses: [{ category: "cat", confidence: 0.5 }] } });
  assert.deepEqual(read.best, { p2: { round: 2, prompt: "cat", tookMs: 300, packets: [PACKET] } });
});

test("what a snapshot or a frame leaves out is empty", () => {
  assert.deepEqual(readSnapshot({ version: 7, now: 1, room: {} }).best, {});
  assert.deepEqual(readFrame({ now: 1, version: 7 }), { now: 1, version: 7, ink: {}, looks: {}, reactions: [] });
});
