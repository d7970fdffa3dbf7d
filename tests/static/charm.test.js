import assert from "node:assert/strict";
import { test } from "node:test";
import { bindCharm, fallOf, isHeard } from "../../static/charm.js";
import { Memory } from "../../static/memory.js";
import { NOTHING_YET } from "../../static/state.js";

const seat = (player, plays = true) => ({ player, plays, name: player, colour: 0, draws_from: 1 });
const inside = (phase, { me = "a", plays = true, ...room } = {}) => ({
  ...NOTHING_YET, door: "inside", me,
  room: { phase, round: 1, host: "a", seats: [seat("a", plays), seat("b")], recognised: {}, standings: [], ends_at: 9_000, ...room },
});
const watching = (phase) => ({ ...inside(phase, { me: null }), watching: true });
const known = { a: { at: 1 } };

test("who plays hears sounds from the start, and the voice only when it is switched on", () => {
  const player = { chosen: null, plays: true, hosted: false, less: false };
  assert.equal(isHeard("sounds", player), true);
  assert.equal(isHeard("voice", player), false);
});

test("watchers, hosts who only control and their class, and who asks the system for less hear nothing until they choose to", () => {
  const quieter = [{ plays: false }, { plays: true, hosted: true }, { plays: true, less: true }];
  for (const quiet of quieter) {
    assert.equal(isHeard("sounds", { chosen: null, ...quiet }), false);
    assert.equal(isHeard("sounds", { chosen: true, ...quiet }), true);
  }
});

test("a choice to be left in peace stands, whoever plays", () => {
  assert.equal(isHeard("sounds", { chosen: false, plays: true, less: false }), false);
});

test("much falls for a winner only, and a little for who was recognised", () => {
  const podium = (...standings) => inside("podium", { standings });
  assert.equal(fallOf(["own"], inside("drawing")), "few");
  assert.equal(fallOf(["rival"], inside("drawing")), null);
  assert.equal(fallOf(["applause"], podium({ player: "a", place: 1, score: 8 })), "many");
  assert.equal(fallOf(["applause"], podium({ player: "b", place: 1, score: 8 }, { player: "a", place: 2, score: 5 })), null);
  assert.equal(fallOf(["applause"], podium({ player: "a", place: 1, score: 0 })), null);
});

/** A page whose browser can do what `browser` holds; what it was asked to do is noted. */
function fakePage({ calm = false, ...browser } = {}) {
  const listeners = new Map();
  const button = () => ({
    hidden: true, pressed: null,
    hasAttribute() { return this.pressed !== null; },
    setAttribute(_name, value) { this.pressed = value; },
  });
  const parts = { "[data-act=sounds]": button(), "[data-act=voice]": button() };
  const page = { parts, listeners, visibilityState: "visible", documentElement: { lang: "en" }, observed: 0 };
  page.defaultView = {
    navigator: {}, matchMedia: () => ({ matches: calm }),
    MutationObserver: class {
      constructor(changed) { page.changed = changed; }
      observe() { page.observed += 1; }
      disconnect() { page.observed -= 1; }
    },
    ...browser,
  };
  parts["#race .says"] = { ownerDocument: page, textContent: "" };
  page.querySelector = (selector) => parts[selector] ?? { getBoundingClientRect: () => ({ left: 0, top: 0, width: 9, height: 9 }) };
  page.querySelectorAll = () => [parts["#race .says"]];
  page.addEventListener = (name, act) => listeners.set(`${name} ${listeners.size}`, act);
  page.removeEventListener = (_name, act) => [...listeners].filter(([, one]) => one === act).forEach(([key]) => listeners.delete(key));
  page.tell = (name) => [...listeners].filter(([key]) => key.startsWith(`${name} `)).forEach(([, act]) => act({}));
  return page;
}

class SilentContext {
  static made = 0;
  state = "suspended";
  constructor() { SilentContext.made += 1; }
  resume = async () => {};
  close() {}
}

function speaking() {
  const spoken = [];
  const synthesis = {
    getVoices: () => [{ lang: "en", localService: true }], speak: ({ text }) => spoken.push(text), cancel: () => {},
  };
  class Utterance {
    constructor(text) { this.text = text; }
  }
  return { spoken, browser: { speechSynthesis: synthesis, SpeechSynthesisUtterance: Utterance } };
}

function bound(page, first = inside("lobby")) {
  const memory = new Memory(null);
  let state = first;
  const charm = bindCharm(page, { memory, clock: { now: () => 0 }, state: () => state });
  const become = (after) => {
    const before = state;
    state = after;
    charm.follow(before, after);
  };
  return { charm, memory, become };
}

test("what the browser cannot do has no button, and nothing breaks", () => {
  const page = fakePage();
  const { become, charm } = bound(page);
  become(inside("countdown", { round: 2 }));
  charm.tick(inside("countdown"));
  assert.ok(page.parts["[data-act=sounds]"].hidden);
  assert.ok(page.parts["[data-act=voice]"].hidden);
});

test("the buttons say what is on, and a press is remembered", () => {
  const page = fakePage({ AudioContext: SilentContext });
  const { charm, memory } = bound(page);
  const sounds = page.parts["[data-act=sounds]"];
  assert.equal(sounds.pressed, "true");
  charm.acts.sounds();
  assert.equal(sounds.pressed, "false");
  assert.equal(memory.heard("sounds"), false);
});

test("a gesture opens the sounds of who plays, and of nobody else", () => {
  for (const [state, opened] of [[inside("lobby"), 1], [inside("lobby", { plays: false }), 0], [watching("lobby"), 0]]) {
    const before = SilentContext.made;
    const page = fakePage({ AudioContext: SilentContext });
    bound(page, state);
    page.tell("pointerup");
    page.tell("keydown");
    assert.equal(SilentContext.made - before, opened);
  }
});

test("the judge's caption is spoken once the voice is on, a recognition at once, and nothing out of sight", () => {
  const { spoken, browser } = speaking();
  const page = fakePage({ calm: true, ...browser });
  const { charm, become } = bound(page, inside("drawing"));
  const caption = (words) => {
    page.parts["#race .says"].textContent = words;
    page.changed();
  };
  caption("Is that a cat?");
  charm.acts.voice();
  caption("Or is it a dog?");
  become(inside("drawing", { recognised: known }));
  caption("A dog! Of course!");
  assert.deepEqual(spoken, ["Or is it a dog?", "A dog! Of course!"]);
  page.visibilityState = "hidden";
  page.tell("visibilitychange");
  caption("Got it: a dog!");
  assert.equal(spoken.length, 2);
  charm.unbind();
});

test("unbinding leaves no listener and no observer", () => {
  const page = fakePage({ AudioContext: SilentContext, ...speaking().browser });
  const { charm } = bound(page);
  assert.ok(page.listeners.size > 0);
  charm.unbind();
  assert.equal(page.listeners.size, 0);
  assert.equal(page.observed, 0);
});

test("one's own recognition is felt", () => {
  const felt = [];
  const page = fakePage({ calm: true, navigator: { vibrate: (pattern) => felt.push(pattern) } });
  const { become } = bound(page, inside("drawing"));
  become(inside("drawing", { recognised: { b: { at: 1 } } }));
  assert.equal(felt.length, 0);
  become(inside("drawing", { recognised: { b: { at: 1 }, ...known } }));
  become(inside("reveal", { recognised: known }));
  assert.equal(felt.length, 1);
});
