import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../../static/clock.js";

/** A server 5,000 ms ahead, reached over these [there, back] delays. */
function journey(delays) {
  const world = { now: 0 };
  const clock = new Clock(() => world.now);
  const ask = async () => {
    const [there, back] = delays.shift();
    world.now += there;
    const now = world.now + 5_000;
    world.now += back;
    return { now };
  };
  return { clock, ask, world };
}

test("the quickest of five round trips sets the clock", async () => {
  const { clock, ask, world } = journey([[300, 20], [90, 100], [10, 12], [400, 1], [80, 80]]);
  await clock.measure(ask);
  assert.ok(Math.abs(clock.now() - (world.now + 5_000)) <= 1);
});

test("with 100 ms each way it is right to a tenth of a second", async () => {
  const { clock, ask, world } = journey([[100, 60], [70, 100], [100, 100], [99, 20], [100, 90]]);
  await clock.measure(ask);
  assert.ok(Math.abs(clock.now() - (world.now + 5_000)) <= 100);
});

test("until it is measured, the latest known time is good enough", async () => {
  const { clock, ask, world } = journey(Array.from({ length: 5 }, () => [10, 10]));
  clock.hint(4_900);
  clock.hint(4_800);
  assert.equal(clock.now(), 4_900);
  await clock.measure(ask);
  clock.hint(99_999);
  assert.equal(clock.now(), world.now + 5_000);
});

test("a failed measure leaves the clock as it was", async () => {
  const clock = new Clock(() => 0);
  clock.hint(70);
  await assert.rejects(clock.measure(() => Promise.reject(new Error("lost"))));
  assert.equal(clock.now(), 70);
});
