/* Which sounds a race asks for, and how they are made: short and dry, without files. Chance, context and timers come in. */

import { MACHINE } from "./protocol.js";

/** Who got it: in a race whose drawing is recognised; against the machine who guessed right, and the machine by its own name. */
function done({ recognised, solved = {}, drawer }) {
  return drawer ? [...Object.keys(solved), ...Object.keys(recognised).map(() => MACHINE)] : Object.keys(recognised);
}

/** The sounds that this change of state asks for, as the player `me` hears it. */
export function soundsOf(before, after, me) {
  if (!before.room || !after.room) return []; // coming in is no event
  const sounds = [];
  if (after.room.round > before.room.round) sounds.push("page");
  const known = done(before.room);
  const over = after.room.phase === "podium"; // whose turn it was is forgotten there
  const newly = over ? [] : done(after.room).filter((player) => !known.includes(player));
  if (newly.includes(me)) sounds.push("own");
  else if (newly.length > 0) sounds.push("rival");
  if (after.room.phase === "podium" && before.room.phase !== "podium") sounds.push("applause");
  return sounds;
}

/** As many as a countdown has; of drawing, the last ones. */
const LAST_SECONDS = 3;
const BEATS = { countdown: "tick", drawing: "tock" };

/** The sound of a second that begins, or null; `before` and `after` are {phase, seconds}, seconds left. */
export function beatOf(before, after) {
  if (before.phase === after.phase && before.seconds === after.seconds) return null;
  return after.seconds >= 1 && after.seconds <= LAST_SECONDS ? (BEATS[after.phase] ?? null) : null;
}

/** What a sound is made of: tones of a frequency, and hisses through a band at one, which takes most of their loudness; `at` and `ms` in ms. */
const tone = (hertz, peak, ms, at = 0, wave = "sine") => ({ hertz, peak, ms, at, wave });
const hiss = (hertz, peak, ms, at = 0, until = hertz) => ({ hertz, peak, ms, at, until });
const CLAPS = 26;

/** Many hands: bursts that come thick at first and thin out. */
function claps(random) {
  return Array.from({ length: CLAPS }, (_, n) => {
    const gone = n / CLAPS;
    return hiss(900 + 1_500 * random(), 0.5 * (1 - gone) ** 0.7, 30 + 30 * random(), 1_300 * gone ** 1.3 + 60 * random());
  });
}

const SOUNDS = {
  tick: () => [hiss(3_400, 0.26, 34), hiss(5_200, 0.1, 18, 12)],
  tock: () => [tone(820, 0.16, 60, 0, "triangle"), tone(410, 0.1, 45, 0, "triangle")],
  own: () => [tone(587, 0.16, 240), tone(1_174, 0.04, 200), tone(880, 0.18, 420, 110), tone(1_760, 0.05, 320, 110)],
  rival: () => [tone(587, 0.045, 180), tone(880, 0.05, 260, 100)],
  page: () => [hiss(900, 0.45, 190, 0, 3_600), hiss(2_600, 0.25, 90, 150, 1_200)],
  applause: claps,
};
const ATTACK_SECONDS = 0.004;
const NOISE_SECONDS = 1;
const SILENCE = 0.0001; // what falls exponentially never reaches nothing
const BAND = 1.1;

export class Sounds {
  /** @param {() => AudioContext | null} makeContext asked once, at the first gesture; null: this browser has none */
  constructor(makeContext, { random = Math.random } = {}) {
    Object.assign(this, { makeContext, random, on: false });
    this.context = null;
  }

  /** Somebody touched the page: from now on a browser lets it be heard. */
  wake() {
    if (!this.on) return;
    this.context ??= this.makeContext();
    if (this.context && this.context.state !== "running") this.context.resume().catch(() => {}); // not yet: the next gesture tries again
  }

  play(name) {
    if (!this.on || this.context?.state !== "running") return; // late sounds would come all at once
    for (const part of SOUNDS[name](this.random)) this.#sound(part);
  }

  close() {
    this.context?.close();
    this.context = null;
  }

  #sound(part) {
    const { context } = this;
    const from = context.currentTime + part.at / 1000;
    const until = from + part.ms / 1000;
    const loudness = context.createGain();
    loudness.gain.setValueAtTime(SILENCE, from);
    loudness.gain.exponentialRampToValueAtTime(part.peak, from + ATTACK_SECONDS);
    loudness.gain.exponentialRampToValueAtTime(SILENCE, until);
    loudness.connect(context.destination);
    const source = part.wave ? this.#tone(part) : this.#hiss(part, from, until);
    source.output.connect(loudness);
    source.player.start(from);
    source.player.stop(until);
  }

  #tone({ hertz, wave }) {
    const player = this.context.createOscillator();
    player.type = wave;
    player.frequency.value = hertz;
    return { player, output: player };
  }

  #hiss({ hertz, until: last }, from, until) {
    const player = this.context.createBufferSource();
    player.buffer = this.#noise();
    player.loop = true;
    const band = this.context.createBiquadFilter();
    band.type = "bandpass";
    band.Q.value = BAND;
    band.frequency.setValueAtTime(hertz, from);
    band.frequency.exponentialRampToValueAtTime(last, until);
    player.connect(band);
    return { player, output: band };
  }

  #noise() {
    if (this.noise) return this.noise;
    const { sampleRate } = this.context;
    this.noise = this.context.createBuffer(1, sampleRate * NOISE_SECONDS, sampleRate);
    const samples = this.noise.getChannelData(0);
    for (let i = 0; i < samples.length; i++) samples[i] = this.random() * 2 - 1;
    return this.noise;
  }
}
