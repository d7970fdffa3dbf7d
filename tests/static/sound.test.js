import assert from "node:assert/strict";
import { test } from "node:test";
import { beatOf, Sounds, soundsOf } from "../../static/sound.js";

const state = (phase, changes = {}) => ({ room: { phase, round: 1, recognised: {}, ...changes } });
const known = (...players) => Object.fromEntries(players.map((player) => [player, { at: 1 }]));

test("one's own recognition is heard as one's own, and covers a rival's of the same moment", () => {
  assert.deepEqual(soundsOf(state("drawing"), state("drawing", { recognised: known("b", "a") }), "a"), ["own"]);
});

test("a rival's recognition is heard once, and not again with what comes after it", () => {
  const after = state("drawing", { recognised: known("b", "c") });
  assert.deepEqual(soundsOf(state("drawing"), after, "a"), ["rival"]);
  assert.deepEqual(soundsOf(after, state("reveal", { recognised: known("b", "c") }), "a"), []);
});

test("a page turns when another round begins, not when it closes", () => {
  assert.deepEqual(soundsOf(state("drawing"), state("reveal"), "a"), []);
  assert.deepEqual(soundsOf(state("reveal", { recognised: known("a") }), state("countdown", { round: 2 }), "a"), ["page"]);
});

test("the podium is applauded once", () => {
  assert.deepEqual(soundsOf(state("reveal"), state("podium"), "a"), ["applause"]);
  assert.deepEqual(soundsOf(state("podium"), state("podium"), "a"), []);
});

test("who comes in hears nothing of what was before, and who leaves neither", () => {
  assert.deepEqual(soundsOf({ room: null }, state("podium", { recognised: known("a") }), "a"), []);
  assert.deepEqual(soundsOf(state("podium"), { room: null }, null), []);
});

test("every second of the countdown ticks, and the last three of drawing knock", () => {
  const heard = (phase, seconds) => seconds.map((left) => beatOf({ phase, seconds: left + 1 }, { phase, seconds: left }));
  assert.deepEqual(heard("countdown", [4, 3, 2, 1, 0]), [null, "tick", "tick", "tick", null]);
  assert.deepEqual(heard("drawing", [4, 3, 2, 1, 0]), [null, "tock", "tock", "tock", null]);
  assert.deepEqual(heard("reveal", [3, 2, 1]), [null, null, null]);
});

test("a countdown's first second ticks, and a second that goes on is silent", () => {
  assert.equal(beatOf({ phase: "lobby", seconds: 0 }, { phase: "countdown", seconds: 3 }), "tick");
  assert.equal(beatOf({ phase: "countdown", seconds: 3 }, { phase: "countdown", seconds: 3 }), null);
});

/** An AudioContext that only notes what is started. */
class FakeContext {
  state = "suspended";
  currentTime = 5;
  sampleRate = 1_000;
  destination = { made: "destination" };
  started = [];
  loudest = 0;
  closed = false;

  resume() {
    this.state = "running";
    return Promise.resolve();
  }

  close() {
    this.closed = true;
  }

  createBuffer(_channels, length) {
    const samples = new Float32Array(length);
    return { getChannelData: () => samples };
  }

  createGain = () => this.#node();
  createBiquadFilter = () => this.#node();
  createOscillator = () => this.#node();
  createBufferSource = () => this.#node();

  #node() {
    const loud = (value) => (this.loudest = value < 1 ? Math.max(this.loudest, value) : this.loudest);
    const dial = () => ({ value: 0, setValueAtTime: () => {}, exponentialRampToValueAtTime: loud });
    return {
      gain: dial(), frequency: dial(), Q: dial(), connect: () => {},
      start: (at) => this.started.push({ at }),
      stop: (at) => (this.started.at(-1).until = at),
    };
  }
}

function sounds() {
  const made = [];
  const makeContext = () => {
    made.push(new FakeContext());
    return made.at(-1);
  };
  const heard = new Sounds(makeContext, { random: () => 0.5 });
  heard.on = true;
  return { heard, made };
}

test("no context is made before a gesture, and one for all that follow", () => {
  const { heard, made } = sounds();
  heard.play("own");
  assert.equal(made.length, 0);
  heard.wake();
  heard.wake();
  assert.equal(made.length, 1);
  assert.equal(made[0].state, "running");
});

test("a context that the system suspended is resumed at the next gesture", () => {
  const { heard, made } = sounds();
  heard.wake();
  made[0].state = "suspended";
  heard.play("tick");
  assert.equal(made[0].started.length, 0);
  heard.wake();
  heard.play("tick");
  assert.ok(made[0].started.length > 0);
});

for (const [name, longestMs] of [["tick", 60], ["tock", 100], ["own", 600], ["rival", 400], ["page", 300], ["applause", 1_800]]) {
  test(`${name} begins and is over soon`, () => {
    const { heard, made } = sounds();
    heard.wake();
    heard.play(name);
    const { started, currentTime } = made[0];
    assert.ok(started.length > 0);
    assert.ok(started.every(({ at, until }) => at >= currentTime && until > at));
    assert.ok(Math.max(...started.map(({ until }) => until)) - currentTime <= longestMs / 1_000);
  });
}

test("a rival's recognition is quieter than one's own", () => {
  const loudest = (name) => {
    const { heard, made } = sounds();
    heard.wake();
    heard.play(name);
    return made[0].loudest;
  };
  assert.ok(loudest("rival") < loudest("own") / 2);
});

test("switched off, nothing is made and nothing is heard", () => {
  const { heard, made } = sounds();
  heard.on = false;
  heard.wake();
  heard.play("applause");
  assert.equal(made.length, 0);
});

test("where the browser has no sound, nothing happens", () => {
  const silent = new Sounds(() => null);
  silent.on = true;
  silent.wake();
  silent.play("own");
  silent.close();
  assert.equal(silent.context, null);
});

test("closing gives the context back", () => {
  const { heard, made } = sounds();
  heard.wake();
  heard.close();
  assert.ok(made[0].closed);
  heard.play("own");
  assert.equal(made[0].started.length, 0);
});

test("against the machine a right guess of one's own is one's own, and what the machine knows never is", () => {
  const against = (phase, changes) => state(phase, { drawer: "a", solved: {}, ...changes });
  const solved = against("drawing", { solved: { b: 4 } });
  assert.deepEqual(soundsOf(against("drawing"), solved, "b"), ["own"]);
  assert.deepEqual(soundsOf(against("drawing"), solved, "a"), ["rival"]);
  const known = against("drawing", { solved: { b: 4 }, recognised: { a: { at: 5 } } });
  assert.deepEqual(soundsOf(solved, known, "a"), ["rival"]);
  const over = state("podium", { drawer: "", solved: { b: 4 }, recognised: { a: { at: 5 } } });
  assert.deepEqual(soundsOf(known, over, "a"), ["applause"]);
});
