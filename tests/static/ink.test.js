import assert from "node:assert/strict";
import { test } from "node:test";
import { Ink } from "../../static/ink.js";

const draw = (stroke, points, up = true) => ({ op: "draw", stroke, up, points });
const [A, B, C] = [[[1, 1]], [[2, 2]], [[3, 3]]];
const after = (...packets) => Ink.of(packets.map((packet) => (typeof packet === "string" ? { op: packet } : packet)));

test("strokes add up, and an open one goes on", () => {
  assert.deepEqual(after(draw(0, A, false), draw(0, B), draw(1, C)).strokes, [[...A, ...B], C]);
});

test("undo takes back a stroke, redo brings it back", () => {
  assert.deepEqual(after(draw(0, A), draw(1, B), "undo").strokes, [A]);
  assert.deepEqual(after(draw(0, A), draw(1, B), "undo", "redo").strokes, [A, B]);
});

test("undo takes back a clear", () => {
  assert.deepEqual(after(draw(0, A), "clear").strokes, []);
  assert.deepEqual(after(draw(0, A), "clear", "undo").strokes, [A]);
  assert.deepEqual(after(draw(0, A), "clear", draw(1, B), "undo", "undo").strokes, [A]);
});

test("clearing an empty sheet is no action", () => {
  assert.equal(after("clear").canUndo, false);
  assert.deepEqual(after(draw(0, A), "clear", "clear", "undo").strokes, [A]);
});

test("a new stroke empties the redo list", () => {
  const ink = after(draw(0, A), draw(1, B), "undo", draw(2, C), "redo");
  assert.deepEqual(ink.strokes, [A, C]);
  assert.equal(ink.canRedo, false);
});

test("with nothing to undo or redo they change nothing", () => {
  assert.deepEqual(after("undo", "redo", draw(0, A), "redo").strokes, [A]);
});

test("a pen lifted without points closes its stroke", () => {
  const ink = after(draw(0, A, false), draw(0, []));
  assert.deepEqual(ink.strokes, [A]);
  assert.equal(ink.open, false);
});

test("its size counts what undo could bring back, and forgets what nothing can", () => {
  assert.equal(after(draw(0, A), "clear", draw(1, B)).size, 2);
  assert.equal(after(draw(0, A), draw(1, B), "undo", draw(2, C)).size, 2);
});

test("packets of others are not changed by drawing on", () => {
  const points = [[1, 1]];
  after(draw(0, points, false), draw(0, B));
  assert.deepEqual(points, [[1, 1]]);
});
