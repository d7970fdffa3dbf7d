import assert from "node:assert/strict";
import { test } from "node:test";
import { Speech, voiceFor, waitOf } from "../../static/voice.js";
import { Clockwork } from "./clockwork.js";

const voice = (name, lang, more = {}) => ({ name, lang, localService: true, default: false, ...more });
const ENGLISH = voice("Ann", "en-GB");
const GERMAN = voice("Bea", "de_DE");

/** A speechSynthesis that notes what is spoken, and never two at once. */
class FakeSynthesis {
  spoken = [];
  speaking = null;
  voices = [ENGLISH, GERMAN];

  getVoices() {
    return this.voices;
  }

  speak(utterance) {
    assert.equal(this.speaking, null, "spoken over");
    this.speaking = utterance;
    this.spoken.push(utterance.text);
  }

  cancel() {
    this.speaking = null;
  }
}

class Utterance {
  constructor(text) {
    this.text = text;
  }
}

function speech(language = "en") {
  const synthesis = new FakeSynthesis();
  const clockwork = new Clockwork();
  const made = new Speech({ synthesis, Utterance, language: () => language, timers: clockwork, now: clockwork.now });
  made.on = true;
  return { speech: made, synthesis, clockwork };
}

test("nothing is spoken until it is switched on", () => {
  const { speech: made, synthesis } = speech();
  made.on = false;
  made.say("Is that a cat?");
  assert.deepEqual(synthesis.spoken, []);
});

test("of many sentences the newest is spoken when its turn comes", () => {
  const { speech: made, synthesis, clockwork } = speech();
  for (const text of ["Surprise me.", "Is that a cat?", "Or is it a dog?"]) made.say(text);
  assert.deepEqual(synthesis.spoken, ["Surprise me."]);
  clockwork.move(1_499);
  assert.deepEqual(synthesis.spoken, ["Surprise me."]);
  clockwork.move(1);
  assert.deepEqual(synthesis.spoken, ["Surprise me.", "Or is it a dog?"]);
});

test("a recognition cuts in, drops what waits, and is left to be heard", () => {
  const { speech: made, synthesis, clockwork } = speech();
  made.say("Is that a cat?");
  made.say("Or is it a dog?");
  made.say("Oh! It’s a bicycle!", { first: true });
  made.say("Ready? I am watching.");
  clockwork.move(2_999);
  assert.deepEqual(synthesis.spoken, ["Is that a cat?", "Oh! It’s a bicycle!"]);
  clockwork.move(1);
  assert.equal(synthesis.spoken.at(-1), "Ready? I am watching.");
});

test("no sentence waits longer than its turn, and a recognition never", () => {
  assert.equal(waitOf({ first: false }, null, 50), 0);
  assert.equal(waitOf({ first: false }, { at: 0, first: false }, 9_000), 0);
  assert.equal(waitOf({ first: true }, { at: 0, first: true }, 1), 0);
});

test("switched off or out of sight it stops at once, and what waited is forgotten", () => {
  for (const stop of [(made) => (made.on = false), (made) => made.hide(true), (made) => made.close()]) {
    const { speech: made, synthesis, clockwork } = speech();
    made.say("Is that a cat?");
    made.say("Or is it a dog?");
    stop(made);
    assert.equal(synthesis.speaking, null);
    clockwork.move(10_000);
    assert.deepEqual(synthesis.spoken, ["Is that a cat?"]);
  }
});

test("a page that is not seen says nothing, and speaks again when it is", () => {
  const { speech: made, synthesis } = speech();
  made.hide(true);
  made.say("Is that a cat?");
  made.hide(false);
  made.say("Or is it a dog?");
  assert.deepEqual(synthesis.spoken, ["Or is it a dog?"]);
});

test("an empty caption takes back what waits", () => {
  const { speech: made, synthesis, clockwork } = speech();
  made.say("Surprise me.");
  made.say("Is that a cat?");
  made.say("");
  clockwork.move(10_000);
  assert.deepEqual(synthesis.spoken, ["Surprise me."]);
});

test("the page's language picks the voice; without one it stays silent", () => {
  const { speech: german, synthesis } = speech("de");
  german.say("Ist das eine Katze?");
  assert.equal(synthesis.speaking.voice, GERMAN);
  const { speech: greek, synthesis: other } = speech("el");
  greek.say("…");
  assert.deepEqual(other.spoken, []);
});

test("the very language goes before a near one, the machine's choice before others, and none is of elsewhere", () => {
  const american = voice("Cy", "en-US");
  const chosen = voice("Di", "en-US", { default: true });
  const remote = voice("Ed", "fr-FR", { localService: false });
  assert.equal(voiceFor([ENGLISH, american], "en-US"), american);
  assert.equal(voiceFor([ENGLISH, american, chosen], "en-US"), chosen);
  assert.equal(voiceFor([GERMAN, ENGLISH], "en-AU"), ENGLISH);
  assert.equal(voiceFor([remote], "fr"), null);
});
