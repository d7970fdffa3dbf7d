import assert from "node:assert/strict";
import { test } from "node:test";
import { bindPhone, buzz, Wakefulness } from "../../static/phone.js";

/** A page on a phone whose screen locks are answered when a test says so. */
function phone({ wakeLock = true } = {}) {
  const asked = [];
  const listeners = new Map();
  const request = () => new Promise((resolve, reject) => asked.push({ resolve, reject }));
  const page = {
    visibilityState: "visible",
    defaultView: { navigator: wakeLock ? { wakeLock: { request } } : {} },
    addEventListener: (name, act) => listeners.set(name, act),
    removeEventListener: (name, act) => listeners.get(name) === act && listeners.delete(name),
  };
  const tell = (name, event = {}) => listeners.get(name)?.(event);
  const see = (visibilityState) => {
    page.visibilityState = visibilityState;
    tell("visibilitychange");
  };
  return { page, asked, listeners, tell, see };
}

function screenLock() {
  const lock = { released: false };
  lock.release = async () => (lock.released = true);
  return lock;
}

const settled = () => new Promise(setImmediate);

async function awake() {
  const made = phone();
  const wakefulness = new Wakefulness(made.page);
  const unbind = bindPhone(made.page, wakefulness, () => true);
  wakefulness.want(true);
  const lock = screenLock();
  made.asked[0].resolve(lock);
  await settled();
  return { ...made, wakefulness, unbind, lock };
}

test("the screen stays on while it is wanted, by one lock however often that is said", async () => {
  const { wakefulness, asked, lock } = await awake();
  wakefulness.want(true);
  wakefulness.want(true);
  assert.equal(asked.length, 1);
  wakefulness.want(false);
  assert.ok(lock.released);
});

test("a lock that comes when it is no longer wanted is given back", async () => {
  const { page, asked } = phone();
  const wakefulness = new Wakefulness(page);
  wakefulness.want(true);
  wakefulness.want(false);
  const lock = screenLock();
  asked[0].resolve(lock);
  await settled();
  assert.ok(lock.released);
});

test("a lock that went with the page's being hidden is asked for again when it is seen", async () => {
  const { see, asked, lock } = await awake();
  lock.released = true;
  see("hidden");
  assert.equal(asked.length, 1);
  see("visible");
  assert.equal(asked.length, 2);
});

test("a refused lock is no error, and the next change asks again", async () => {
  const { page, asked } = phone();
  const wakefulness = new Wakefulness(page);
  wakefulness.want(true);
  asked[0].reject(new Error("battery low"));
  await settled();
  wakefulness.want(true);
  assert.equal(asked.length, 1);
  wakefulness.want(false);
  wakefulness.want(true);
  assert.equal(asked.length, 2);
});

test("a phone without locks is left alone", () => {
  const { page } = phone({ wakeLock: false });
  const wakefulness = new Wakefulness(page);
  wakefulness.want(true);
  assert.equal(wakefulness.lock, null);
});

test("unbinding gives the lock back and leaves no listener", async () => {
  const { unbind, lock, listeners } = await awake();
  unbind();
  assert.ok(lock.released);
  assert.equal(listeners.size, 0);
});

test("a pinch is stopped while drawing, and only then", () => {
  const { page, tell } = phone();
  let drawing = false;
  let stopped = 0;
  bindPhone(page, new Wakefulness(page), () => drawing);
  const pinch = () => tell("gesturestart", { preventDefault: () => (stopped += 1) });
  pinch();
  assert.equal(stopped, 0);
  drawing = true;
  pinch();
  assert.equal(stopped, 1);
});

test("a recognition is felt for less than a third of a second, on a page that was touched", () => {
  const felt = [];
  const vibrate = (pattern) => felt.push(pattern);
  buzz({ vibrate, userActivation: { hasBeenActive: false } });
  buzz({});
  assert.deepEqual(felt, []);
  buzz({ vibrate, userActivation: { hasBeenActive: true } });
  buzz({ vibrate });
  assert.equal(felt.length, 2);
  assert.ok(felt[0].reduce((sum, ms) => sum + ms) < 300);
});
