import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthOf, Tiny, upTo } from "../../static/tiny.js";
import { Clockwork } from "./clockwork.js";

const CORNER = [[0, 0], [30, 0], [30, 40]];
const LINE = [[0, 100], [0, 130]];
const DOT = [[9, 9]];

test("a pen's way is the length of all strokes, and a dot has none", () => {
  assert.equal(lengthOf([CORNER, DOT, LINE]), 100);
  assert.equal(lengthOf([]), 0);
});

test("a part of the strokes ends at the last point that the pen came to", () => {
  assert.deepEqual(upTo([CORNER, LINE], 0), [[[0, 0]]]);
  assert.deepEqual(upTo([CORNER, LINE], 69), [[[0, 0], [30, 0]]]);
  assert.deepEqual(upTo([CORNER, LINE], 70), [CORNER, [[0, 100]]]);
  assert.deepEqual(upTo([CORNER, DOT, LINE], 100), [CORNER, DOT, LINE]);
});

/** A tiny canvas, its time, and the strokes that its paper was given. */
function tiny({ still = false } = {}) {
  const clockwork = new Clockwork();
  const shown = [];
  const paper = { show: (strokes) => shown.push(strokes), close: () => shown.push("closed") };
  return { clockwork, shown, canvas: new Tiny(null, { paper, timers: clockwork, still: () => still }) };
}

test("what is there when one comes is shown at once", () => {
  const { shown, canvas, clockwork } = tiny();
  canvas.show([CORNER, LINE]);
  clockwork.move(10_000);
  assert.deepEqual(shown, [[CORNER, LINE]]);
});

test("what is new is drawn on from where the drawing was, and has arrived before the next news", () => {
  const { shown, canvas, clockwork } = tiny();
  canvas.show([CORNER]);
  canvas.show([CORNER, LINE]);
  assert.deepEqual(shown.at(-1), [CORNER, [[0, 100]]]);
  clockwork.move(5_000);
  assert.deepEqual(shown.at(-1), [CORNER, LINE]);
  const count = shown.length;
  clockwork.move(5_000);
  assert.equal(shown.length, count);
});

test("a drawing that begins on a blank sheet is drawn from its first point", () => {
  const { shown, canvas, clockwork } = tiny();
  canvas.show([]);
  canvas.show([CORNER]);
  assert.deepEqual(shown.slice(1), [[[[0, 0]]]]);
  clockwork.move(5_000);
  assert.deepEqual(shown.at(-1), [CORNER]);
});

test("where nothing is drawn the judge's eye is closed", () => {
  const { shown, canvas } = tiny();
  canvas.show([]);
  canvas.show([CORNER]);
  canvas.show([]);
  assert.equal(shown[0].length, 5);
  assert.equal(shown.at(-1), shown[0]);
});

test("another drawing, and less of one, are shown at once", () => {
  const { shown, canvas, clockwork } = tiny();
  for (const strokes of [[CORNER, LINE], [LINE], [[[0, 100], [0, 110]]]]) {
    canvas.show(strokes);
    clockwork.move(200);
    assert.deepEqual(shown.at(-1), strokes);
  }
});

test("who asks for less motion sees it whole", () => {
  const { shown, canvas } = tiny({ still: true });
  canvas.show([CORNER]);
  canvas.show([CORNER, LINE]);
  assert.deepEqual(shown.at(-1), [CORNER, LINE]);
});

test("a canvas that goes draws nothing any more", () => {
  const { shown, canvas, clockwork } = tiny();
  canvas.show([]);
  canvas.show([CORNER]);
  canvas.close();
  clockwork.move(5_000);
  assert.equal(shown.at(-1), "closed");
});
