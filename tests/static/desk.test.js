import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk } from "../../static/desk.js";
import { MAX_POINTS, MAX_ROUND_POINTS, PACKET_MS } from "../../static/protocol.js";
import { Clockwork } from "./clockwork.js";

function desk() {
  const clockwork = new Clockwork();
  const sent = [];
  const line = { up: true };
  const made = new Desk({
    send: (message) => line.up && sent.push(message) > 0,
    now: clockwork.now,
    timers: clockwork,
  });
  made.begin(1);
  return { desk: made, clockwork, sent, line };
}

function stroke(made, ...points) {
  made.down(...points[0]);
  made.move(points.slice(1));
  made.up();
}

test("a packet goes out every 33 ms while drawing, and at once on pen-up", () => {
  const { desk: made, clockwork, sent } = desk();
  made.down(10, 10);
  assert.equal(sent.length, 0);
  clockwork.move(PACKET_MS);
  made.move([[20, 20]]);
  clockwork.move(PACKET_MS);
  made.move([[30, 20]]);
  made.up();
  assert.deepEqual(sent, [
    [1, 1, 33, "draw", 0, 0, [10, 10]], [1, 2, 66, "draw", 0, 0, [20, 20]], [1, 3, 66, "draw", 0, 1, [30, 20]],
  ]);
});

test("a resting pen sends nothing", () => {
  const { desk: made, clockwork, sent } = desk();
  made.down(10, 10);
  clockwork.move(1_000);
  assert.equal(sent.length, 1);
});

test("ink is there before any packet", () => {
  const { desk: made } = desk();
  made.down(10, 10);
  made.move([[40, 40]]);
  assert.deepEqual(made.strokes, [[[10, 10], [40, 40]]]);
});

test("ink drawn without a connection is sent after it, in order and once acknowledged never again", () => {
  const { desk: made, sent, line } = desk();
  stroke(made, [1, 1], [50, 50]);
  line.up = false;
  stroke(made, [100, 100], [150, 150]);
  made.undo();
  line.up = true;
  made.outbox.acknowledge(1, 1);
  made.outbox.resend();
  assert.deepEqual(sent.map(([, seq]) => seq), [1, 2, 3]);
  made.outbox.acknowledge(1, 3);
  made.outbox.resend();
  assert.equal(sent.length, 3);
});

test("another round's acknowledgement is not this one's", () => {
  const { desk: made, sent } = desk();
  stroke(made, [1, 1], [50, 50]);
  made.outbox.acknowledge(0, 9);
  made.outbox.closed(0);
  made.outbox.resend();
  assert.equal(sent.length, 2);
  made.outbox.closed(1);
  made.outbox.resend();
  assert.equal(sent.length, 2);
});

test("a refreshed page draws on where the snapshot ends", () => {
  const { desk: made, sent } = desk();
  made.catchUp(3, [
    { seq: 1, tMs: 5, op: "draw", stroke: 0, up: true, points: [[1, 1]] },
    { seq: 2, tMs: 6, op: "draw", stroke: 4, up: true, points: [[2, 2]] },
  ]);
  stroke(made, [9, 9]);
  assert.deepEqual(sent, [[3, 3, 0, "draw", 5, 1, [9, 9]]]);
  assert.equal(made.strokes.length, 3);
});

test("a snapshot that knows less takes nothing away", () => {
  const { desk: made, sent } = desk();
  stroke(made, [1, 1]);
  stroke(made, [90, 90]);
  made.catchUp(1, [made.packets[0]]);
  made.outbox.resend();
  assert.deepEqual(sent.map(([, seq]) => seq), [1, 2, 2]);
  assert.equal(made.strokes.length, 2);
});

test("what the server had and lost is sent again on a new connection, before what it never had", () => {
  const { desk: made, sent, line } = desk();
  stroke(made, [1, 1]);
  stroke(made, [90, 90]);
  made.outbox.acknowledge(1, 2);
  line.up = false;
  stroke(made, [200, 200]);
  line.up = true;
  made.resume(1, [made.packets[0]]);
  stroke(made, [300, 300]);
  assert.deepEqual(sent.map(([, seq]) => seq), [1, 2, 2, 3, 4]);
});

test("what the server has on a new connection is not sent again", () => {
  const { desk: made, sent } = desk();
  stroke(made, [1, 1]);
  stroke(made, [90, 90]);
  made.resume(1, [...made.packets]);
  assert.equal(sent.length, 2);
  assert.ok(!made.outbox.owes(1, 2));
});

test("undo, redo and clear are ink, and only when they do something", () => {
  const { desk: made, sent } = desk();
  made.undo();
  made.redo();
  made.clear();
  stroke(made, [1, 1]);
  made.clear();
  made.undo();
  made.redo();
  assert.deepEqual(sent.slice(1).map(([, , , op]) => op), ["clear", "undo", "redo"]);
});

test("nothing is undone under the pen", () => {
  const { desk: made, sent } = desk();
  stroke(made, [1, 1]);
  made.down(5, 5);
  made.undo();
  made.up();
  assert.deepEqual(sent.map(([, , , op]) => op), ["draw", "draw"]);
});

test("one pen at a time", () => {
  const { desk: made, sent } = desk();
  made.down(1, 1);
  made.down(9, 9);
  made.up();
  made.up();
  made.move([[3, 3]]);
  assert.equal(sent.length, 1);
});

test("the pen stops before the canvas is full", () => {
  const { desk: made, clockwork, sent } = desk();
  made.down(0, 0);
  for (let i = 0; i < MAX_POINTS + 500; i++) {
    made.move([[(i * 7) % 1000, (i * 3) % 1000]]);
    if (i % 20 === 0) clockwork.move(PACKET_MS);
  }
  made.up();
  made.down(500, 500);
  assert.ok(made.full);
  assert.ok(made.ink.size <= MAX_POINTS);
  assert.equal(sent.at(-1)[5], 1);
});

test("a sheet made anew is the same picture in few packets, for a server that knows nothing of it", () => {
  const { desk: made, sent, clockwork } = desk();
  for (let i = 0; i < 30; i++) {
    stroke(made, [10 * i, 5], [10 * i, 900]);
    clockwork.move(PACKET_MS);
  }
  made.undo();
  made.clear();
  stroke(made, [1, 1], [50, 50]);
  made.outbox.acknowledge(1, 20);
  sent.length = 0;
  made.anew();
  assert.deepEqual(sent, [[1, 1, 990, "draw", 0, 1, [1, 1, 49, 49]]]);
  assert.deepEqual(made.strokes, [[[1, 1], [50, 50]]]);
});

test("a round's log takes no more points than a snapshot may carry, undone ones included", () => {
  const { desk: made } = desk();
  for (let n = 0; n < 200; n++) {
    stroke(made, ...Array.from({ length: 100 }, (_, i) => [i * 10, n]));
    made.undo();
  }
  assert.ok(made.full);
  assert.equal(made.packets.reduce((sum, { points = [] }) => sum + points.length, 0) <= MAX_ROUND_POINTS, true);
});
