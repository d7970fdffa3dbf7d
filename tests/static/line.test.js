import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomLine } from "../../static/line.js";
import { Memory } from "../../static/memory.js";
import { ANSWER_MS } from "../../static/socket.js";
import { Clockwork, fakeWebSocket } from "./clockwork.js";

const ROOM = { phase: "lobby", round: 0, first_round: 1, seats: [] };
const SNAPSHOT = { version: 1, now: 5, room: ROOM, ink: {}, looks: {} };
const TOKEN = "ab".repeat(16);

/** Lets what was promised happen. */
const settled = () => new Promise(setImmediate);

function inRoom() {
  const clockwork = new Clockwork();
  const { FakeWebSocket, made } = fakeWebSocket();
  const memory = new Memory(null);
  const said = [];
  const state = { me: null, version: 0, notice: null, wantsSnapshot: false };
  const desk = { catchUp: () => {}, restore: () => {}, resume: () => {}, outbox: { acknowledge: () => {}, closed: () => {} } };
  const clock = { hint: () => {}, measure: () => Promise.resolve() };
  const line = new RoomLine(
    { code: "KRTMW", url: "ws://here", memory, desk, clock, dispatch: (action) => said.push(action), state: () => state },
    { WebSocket: FakeWebSocket, timers: clockwork, random: () => 1, now: clockwork.now },
  );
  const connect = () => made.at(-1).hear('0{"sid":"a"}', '40{"sid":"b"}');
  const asked = () => made.flatMap(({ sent }) => sent).filter((text) => text.startsWith("42")).map((text) => JSON.parse(text.slice(text.indexOf("["))));
  const answer = async (data) => {
    const [id] = /(?<=^42)\d+/.exec(made.at(-1).sent.findLast((text) => /^42\d/.test(text)));
    made.at(-1).hear(`43${id}${JSON.stringify([data])}`);
    await settled();
  };
  return { line, made, memory, said, state, clockwork, connect, asked, answer };
}

test("a join whose answer was lost is the same join, on a new connection", async () => {
  const { line, made, clockwork, connect, asked, answer, memory } = inRoom();
  line.enter({ kind: "join", name: "Bo", token: TOKEN });
  connect();
  clockwork.move(ANSWER_MS);
  await settled();
  assert.equal(made.length, 2);
  connect();
  assert.deepEqual(asked(), Array(2).fill(["join", { code: "KRTMW", name: "Bo", token: TOKEN }]));
  await answer({ code: "KRTMW", player: "p2", snapshot: SNAPSHOT });
  assert.equal(memory.seat("KRTMW"), TOKEN);
});

test("who presses again while the line is slow does not begin again", async () => {
  const { line, made, connect, asked, answer } = inRoom();
  line.enter({ kind: "peek" });
  connect();
  await answer({ code: "KRTMW", snapshot: SNAPSHOT });
  for (let press = 0; press < 3; press++) line.enter({ kind: "join", name: "Bo", token: TOKEN });
  assert.equal(made.length, 2);
  connect();
  assert.deepEqual(asked().map(([name]) => name), ["watch", "join"]);
});

test("once seated it attaches with the token of its join", async () => {
  const { line, clockwork, made, connect, asked, answer } = inRoom();
  line.enter({ kind: "join", name: "Bo", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p2", snapshot: SNAPSHOT });
  made.at(-1).onclose();
  clockwork.move(1_000);
  connect();
  assert.deepEqual(asked().at(-1), ["attach", { code: "KRTMW", token: TOKEN }]);
});

test("a store that is away is asked again on the same connection", async () => {
  const { line, made, clockwork, connect, asked, answer, said } = inRoom();
  line.enter({ kind: "watch" });
  connect();
  await answer({ error: "store_away" });
  clockwork.move(3_000);
  await settled();
  assert.equal(made.length, 1);
  assert.deepEqual(asked().map(([name]) => name), ["watch", "watch"]);
  assert.ok(said.some(({ connection }) => connection === "away"));
});

test("a seat that was given away is forgotten, and the door opens again", async () => {
  const { line, connect, asked, answer, memory } = inRoom();
  memory.keepSeat("KRTMW", TOKEN);
  line.enter({ kind: "attach", token: TOKEN });
  connect();
  await answer({ error: "bad_token" });
  assert.deepEqual([memory.seat("KRTMW"), memory.tokenFor("KRTMW")], [null, TOKEN]);
  assert.deepEqual(asked().at(-1), ["watch", { code: "KRTMW" }]);
});

test("a seat that was given up is no more, and who comes in again does so by the same token", async () => {
  const { line, made, connect, answer, memory } = inRoom();
  line.enter({ kind: "join", name: "Bo", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p2", snapshot: SNAPSHOT });
  made[0].hear('42["closed",{"reason":"left"}]');
  assert.deepEqual([memory.seat("KRTMW"), memory.tokenFor("KRTMW")], [null, TOKEN]);
});

test("of a room that is gone nothing is remembered", async () => {
  const { line, made, connect, answer, memory } = inRoom();
  line.enter({ kind: "join", name: "Bo", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p2", snapshot: SNAPSHOT });
  made[0].hear('42["closed",{"reason":"expired"}]');
  assert.equal(memory.seat("KRTMW"), null);
  assert.notEqual(memory.tokenFor("KRTMW"), TOKEN);
});

test("to go on where time did so a moment before is no trouble, and all else that is refused is", async () => {
  const { line, connect, answer, said } = inRoom();
  line.enter({ kind: "attach", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p2", snapshot: SNAPSHOT });
  const notices = () => said.filter(({ type }) => type === "notice").map(({ notice }) => notice);
  line.ask("next", { phase: "drawing", round: 1 });
  await answer({ error: "wrong_phase" });
  assert.deepEqual(notices(), []);
  line.ask("next", { phase: "drawing", round: 1 });
  await answer({ error: "not_host" });
  line.ask("end");
  await answer({ error: "wrong_phase" });
  assert.deepEqual(notices(), ["not_host", "wrong_phase"]);
});

test("a newer tab ends the line for good, and the seat is remembered", async () => {
  const { line, made, clockwork, connect, answer, memory, said } = inRoom();
  line.enter({ kind: "join", name: "Bo", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p2", snapshot: SNAPSHOT });
  made[0].hear('42["closed",{"reason":"replaced"}]');
  clockwork.move(60_000);
  assert.equal(made.length, 1);
  assert.equal(memory.seat("KRTMW"), TOKEN);
  assert.deepEqual(said.at(-1), { type: "problem", problem: "replaced" });
});

test("a refusal that says nothing of the seat keeps it", async () => {
  const { line, connect, answer, memory, said } = inRoom();
  memory.keepSeat("KRTMW", TOKEN);
  line.enter({ kind: "attach", token: TOKEN });
  connect();
  await answer({ error: "too_many_tries" });
  assert.equal(memory.seat("KRTMW"), TOKEN);
  assert.equal(said.at(-1).problem, "too_many_tries");
});

test("what comes before the answer to our entry is taken after it", async () => {
  const { line, made, connect, answer, said } = inRoom();
  line.enter({ kind: "watch" });
  connect();
  made[0].hear('42["event",{"version":2,"now":6,"events":[]}]');
  await answer({ code: "KRTMW", snapshot: SNAPSHOT });
  assert.deepEqual(said.map(({ type }) => type).slice(-2), ["entered", "event"]);
});

test("a snapshot that events have overtaken is left alone", async () => {
  const { line, made, connect, answer, said, state } = inRoom();
  line.enter({ kind: "watch" });
  connect();
  await answer({ code: "KRTMW", snapshot: SNAPSHOT });
  state.version = 3;
  made[0].hear(`42["snapshot",${JSON.stringify({ ...SNAPSHOT, version: 2 })}]`);
  assert.equal(said.filter(({ type }) => type === "snapshot").length, 0);
  made[0].hear(`42["snapshot",${JSON.stringify({ ...SNAPSHOT, version: 3 })}]`);
  assert.equal(said.filter(({ type }) => type === "snapshot").length, 1);
});

test("a seat that was taken away keeps its token, so that it stays out", async () => {
  const { line, made, clockwork, connect, asked, answer, memory, said } = inRoom();
  line.enter({ kind: "join", name: "Bo", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p2", snapshot: SNAPSHOT });
  made[0].hear('42["closed",{"reason":"kicked"}]');
  clockwork.move(60_000);
  assert.deepEqual([made.length, memory.seat("KRTMW")], [1, TOKEN]);
  line.enter({ kind: "attach", token: memory.seat("KRTMW") });
  connect();
  await answer({ error: "kicked" });
  assert.equal(memory.seat("KRTMW"), TOKEN);
  assert.equal(asked().at(-1)[0], "attach");
  assert.deepEqual(said.at(-1), { type: "problem", problem: "kicked" });
});

test("what was pressed on a lost line is asked again on the next one, in its order", async () => {
  const { line, made, clockwork, state, connect, asked, answer } = inRoom();
  Object.assign(state, { me: "p1", room: ROOM });
  line.enter({ kind: "attach", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p1", snapshot: SNAPSHOT });
  line.insist("settings", { rounds: 3 });
  made.at(-1).onclose();
  line.insist("start");
  line.ask("react", { reaction: "heart" });
  await settled();
  clockwork.move(1_000);
  connect();
  await answer({ code: "KRTMW", player: "p1", snapshot: SNAPSHOT });
  assert.deepEqual(asked().slice(-2), [["settings", { rounds: 3 }], ["start", {}]]);
});

test("what was pressed on a lost line is of the past where the room has gone on", async () => {
  const { line, made, clockwork, state, connect, asked, answer } = inRoom();
  Object.assign(state, { me: "p1", room: { ...ROOM, phase: "choosing", round: 1 } });
  line.enter({ kind: "attach", token: TOKEN });
  connect();
  await answer({ code: "KRTMW", player: "p1", snapshot: SNAPSHOT });
  made.at(-1).onclose();
  const chosen = line.insist("choose", { prompt: "cat" });
  await settled();
  clockwork.move(1_000);
  connect();
  state.room = { ...ROOM, phase: "countdown", round: 1 };
  await answer({ code: "KRTMW", player: "p1", snapshot: SNAPSHOT });
  assert.equal(await chosen, null);
  assert.equal(asked().some(([name]) => name === "choose"), false);
});
