import assert from "node:assert/strict";
import { test } from "node:test";
import { burst, letFall, placeOf } from "../../static/confetti.js";

const LONGEST_MS = 1_800;
const bits = (count = 9) => burst(count, { from: [100, 200], colours: ["#111111", "#222222"], random: () => 0.25 });

test("bits begin at their place, rise first, fall then, and are gone in time", () => {
  for (const bit of bits()) {
    assert.deepEqual([placeOf(bit, 0).x, placeOf(bit, 0).y], [100, 200]);
    assert.ok(placeOf(bit, 100).y < 200);
    assert.ok(placeOf(bit, LONGEST_MS).y > 200);
    assert.equal(placeOf(bit, LONGEST_MS).alpha, 0);
  }
});

test("every colour falls, as blots and as paper", () => {
  const kinds = new Set(bits().map(({ colour, isBlot }) => `${colour} ${isBlot}`));
  assert.equal(kinds.size, 4);
});

/** A page that lays canvases on itself, and shows frames when a test says so. */
function fakePage({ calm = false } = {}) {
  const frames = new Map();
  const page = { laid: [], frames, painted: 0, time: 0 };
  const pen = new Proxy({}, { get: (_, name) => () => (page.painted += name === "fill"), set: () => true });
  page.body = { append: (canvas) => page.laid.push(canvas) };
  page.createElement = () => {
    const canvas = { getContext: () => pen, setAttribute: (name, value) => (canvas[name] = value) };
    canvas.remove = () => (page.laid = page.laid.filter((other) => other !== canvas));
    return canvas;
  };
  let next = 1;
  page.defaultView = {
    innerWidth: 390, innerHeight: 844, devicePixelRatio: 2,
    matchMedia: () => ({ matches: calm }),
    requestAnimationFrame: (act) => frames.set(next, act) && next++,
    cancelAnimationFrame: (id) => frames.delete(id),
  };
  page.show = (ms) => {
    page.time += ms;
    const due = [...frames];
    frames.clear();
    for (const [, act] of due) act();
  };
  return page;
}

test("they fall over the page, hidden from screen readers, and clear up after themselves", () => {
  const page = fakePage();
  letFall(bits(5), { page, now: () => page.time });
  assert.equal(page.laid[0]["aria-hidden"], "true");
  page.show(16);
  assert.equal(page.painted, 5);
  page.show(LONGEST_MS);
  assert.equal(page.laid.length, 0);
  assert.equal(page.frames.size, 0);
});

test("they can be stopped at any time", () => {
  const page = fakePage();
  const stop = letFall(bits(), { page, now: () => page.time });
  page.show(16);
  stop();
  assert.equal(page.laid.length, 0);
  assert.equal(page.frames.size, 0);
});

test("nothing at all falls where the system asks for less motion", () => {
  const page = fakePage({ calm: true });
  letFall(bits(), { page, now: () => page.time })();
  assert.equal(page.laid.length, 0);
  assert.equal(page.frames.size, 0);
});
