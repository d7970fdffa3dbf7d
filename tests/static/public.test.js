import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, askRooms, bindRooms, joinable } from "../../static/public.js";
import { Clockwork } from "./clockwork.js";

const room = (code, changes = {}) => ({ code, players: 2, full: false, phase: "lobby", language: "en", ...changes });
const order = (...rooms) => joinable(rooms, "de").map(({ code }) => code);

test("a room in one's own language comes before a fuller one in another", () => {
  assert.deepEqual(order(room("A", { players: 9 }), room("B", { language: "de" })), ["B", "A"]);
});

test("the most company comes first, then where no round has to be waited for", () => {
  const rooms = [room("A", { phase: "drawing" }), room("B", { phase: "reveal" }), room("C", { players: 3, phase: "drawing" })];
  assert.deepEqual(order(...rooms), ["C", "B", "A"]);
});

test("full rooms and rooms that nobody is in are never joined", () => {
  assert.deepEqual(order(room("A", { full: true }), room("B", { players: 0 })), []);
});

test("equally good rooms stay in the order of the server, whose list is left alone", () => {
  const rooms = [room("A"), room("B"), room("C", { players: 5 })];
  assert.deepEqual(order(...rooms), ["C", "A", "B"]);
  assert.equal(rooms[0].code, "A");
});

test("a server that cannot answer is no empty list", async () => {
  await assert.rejects(askRooms(async () => ({ ok: false, status: 503 })));
});

test("what is drawn in a room comes as strokes of whole points", async () => {
  const rooms = [{ code: "A", ink: [[5, 6, 1, -1], [9, 9]] }, { code: "B", ink: [] }];
  const told = await askRooms(async () => ({ ok: true, json: async () => ({ rooms }) }));
  assert.deepEqual(told, [{ code: "A", ink: [[[5, 6], [6, 5]], [[9, 9]]] }, { code: "B", ink: [] }]);
});

test("the list begins with rooms in one's own language, and full ones stay last", () => {
  const rooms = [room("A"), room("B", { language: "de" }), room("C"), room("D", { language: "de", full: true })];
  assert.deepEqual(arranged(rooms, "de").map(({ code }) => code), ["B", "A", "C", "D"]);
  assert.equal(rooms[0].code, "A");
});

/** A page that is seen or not, the answers it gets, and the lists that it was shown. */
function watched(answer) {
  const clockwork = new Clockwork();
  const listeners = new Map();
  const page = {
    visibilityState: "visible",
    addEventListener: (name, act) => listeners.set(name, act),
    removeEventListener: (name) => listeners.delete(name),
  };
  const shown = [];
  const asked = [];
  const ask = () => {
    asked.push(clockwork.time);
    return answer(asked.length);
  };
  const unbind = bindRooms(page, (rooms) => shown.push(rooms), { ask, timers: clockwork });
  return { page, clockwork, shown, asked, listeners, unbind };
}

test("the list is asked for at once and every five seconds, only while somebody looks", async () => {
  const { page, clockwork, shown, asked, listeners, unbind } = watched(async (n) => [n]);
  clockwork.move(10_000);
  page.visibilityState = "hidden";
  clockwork.move(60_000);
  assert.deepEqual(asked, [0, 5_000, 10_000]);
  page.visibilityState = "visible";
  listeners.get("visibilitychange")();
  await new Promise(setImmediate);
  assert.deepEqual(shown, [[1], [2], [3], [4]]);
  unbind();
  clockwork.move(60_000);
  assert.equal(asked.length, 4);
});

test("without an answer the last list stands", async () => {
  const { clockwork, shown } = watched(async (n) => {
    if (n > 1) throw new Error("away");
    return ["a room"];
  });
  clockwork.move(5_000);
  await new Promise(setImmediate);
  assert.deepEqual(shown, [["a room"]]);
});
