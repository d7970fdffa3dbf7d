/* What a race does not need and is nicer with: sounds, the judge's voice, falling bits, and what a phone can do. */

import { coat } from "./colours.js";
import { burst, letFall } from "./confetti.js";
import { show } from "./element.js";
import { LESS_MOTION } from "./motion.js";
import { bindPhone, buzz, Wakefulness } from "./phone.js";
import { beatOf, Sounds, soundsOf } from "./sound.js";
import { standingOf } from "./state.js";
import { Speech } from "./voice.js";

const RACING = new Set(["choosing", "countdown", "drawing"]);
const GESTURES = ["pointerup", "touchend", "keydown"];
const LESS = [LESS_MOTION, "(prefers-reduced-data: reduce)"];
const A_FEW = 28;
const MANY = 110;

/** Whether sounds or the voice are on: as was chosen; else the sounds, for who plays among friends, unless the system asks for less. */
export function isHeard(what, { chosen, plays, hosted, less }) {
  return chosen ?? (what === "sounds" && plays && !hosted && !less);
}

/** Whether the judge has just known what this page shows: one's own drawing, or against the machine the drawer's. */
function isKnown({ room, me }) {
  return Boolean(room?.recognised[room.drawer || me]);
}

/** What falls after this change of state: null, "few" at one's own recognition, or "many" on a winner's podium. */
export function fallOf(sounds, { room, me }) {
  if (sounds.includes("own")) return "few";
  const won = sounds.includes("applause") && room.standings.some((one) => one.player === me && one.place === 1 && one.score > 0);
  return won ? "many" : null;
}

/** Returns what to call: `follow(before, after)` on each change of state, `tick(state)`, the buttons' `acts`, and `unbind`. */
export function bindCharm(page, { memory, clock, state }) {
  const charm = new Charm(page, memory, clock);
  const unbinds = [
    listenOn(page, GESTURES, () => charm.sounds?.wake()),
    listenOn(page, ["visibilitychange"], () => charm.speech?.hide(page.visibilityState === "hidden")),
    bindPhone(page, charm.wakefulness, () => isDrawing(state())),
    ...[...page.querySelectorAll("#race .says, #guess .says")].map((caption) =>
      bindCaption(caption, (text) => charm.speech?.say(text, { first: isKnown(state()) }))),
  ];
  charm.choose(state());
  return {
    follow: (before, after) => charm.follow(before, after),
    tick: (now) => charm.tick(now),
    acts: { sounds: () => charm.switch("sounds", state()), voice: () => charm.switch("voice", state()) },
    unbind: () => {
      for (const unbind of unbinds) unbind();
      charm.close();
    },
  };
}

class Charm {
  constructor(page, memory, clock) {
    const { AudioContext, speechSynthesis: synthesis, SpeechSynthesisUtterance: Utterance, navigator } = page.defaultView;
    const language = () => page.documentElement.lang;
    Object.assign(this, { page, memory, clock, device: navigator, second: {}, stopFall: () => {} });
    this.sounds = AudioContext ? new Sounds(() => new AudioContext()) : null;
    this.speech = synthesis ? new Speech({ synthesis, Utterance, language }) : null;
    this.wakefulness = new Wakefulness(page);
  }

  follow(before, after) {
    const sounds = soundsOf(before, after, after.me);
    for (const name of sounds) this.sounds?.play(name);
    if (sounds.includes("own")) buzz(this.device);
    const falls = fallOf(sounds, after);
    if (falls) this.#fall(falls, after);
    this.wakefulness.want(isRacing(after));
    if (isRacing(before) && !isRacing(after)) this.speech?.say(""); // what still waits is of the past
    this.choose(after);
  }

  tick({ room }) {
    if (!room) return;
    const before = this.second;
    this.second = { phase: room.phase, seconds: Math.ceil(((room.ends_at ?? 0) - this.clock.now()) / 1000) };
    const beat = beatOf(before, this.second);
    if (beat) this.sounds?.play(beat);
  }

  /** The other way than now, and remembered. */
  switch(what, state) {
    this.memory.keepHeard(what, !this.#parts()[what].on);
    this.choose(state);
    if (what !== "sounds") return;
    this.sounds.wake();
    this.sounds.play("tick");
  }

  /** On or off, as it follows from what was chosen and from who is here; a button that could do nothing is not there. */
  choose(state) {
    const plays = Boolean(standingOf(state).seat?.plays);
    const hosted = isHosted(state.room);
    const less = LESS.some((query) => this.page.defaultView.matchMedia(query).matches);
    for (const [what, part] of Object.entries(this.#parts())) {
      const on = isHeard(what, { chosen: this.memory.heard(what), plays, hosted, less });
      const button = this.page.querySelector(`[data-act=${what}]`);
      show(button, part !== null);
      if (part === null || (part.on === on && button.hasAttribute("aria-pressed"))) continue;
      part.on = on;
      button.setAttribute("aria-pressed", String(on));
      if (this.device.userActivation?.hasBeenActive) this.sounds?.wake(); // as after giving a name at the door
    }
  }

  close() {
    this.stopFall();
    this.sounds?.close();
    this.speech?.close();
  }

  #parts() {
    return { sounds: this.sounds, voice: this.speech };
  }

  #fall(falls, { room, me }) {
    const few = falls === "few";
    const from = middleOf(few ? this.page.querySelector("section:not([hidden]) .board") : this.page.documentElement);
    const seats = few ? room.seats.filter(({ player }) => player === me) : room.seats;
    const colours = seats.map(({ colour }) => coat(colour).colour);
    this.stopFall();
    this.stopFall = letFall(burst(few ? A_FEW : MANY, { from, colours, random: Math.random }), { page: this.page });
  }
}

/** Whether the host only controls, as in a class room, where thirty sounds at once are no pleasure. */
function isHosted(room) {
  return room?.seats.some(({ player, plays }) => player === room.host && !plays) ?? false;
}

function isRacing({ door, room }) {
  return door === "inside" && RACING.has(room?.phase);
}

function isDrawing(state) {
  return isRacing(state) && standingOf(state).draws;
}

function middleOf(target) {
  const { left, top, width, height } = target.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

/** Tell each new text of the caption. Returns unbind. */
function bindCaption(caption, tell) {
  const watch = new caption.ownerDocument.defaultView.MutationObserver(() => tell(caption.textContent));
  watch.observe(caption, { childList: true, characterData: true, subtree: true });
  return () => watch.disconnect();
}

function listenOn(target, names, listener) {
  for (const name of names) target.addEventListener(name, listener);
  return () => {
    for (const name of names) target.removeEventListener(name, listener);
  };
}
