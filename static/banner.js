/* The banner: what is in the way, and for a moment that it no longer is. Timers come in. */

import { show, write } from "./element.js";
import { knows, text } from "./language.js";
import { standingOf } from "./state.js";
import { problemLine } from "./words.js";

export const BACK_MS = 2_000;

export class Banner {
  /** @param {HTMLElement} target @param {Outbox} outbox knows what of the ink is not acknowledged yet */
  constructor(target, outbox, timers = globalThis) {
    Object.assign(this, { target, outbox, timers, lost: null, owed: null, back: "" });
  }

  show(state) {
    this.state = state;
    if (state.door !== "inside") this.#outside();
    else if (knows(keyOf(state))) this.#away(state);
    else if (this.lost && !this.#catchesUp()) this.#isBack(state);
    this.#say();
  }

  /** Who is not in the room yet cannot come back to it. */
  #outside() {
    this.lost = this.owed = null;
    this.#forget();
  }

  #away(state) {
    this.lost ??= state;
    this.owed = null;
    this.#forget();
  }

  /** Until all that was drawn before the return is acknowledged; the pen goes on meanwhile. */
  #catchesUp() {
    this.owed ??= [this.outbox.round, this.outbox.seq];
    return this.outbox.owes(...this.owed);
  }

  #isBack(state) {
    this.back = backWords(this.lost, state);
    this.lost = this.owed = null;
    this.timer = this.timers.setTimeout(() => {
      this.#forget();
      this.#say();
    }, BACK_MS);
  }

  #forget() {
    this.back = "";
    this.timers.clearTimeout(this.timer);
  }

  #say() {
    const { door, problem, notice } = this.state;
    const line = knows(keyOf(this.state)) ? awayWords(this.state) : this.lost ? text("banner.returning") : this.back;
    const words = line || (notice ? problemLine(notice) : "");
    show(this.target, door === "inside" && !problem && words !== "");
    write(this.target, words);
  }
}

/** Only a line that is not as it should be has words. */
function keyOf({ connection }) {
  return `banner.${connection}`;
}

/** Who has a pen in the hand is told to go on; all others have nothing to lose. */
function awayWords(state) {
  const { draws, recognised } = standingOf(state);
  const drawing = state.room?.phase === "drawing" && draws && !recognised;
  return state.connection === "lost" && drawing ? text("banner.lost.draws") : text(keyOf(state));
}

/** Who comes back as somebody else, as on taking a seat, was not away. */
function backWords(before, { me, room }) {
  if (before.me !== me) return "";
  const same = before.room?.round === room?.round && before.room?.phase === room?.phase;
  return text(same ? "back.same" : "back.moved");
}
