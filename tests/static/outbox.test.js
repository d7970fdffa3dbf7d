import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../static/outbox.js";
import { Clockwork } from "./clockwork.js";

function outbox() {
  const clockwork = new Clockwork();
  const sent = [];
  const line = { up: true };
  const made = new Outbox((message) => line.up && sent.push(message[1]) > 0, { timers: clockwork, now: clockwork.now });
  made.begin(1);
  return { outbox: made, clockwork, sent, line };
}

const put = (made, count) => {
  for (let i = 0; i < count; i++) made.put({ tMs: 0, op: "undo" });
};

test("what piled up for long goes out at the pace that the server takes, in order, before what is new", () => {
  const { outbox: made, clockwork, sent, line } = outbox();
  line.up = false;
  put(made, 900);
  line.up = true;
  made.resend();
  assert.equal(sent.length, 400);
  put(made, 1);
  assert.equal(sent.length, 400);
  clockwork.move(1_000);
  assert.ok(sent.length >= 440 && sent.length <= 450);
  clockwork.move(20_000);
  assert.deepEqual(sent, Array.from({ length: 901 }, (_, i) => i + 1));
});

test("drawing without a pause is never held back", () => {
  const { outbox: made, clockwork, sent } = outbox();
  for (let i = 0; i < 3_000; i++) {
    put(made, 1);
    clockwork.move(33);
    assert.equal(sent.length, i + 1);
  }
});

test("it owes what is not acknowledged of a round, up to where it is asked", () => {
  const { outbox: made } = outbox();
  put(made, 2);
  assert.ok(made.owes(1, 2));
  made.acknowledge(1, 2);
  put(made, 1);
  assert.ok(!made.owes(1, 2));
  made.begin(2);
  put(made, 1);
  assert.ok(!made.owes(1, 3));
});
