/* The banner: what is in the way, and for a moment that it no longer is. Timers come in. */

import { show, write } from "./element.js";
import { BACK, BANNERS, PROBLEMS } from "./words.js";

export const BACK_MS = 2_000;

export class Banner {
  /** @param {HTMLElement} target @param {Outbox} outbox knows what of the ink is not acknowledged yet */
  constructor(target, outbox, timers = globalThis) {
    Object.assign(this, { target, outbox, timers, lost: null, owed: null, back: "" });
  }

  show(state) {
    this.state = state;
    if (state.connection in BANNERS) this.#away(state);
    else if (this.lost && !this.#catchesUp()) this.#isBack(state);
    this.#say();
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
    const { door, problem, connection, notice } = this.state;
    const line = BANNERS[connection] ?? (this.lost ? BANNERS.returning : this.back);
    const text = line || (notice ? (PROBLEMS[notice] ?? PROBLEMS.other).join(": ") : "");
    show(this.target, door === "inside" && !problem && text !== "");
    write(this.target, text);
  }
}

/** Who comes back as somebody else, as on taking a seat, was not away. */
function backWords(before, { me, room }) {
  if (before.me !== me) return "";
  const same = before.room?.round === room?.round && before.room?.phase === room?.phase;
  return same ? BACK.same : BACK.moved;
}
