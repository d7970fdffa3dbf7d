import assert from "node:assert/strict";
import { test } from "node:test";
import { BACK_MS, Banner } from "../../static/banner.js";
import { text } from "../../static/language.js";
import { Outbox } from "../../static/outbox.js";
import { NOTHING_YET, reduce } from "../../static/state.js";
import { Clockwork } from "./clockwork.js";
import "./english.js";

const roomIn = (changes = {}) => ({
  round: 1, phase: "drawing", drawer: "", recognised: {}, seats: [{ player: "a", plays: true, draws_from: 1 }], ...changes,
});
const inside = (changes = {}) => ({ ...NOTHING_YET, connection: "open", door: "inside", me: "a", room: roomIn(), ...changes });
const lost = inside({ connection: "lost" });

function banner() {
  const clockwork = new Clockwork();
  const outbox = new Outbox(() => true, { timers: clockwork, now: clockwork.now });
  outbox.begin(1);
  const target = { hidden: true, textContent: "" };
  return { banner: new Banner(target, outbox, clockwork), outbox, clockwork, target };
}

const shown = ({ hidden, textContent }) => (hidden ? "" : textContent);

test("it is not there while all is well", () => {
  const { banner: made, target } = banner();
  made.show(inside());
  assert.equal(shown(target), "");
});

test("after a loss it says that nothing was lost, for two seconds", () => {
  const { banner: made, clockwork, target } = banner();
  made.show(lost);
  assert.equal(shown(target), text("banner.lost.draws"));
  made.show(inside());
  assert.equal(shown(target), text("back.same"));
  clockwork.move(BACK_MS - 1);
  assert.equal(shown(target), text("back.same"));
  clockwork.move(1);
  assert.equal(shown(target), "");
});

test("only who may draw now is told to draw on", () => {
  const others = [
    { me: null, watching: true }, { room: roomIn({ phase: "lobby" }) }, { room: roomIn({ drawer: "b" }) },
    { room: roomIn({ recognised: { a: { at: 1, seq: 1, confidence: 1 } } }) },
  ];
  for (const changes of others) {
    const { banner: made, target } = banner();
    made.show({ ...lost, ...changes });
    assert.equal(shown(target), text("banner.lost"));
  }
});

test("it is back only when all ink from before is acknowledged, whatever is drawn meanwhile", () => {
  const { banner: made, outbox, target } = banner();
  made.show(lost);
  outbox.put({ op: "clear" });
  made.show(inside({ connection: "returning" }));
  made.show(inside());
  assert.equal(shown(target), text("banner.returning"));
  outbox.put({ op: "undo" });
  outbox.acknowledge(1, 1);
  made.show(inside());
  assert.equal(shown(target), text("back.same"));
});

test("it promises nothing where the room did not wait", () => {
  for (const room of [roomIn({ phase: "reveal" }), roomIn({ round: 2 })]) {
    const { banner: made, outbox, target } = banner();
    outbox.put({ op: "clear" });
    made.show(lost);
    outbox.begin(room.round);
    made.show(inside({ room }));
    assert.equal(shown(target), text("back.moved"));
  }
});

test("a second loss takes the words back at once", () => {
  const { banner: made, clockwork, target } = banner();
  made.show(lost);
  made.show(inside());
  made.show(lost);
  clockwork.move(BACK_MS);
  assert.equal(shown(target), text("banner.lost.draws"));
});

test("who comes in on a new connection was not away, however long that took", () => {
  const { banner: made, target } = banner();
  const outside = inside({ door: "name", me: null });
  for (const state of [{ ...outside, connection: "lost" }, outside, inside()]) made.show(state);
  assert.equal(shown(target), "");
});

test("who takes a seat on a new connection was not away", () => {
  const { banner: made, target } = banner();
  made.show({ ...lost, me: null });
  made.show(inside());
  assert.equal(shown(target), "");
});

test("what was refused meanwhile is said when the two seconds are over", () => {
  const { banner: made, clockwork, target } = banner();
  made.show(lost);
  made.show(inside());
  made.show(inside({ notice: "canvas_full" }));
  assert.equal(shown(target), text("back.same"));
  clockwork.move(BACK_MS);
  assert.match(shown(target), /full/);
});

test("a line that opens again is not in the room before it has entered", () => {
  const open = reduce(lost, { type: "connection", connection: "open" });
  assert.equal(open.connection, "returning");
  const snapshot = { version: 1, room: roomIn(), ink: {}, looks: {}, best: {} };
  assert.equal(reduce(open, { type: "entered", me: "a", watching: false, snapshot }).connection, "open");
  assert.equal(reduce(NOTHING_YET, { type: "connection", connection: "open" }).connection, "open");
});
