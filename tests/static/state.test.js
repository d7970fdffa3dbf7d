import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING_YET, reduce, standingOf } from "../../static/state.js";

const seat = (player, changes = {}) => ({
  player, name: player, colour: 0, plays: true, present: true, score: 5, draws_from: 1, ...changes,
});
const packet = (seq) => ({ seq, tMs: seq, op: "undo" });
const ROOM = {
  code: "KRTMW", phase: "drawing", host: "p1", settings: { rounds: 5 }, seats: [seat("p1"), seat("p2")], round: 2,
  first_round: 1, prompt: "cat", starts_at: 100, ends_at: 900, recognised: {}, results: [], standings: [],
};

function inside(changes = {}, me = "p1") {
  const snapshot = { version: 7, now: 1, room: { ...ROOM, ...changes }, ink: { p2: [packet(1)] }, looks: {} };
  return reduce(NOTHING_YET, { type: "entered", me, watching: me === null, snapshot });
}
const happen = (state, ...events) => reduce(state, { type: "event", version: state.version + 1, events });
const frame = (state, fields) => reduce(state, { type: "frame", frame: { ink: {}, looks: {}, ...fields } });

test("nothing that arrives before the room matters", () => {
  assert.equal(happen(NOTHING_YET, { type: "host_changed", player: "p2" }), NOTHING_YET);
  assert.equal(frame(NOTHING_YET, { version: 3 }), NOTHING_YET);
  assert.equal(reduce(NOTHING_YET, { type: "strange" }), NOTHING_YET);
});

test("the next version is taken, an old one ignored, a gap asks for the snapshot", () => {
  const state = inside();
  assert.equal(happen(state, { type: "host_changed", player: "p2" }).room.host, "p2");
  assert.equal(reduce(state, { type: "event", version: 7, events: [] }), state);
  const gap = reduce(state, { type: "event", version: 9, events: [{ type: "host_changed", player: "p2" }] });
  assert.equal(gap.wantsSnapshot, true);
  assert.equal(gap.room.host, "p1");
});

test("who comes in again has the ink that there is, though the room had more before", () => {
  const before = frame(inside(), { round: 2, ink: { p2: [packet(2), packet(3)] } });
  const snapshot = { version: 6, now: 2, room: ROOM, ink: { p2: [packet(1)] }, looks: {} };
  const late = reduce(before, { type: "snapshot", snapshot: { ...snapshot, version: 7 } });
  assert.equal(late.ink.p2.length, 3);
  const again = reduce(before, { type: "entered", me: "p1", watching: false, snapshot });
  assert.deepEqual([again.version, again.ink.p2.length], [6, 1]);
});

test("a snapshot ends the wish for one", () => {
  const gap = reduce(inside(), { type: "event", version: 9, events: [] });
  const snapshot = { version: 9, room: ROOM, ink: {}, looks: {} };
  assert.equal(reduce(gap, { type: "snapshot", snapshot }).wantsSnapshot, false);
});

test("a frame that knows a newer version asks for the snapshot", () => {
  assert.equal(frame(inside(), { version: 8 }).wantsSnapshot, true);
  assert.equal(frame(inside(), { version: 7 }).wantsSnapshot, false);
});

test("ink that follows is added, known ink is not doubled", () => {
  const state = frame(inside(), { round: 2, ink: { p2: [packet(1), packet(2), packet(3)] } });
  assert.deepEqual(state.ink.p2.map(({ seq }) => seq), [1, 2, 3]);
  assert.equal(state.wantsSnapshot, false);
});

test("a gap in another's ink asks for the snapshot, one in my own does not", () => {
  const state = frame(inside(), { round: 2, ink: { p2: [packet(3)] } });
  assert.equal(state.wantsSnapshot, true);
  assert.equal(state.ink.p2.length, 1);
  assert.equal(frame(inside(), { round: 2, ink: { p1: [packet(3)] } }).wantsSnapshot, false);
});

test("what belongs to another round is left out", () => {
  const state = frame(inside(), { round: 1, ink: { p2: [packet(2)] }, looks: { p2: { seq: 2, guesses: [] } } });
  assert.equal(state.ink.p2.length, 1);
  assert.deepEqual(state.looks, {});
});

test("the newer look wins", () => {
  const seen = frame(inside(), { round: 2, looks: { p2: { seq: 4, guesses: [1] } } });
  assert.deepEqual(frame(seen, { round: 2, looks: { p2: { seq: 3, guesses: [2] } } }).looks.p2.guesses, [1]);
});

test("seats come, go and are away", () => {
  const state = happen(inside(), { type: "seat_joined", seat: seat("p3") }, { type: "seat_left", player: "p2" },
    { type: "seat_present", player: "p3", present: false });
  assert.deepEqual(state.room.seats.map(({ player, present }) => [player, present]), [["p1", true], ["p3", false]]);
});

test("the muted are marked, and heard of again", () => {
  const muted = happen(inside(), { type: "seat_muted", player: "p2", muted: true });
  assert.deepEqual(muted.room.seats.map((one) => Boolean(one.muted)), [false, true]);
  assert.equal(happen(muted, { type: "seat_muted", player: "p2", muted: false }).room.seats[1].muted, false);
});

test("votes count up for the seat that they are about, until it leaves or a match begins", () => {
  const voted = happen(inside(), { type: "vote_cast", player: "p2", votes: 1, needed: 2 }, { type: "vote_cast", player: "p1", votes: 1, needed: 2 });
  assert.deepEqual(happen(voted, { type: "vote_cast", player: "p2", votes: 2, needed: 2 }).votes.p2, { votes: 2, needed: 2 });
  const gone = happen(voted, { type: "seat_kicked", player: "p2", by: "vote" }, { type: "seat_left", player: "p2" });
  assert.deepEqual(gone.votes, { p1: { votes: 1, needed: 2 } });
  assert.deepEqual(happen(gone, { type: "match_started", first_round: 1, rounds: 5 }).votes, {});
  assert.deepEqual(gone.room.seats.map(({ player }) => player), ["p1"]);
});

test("settings are what the host chose", () => {
  assert.equal(happen(inside(), { type: "settings_changed", settings: { rounds: 9 } }).room.settings.rounds, 9);
});

test("a match begins without scores, a countdown without ink", () => {
  const state = happen(inside({ phase: "podium" }), { type: "match_started", first_round: 3, rounds: 5 },
    { type: "countdown_started", round: 3, ends_at: 500 });
  assert.deepEqual(state.room.seats.map(({ score }) => score), [0, 0]);
  assert.deepEqual([state.room.phase, state.room.round, state.room.prompt, state.ink], ["countdown", 3, null, {}]);
  const drawing = happen(state, { type: "drawing_started", round: 3, prompt: "dog", ends_at: 900 });
  assert.deepEqual([drawing.room.phase, drawing.room.prompt, drawing.room.starts_at], ["drawing", "dog", 500]);
});

test("a closed round gives points, and remembers each player's quickest drawing", () => {
  const place = (at) => ({ player: "p2", place: 1, points: 9, at, confidence: 0.8 });
  const closed = (state, at) => happen(state, { type: "recognised", round: 2, player: "p2", at, seq: 1, confidence: 0.8 },
    { type: "round_closed", result: { round: 2, prompt: "cat", starts_at: 100, places: [place(at)] }, scores: { p2: 14 }, ends_at: 1 });
  const once = closed(inside(), 400);
  assert.equal(once.room.phase, "reveal");
  assert.deepEqual(once.room.seats.map(({ score }) => score), [5, 14]);
  assert.equal(once.best.p2.tookMs, 300);
  assert.equal(closed(once, 500).best.p2.tookMs, 300);
  assert.equal(closed(once, 300).best.p2.tookMs, 200);
  const over = happen(once, { type: "match_ended", standings: [{ player: "p2", place: 1, score: 14 }] });
  assert.equal(over.room.phase, "podium");
  const after = { version: 30, room: over.room, ink: {}, looks: {} };
  assert.equal(reduce(over, { type: "snapshot", snapshot: after }).best.p2.tookMs, 300);
  assert.deepEqual(reduce(over, { type: "snapshot", snapshot: { ...after, room: { ...ROOM, first_round: 9 } } }).best, {});
});

const drawing = (round, tookMs) => ({ round, prompt: "cat", tookMs, packets: [packet(1)] });
const result = (round, tookMs) => ({
  round, prompt: "cat", starts_at: 1_000, places: [{ player: "p2", place: 1, points: 9, at: 1_000 + tookMs, confidence: 0.8 }],
});
const over = { type: "match_ended", standings: [{ player: "p2", place: 1, score: 14 }] };

test("a refresh on the podium brings every best drawing back", () => {
  const snapshot = { version: 9, room: { ...ROOM, phase: "podium" }, ink: {}, looks: {}, best: { p2: drawing(1, 300) } };
  const state = reduce(NOTHING_YET, { type: "entered", me: "p1", watching: false, snapshot });
  assert.deepEqual(state.best, { p2: drawing(1, 300) });
  const { best, ...old } = snapshot;
  assert.deepEqual(reduce(NOTHING_YET, { type: "entered", me: "p1", watching: false, snapshot: old }).best, {});
});

test("a best drawing comes from the round that it was drawn in, whatever round is on now", () => {
  const state = happen(inside({ starts_at: 70_000 }), { type: "round_closed", result: result(2, 250), scores: {}, ends_at: 1 });
  assert.equal(state.best.p2.tookMs, 250);
});

test("a page that missed somebody's best drawing asks for it at the match's end", () => {
  assert.equal(happen(inside({ results: [result(1, 300)] }), over).wantsSnapshot, true);
  assert.equal(happen(inside(), over).wantsSnapshot, false);
  const saw = happen(inside({ results: [result(1, 900)] }), { type: "round_closed", result: result(2, 250), scores: {}, ends_at: 1 });
  assert.equal(happen(saw, over).wantsSnapshot, false);
});

test("who left knows nothing of the room any more", () => {
  assert.deepEqual(reduce(inside(), { type: "problem", problem: "left" }), { ...NOTHING_YET, problem: "left" });
});

test("an event of a later server changes only the version", () => {
  const state = inside();
  assert.deepEqual(happen(state, { type: "not_known_yet" }), { ...state, version: 8 });
});

test("connection, door and problems are kept as told", () => {
  const lost = reduce(inside(), { type: "connection", connection: "lost" });
  assert.equal(lost.connection, "lost");
  assert.equal(reduce(lost, { type: "problem", problem: "replaced" }).problem, "replaced");
  assert.equal(reduce(lost, { type: "notice", notice: "wrong_phase" }).notice, "wrong_phase");
  const peeked = reduce(NOTHING_YET, { type: "peeked", snapshot: { version: 1, room: ROOM, ink: {}, looks: {} } });
  assert.deepEqual([peeked.door, peeked.me], ["name", null]);
});

test("who may do what follows from the seat", () => {
  assert.deepEqual(standingOf(NOTHING_YET), {
    seat: null, solved: false, isHost: false, draws: false, guesses: false, recognised: false,
  });
  assert.deepEqual([standingOf(inside()).isHost, standingOf(inside()).draws], [true, true]);
  assert.equal(standingOf(inside({}, null)).draws, false);
  assert.equal(standingOf(inside({ seats: [seat("p1", { plays: false })] })).draws, false);
  assert.equal(standingOf(inside({ seats: [seat("p1", { draws_from: 3 })] })).draws, false);
  assert.equal(standingOf(inside({ recognised: { p1: { at: 1 } } })).recognised, true);
});

test("a snapshot takes no ink away that frames brought before it", () => {
  const state = frame(inside(), { round: 2, ink: { p2: [packet(1), packet(2)] } });
  const told = (round, ink) => reduce(state, { type: "snapshot", snapshot: { version: 7, room: { ...ROOM, round }, ink, looks: {} } });
  assert.deepEqual(told(2, { p1: [packet(1)], p2: [packet(1)] }).ink.p2.map(({ seq }) => seq), [1, 2]);
  assert.equal(told(2, { p1: [packet(1)] }).ink.p1.length, 1);
  assert.deepEqual(told(3, {}).ink, {});
});

// Against the machine

const guessing = (changes = {}, me = "p2") =>
  inside({ drawer: "p1", solved: {}, said: [], prompt: null, settings: { mode: "machine" }, ...changes }, me);
const line = (text, player = "p2") => ({ player, text, at: 5, is_guess: true, round: 2, hidden: false });

test("while the drawer chooses the sheet is empty, and what is offered is gone when the countdown begins", () => {
  const chose = { type: "choosing_started", round: 3, drawer: "p2", offered: ["cat", "dog"], ends_at: 40 };
  const state = happen(guessing({ solved: { p2: 3 }, recognised: { p1: { at: 4 } } }), chose);
  const { phase, drawer, offered, solved, recognised, prompt } = state.room;
  assert.deepEqual([phase, drawer, offered, solved, recognised, prompt], ["choosing", "p2", ["cat", "dog"], {}, {}, null]);
  assert.deepEqual([state.ink, state.looks], [{}, {}]);
  const counting = happen(state, { type: "countdown_started", round: 3, drawer: "p2", ends_at: 50 });
  assert.deepEqual([counting.room.phase, counting.room.offered, counting.room.starts_at], ["countdown", [], 50]);
});

test("who solves it is known to all, the prompt to whom it is told", () => {
  const other = happen(guessing(), { type: "solved", round: 2, player: "p3", at: 300, prompt: null });
  assert.deepEqual([other.room.solved, other.room.prompt], [{ p3: 300 }, null]);
  const mine = happen(other, { type: "solved", round: 2, player: "p2", at: 400, prompt: "cat" });
  assert.deepEqual([mine.room.solved, mine.room.prompt], [{ p3: 300, p2: 400 }, "cat"]);
  assert.deepEqual([other.wantsSnapshot, mine.wantsSnapshot], [false, true]);
  assert.equal(happen(mine, { type: "solved", round: 2, player: "p4", at: 500, prompt: null }).room.prompt, "cat");
});

test("only the drawer draws, and only who takes part and does not know it guesses", () => {
  const may = (state) => [standingOf(state).draws, standingOf(state).guesses];
  assert.deepEqual(may(guessing({}, "p1")), [true, false]);
  assert.deepEqual(may(guessing()), [false, true]);
  assert.deepEqual(may(guessing({ solved: { p2: 300 } })), [false, false]);
  assert.deepEqual(may(guessing({ phase: "countdown" })), [false, false]);
  assert.deepEqual(may(guessing({ seats: [seat("p1"), seat("p2", { draws_from: 3 })] })), [false, false]);
  assert.deepEqual(may(guessing({}, null)), [false, false]);
  assert.deepEqual(may(inside()), [true, false]);
});

test("what is said is kept, the last lines of it", () => {
  let state = guessing();
  for (let n = 0; n < 40; n++) state = happen(state, { type: "said", line: line(`line ${n}`) });
  assert.deepEqual([state.room.said.length, state.room.said[0].text, state.room.said.at(-1).text], [30, "line 10", "line 39"]);
});

test("the verdict of a guess stays until the next round", () => {
  const told = reduce(guessing(), { type: "verdict", text: "cats", verdict: "close" });
  assert.deepEqual(told.verdict, { text: "cats", verdict: "close" });
  const again = (room) => reduce(told, { type: "snapshot", snapshot: { version: 9, room, ink: {}, looks: {} } }).verdict;
  assert.deepEqual(again(told.room), told.verdict);
  assert.equal(again({ ...told.room, round: 3 }), null);
  assert.equal(happen(told, { type: "countdown_started", round: 3, drawer: "p2", ends_at: 9 }).verdict, null);
});

test("the machine scores, begins a match with nothing, and nobody draws on the podium", () => {
  const closed = happen(guessing(), { type: "round_closed", result: { ...result(2, 1), places: [] }, scores: {}, ends_at: 1, machine: 100 });
  assert.equal(closed.room.machine, 100);
  assert.equal(happen(closed, over).room.drawer, "");
  assert.equal(happen(closed, { type: "match_started", first_round: 3, rounds: 5 }).room.machine, 0);
});

test("against the machine the best drawing is the drawer's that was guessed soonest", () => {
  const guessed = { ...result(2, 250), drawer: "p1" };
  guessed.places = [...guessed.places, { ...guessed.places[0], player: "p3", at: 1_900 }];
  const state = happen(guessing(), { type: "round_closed", result: guessed, scores: {}, ends_at: 1, machine: 0 });
  assert.deepEqual(Object.keys(state.best), ["p1"]);
  assert.equal(state.best.p1.tookMs, 250);
  const none = happen(guessing(), { type: "round_closed", result: { ...guessed, places: [] }, scores: {}, ends_at: 1, machine: 100 });
  assert.deepEqual(none.best, {});
});

test("where rivals were hidden, a closed round asks for their ink", () => {
  const closes = (settings) => happen(inside({ settings }), { type: "round_closed", result: result(2, 9), scores: {}, ends_at: 1 });
  assert.equal(closes({ mode: "race", rivals: false }).wantsSnapshot, true);
  assert.equal(closes({ mode: "race", rivals: true }).wantsSnapshot, false);
  assert.equal(closes({ mode: "machine", rivals: false }).wantsSnapshot, false);
});
