/* The judge's sentences spoken by the browser, one at a time; the text on the page is their caption. */

const BETWEEN_MS = 1_500;
/** As long as a recognition is left to be heard. */
const FIRST_MS = 3_000;

/** How long a sentence has to wait behind the one spoken last, ms; what comes first waits for nothing. */
export function waitOf({ first }, spoken, now) {
  if (first || !spoken) return 0;
  return Math.max(0, spoken.at + (spoken.first ? FIRST_MS : BETWEEN_MS) - now);
}

/** The synthesis voice for a page's language, or null; only one of this machine: another would send what is said elsewhere. */
export function voiceFor(voices, language) {
  const wanted = plain(language);
  const here = voices.filter(({ localService }) => localService);
  const same = here.filter(({ lang }) => plain(lang) === wanted);
  const near = here.filter(({ lang }) => plain(lang).split("-")[0] === wanted.split("-")[0]);
  return [same, near].map((some) => some.find((voice) => voice.default) ?? some[0]).find(Boolean) ?? null;
}

function plain(language) {
  return language.toLowerCase().replace("_", "-");
}

export class Speech {
  /** @param {{synthesis, Utterance, language: () => string, timers?, now?: () => number}} means speechSynthesis, its utterance's class, the page's language */
  constructor({ synthesis, Utterance, language, timers = globalThis, now = () => performance.now() }) {
    Object.assign(this, { synthesis, Utterance, language, timers, now, waiting: null, spoken: null });
    this.switchedOn = false;
    this.hidden = false;
  }

  get on() {
    return this.switchedOn;
  }

  set on(on) {
    this.switchedOn = on;
    if (on) this.synthesis.getVoices(); // some browsers only look for them now
    else this.#hush();
  }

  /** Nobody listens to a page that is not seen. */
  hide(hidden) {
    this.hidden = hidden;
    if (hidden) this.#hush();
  }

  /** Speak it now or as soon as its turn comes, in place of what still waits; `first`: a recognition, before all else. */
  say(text, { first = false } = {}) {
    if (!this.on || this.hidden) return;
    this.timers.clearTimeout(this.timer);
    this.waiting = text === "" ? null : { text, first };
    if (!this.waiting) return;
    const wait = waitOf(this.waiting, this.spoken, this.now());
    if (wait === 0) this.#speak();
    else this.timer = this.timers.setTimeout(() => this.#speak(), wait);
  }

  close() {
    this.#hush();
  }

  #speak() {
    const { text, first } = this.waiting;
    this.waiting = null;
    const voice = voiceFor(this.synthesis.getVoices(), this.language());
    if (!voice) return;
    const utterance = new this.Utterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    this.synthesis.cancel();
    this.synthesis.speak(utterance);
    this.spoken = { at: this.now(), first };
  }

  #hush() {
    this.timers.clearTimeout(this.timer);
    this.waiting = null;
    if (this.spoken) this.synthesis.cancel();
    this.spoken = null;
  }
}
