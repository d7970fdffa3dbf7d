import assert from "node:assert/strict";
import { test } from "node:test";
import { largestTiles } from "../../static/wall.js";

test("one tile is as large as the space allows", () => {
  assert.deepEqual(largestTiles(1, 420, 480, { gap: 12, foot: 26, least: 0 }), [1, 420]);
  assert.deepEqual(largestTiles(1, 420, 300, { gap: 12, foot: 26, least: 0 }), [1, 274]);
});

test("tiles are spread so that they are largest, and all of them fit", () => {
  for (let count = 1; count <= 24; count++) {
    const [columns, side] = largestTiles(count, 366, 150, { gap: 8, foot: 0, least: 0 });
    const rows = Math.ceil(count / columns);
    assert.ok(columns * side + (columns - 1) * 8 <= 366);
    assert.ok(rows * side + (rows - 1) * 8 <= 150);
    assert.ok(side >= 38, `${count} tiles of ${side}`);
  }
});

test("where all would be tiny, a wall that may scroll keeps them readable", () => {
  const [columns, side] = largestTiles(60, 366, 400, { gap: 14, foot: 54, least: 96 });
  assert.equal(columns, 3);
  assert.ok(side >= 96);
});
