import assert from "node:assert/strict";
import { test } from "node:test";
import { bindWakeUp, SILENCE_MS, Socket, socketUrl } from "../../static/socket.js";
import { Clockwork, fakeWebSocket } from "./clockwork.js";

function line() {
  const clockwork = new Clockwork();
  const { FakeWebSocket, made } = fakeWebSocket();
  const seen = [];
  const socket = new Socket("ws://here", {
    open: () => seen.push("open"),
    lost: () => seen.push("lost"),
    event: (name, data) => seen.push([name, data]),
  }, { WebSocket: FakeWebSocket, timers: clockwork, random: () => 1, now: clockwork.now });
  const connect = () => {
    socket.open();
    made.at(-1).hear('0{"sid":"a"}', '40{"sid":"b"}');
  };
  return { clockwork, made, seen, socket, connect };
}

test("it greets, connects and answers pings", () => {
  const { made, seen, connect } = line();
  connect();
  made[0].hear("2");
  assert.deepEqual(made[0].sent, ["40", "3"]);
  assert.deepEqual(seen, ["open"]);
});

test("events arrive by name, and go out by name", () => {
  const { made, seen, socket, connect } = line();
  connect();
  made[0].hear('42["frame",{"now":5}]');
  assert.equal(socket.send("ink", [1, 2]), true);
  assert.deepEqual(seen.at(-1), ["frame", { now: 5 }]);
  assert.equal(made[0].sent.at(-1), '42["ink",[1,2]]');
});

test("nothing is sent without a connection", async () => {
  const { socket } = line();
  assert.equal(socket.send("ink", []), false);
  await assert.rejects(socket.ask("clock"), { name: "not_connected" });
});

test("an ask resolves with its own answer, whatever the order", async () => {
  const { made, socket, connect } = line();
  connect();
  const first = socket.ask("clock");
  const second = socket.ask("snapshot");
  made[0].hear('431[{"b":2}]', '430[{"a":1}]');
  assert.deepEqual([await first, await second], [{ a: 1 }, { b: 2 }]);
});

test("an error answer rejects with its name and detail", async () => {
  const { made, socket, connect } = line();
  connect();
  const asked = socket.ask("join", { code: "X" });
  made[0].hear('430[{"error":"room_full","detail":"no seat"}]');
  await assert.rejects(asked, { name: "room_full", detail: "no seat" });
});

test("an ask that nobody answers rejects in time, and a late answer does no harm", async () => {
  const { made, socket, connect, clockwork } = line();
  connect();
  const asked = socket.ask("clock", {}, 500);
  clockwork.move(500);
  await assert.rejects(asked, { name: "no_answer" });
  made[0].hear('430[{"now":1}]');
});

test("asks end with the connection", async () => {
  const { made, socket, connect } = line();
  connect();
  const asked = socket.ask("clock");
  made[0].onclose();
  await assert.rejects(asked, { name: "not_connected" });
});

test("eight seconds of silence are a lost connection", () => {
  const { made, seen, connect, clockwork } = line();
  connect();
  clockwork.move(SILENCE_MS - 1);
  made[0].hear("2");
  clockwork.move(SILENCE_MS - 1);
  assert.deepEqual(seen, ["open"]);
  clockwork.move(1);
  assert.deepEqual(seen, ["open", "lost"]);
  assert.equal(made[0].closed, true);
});

test("waits between tries grow, up to a limit, and a success begins anew", () => {
  const { made, connect, clockwork } = line();
  connect();
  const waits = [];
  for (let i = 0; i < 6; i++) {
    const [before, at] = [made.length, clockwork.time];
    made.at(-1).onclose();
    while (made.length === before) clockwork.move(50);
    waits.push(clockwork.time - at);
  }
  assert.deepEqual(waits, [300, 600, 1200, 2400, 4800, 5000]);
  made.at(-1).hear("0{}", "40{}");
  made.at(-1).onclose();
  clockwork.move(300);
  assert.equal(made.length, 8);
});

test("a refused or ended namespace is a lost connection", () => {
  for (const text of ["44{\"message\":\"no\"}", "41", "1"]) {
    const { made, connect, clockwork } = line();
    connect();
    made[0].hear(text);
    clockwork.move(300);
    assert.equal(made.length, 2, text);
  }
});

test("what an old connection still says is not heard", () => {
  const { made, seen, socket, connect } = line();
  connect();
  socket.renew();
  made[0].hear('42["frame",{}]');
  made[0].onclose();
  assert.deepEqual(seen, ["open", "lost"]);
  assert.equal(made.length, 2);
});

test("after close nothing dials, not even a wake-up", () => {
  const { made, socket, connect, clockwork } = line();
  connect();
  socket.close();
  socket.wake();
  clockwork.move(60_000);
  assert.equal(made.length, 1);
});

test("waking dials at once while waiting, and leaves a living line alone", () => {
  const { made, socket, connect } = line();
  connect();
  socket.wake();
  assert.equal(made.length, 1);
  made[0].onclose();
  socket.wake();
  assert.equal(made.length, 2);
});

test("waking after a long sleep does not trust the old line", () => {
  const { made, socket, connect, clockwork } = line();
  connect();
  clockwork.time += 20_000; // timers stood still
  socket.wake();
  assert.equal(made.length, 2);
});

test("while held off nothing dials", () => {
  const { made, socket, connect, clockwork } = line();
  connect();
  socket.holdOff(10_000);
  made[0].onclose();
  socket.wake();
  clockwork.move(9_999);
  assert.equal(made.length, 1);
  clockwork.move(1);
  assert.equal(made.length, 2);
});

test("opening twice dials once", () => {
  const { made, socket } = line();
  socket.open();
  socket.open();
  assert.equal(made.length, 1);
});

test("the network's and the page's return wake the socket until unbound", () => {
  const page = new EventTarget();
  page.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  let woken = 0;
  const unbind = bindWakeUp({ wake: () => woken++ }, page);
  page.dispatchEvent(new Event("online"));
  page.dispatchEvent(new Event("pageshow"));
  page.document.dispatchEvent(new Event("visibilitychange"));
  page.document.visibilityState = "hidden";
  page.document.dispatchEvent(new Event("visibilitychange"));
  unbind();
  page.document.visibilityState = "visible";
  page.dispatchEvent(new Event("online"));
  assert.equal(woken, 3);
});

test("the address follows the page's, and names the room", () => {
  assert.equal(socketUrl({ protocol: "https:", host: "a.b" }, "KRTMW"), "wss://a.b/socket.io/?EIO=4&transport=websocket&room=KRTMW");
  assert.equal(socketUrl({ protocol: "http:", host: "a:1" }), "ws://a:1/socket.io/?EIO=4&transport=websocket");
});
