/* What is drawn in a room that one is not in: told every few seconds, and drawn on in between. */

import { asksForLess } from "./motion.js";
import { Paper } from "./paper.js";

const DRAWN_ON_MS = 4_500;
const STEP_MS = 100;
/** A blank sheet has nothing to look at: the judge's eye is closed. */
const ASLEEP = Object.freeze([
  [[292, 456], [344, 516], [424, 552], [512, 562], [600, 552], [680, 516], [732, 456]],
  [[366, 530], [326, 590]],
  [[468, 560], [452, 632]],
  [[556, 560], [572, 632]],
  [[658, 530], [698, 590]],
]);

export class Tiny {
  constructor(canvas, { paper = new Paper(canvas), timers = globalThis, still = asksForLess } = {}) {
    Object.assign(this, { paper, timers, still, strokes: null, length: 0, timer: null });
  }

  /** The ink as it is now: what is new to a drawing that was shown before is drawn step by step. */
  show(strokes) {
    const known = this.strokes !== null && goesOn(this.strokes, strokes) && !this.still();
    this.strokes = strokes;
    this.whole = lengthOf(strokes);
    this.timers.clearInterval(this.timer);
    if (!known || this.length > this.whole) return this.#draw(this.whole);
    const step = ((this.whole - this.length) * STEP_MS) / DRAWN_ON_MS;
    this.#draw(this.length);
    this.timer = this.timers.setInterval(() => this.#draw(this.length + step), STEP_MS);
  }

  /** The canvas goes. */
  close() {
    this.timers.clearInterval(this.timer);
    this.paper.close();
  }

  #draw(length) {
    this.length = Math.min(length, this.whole);
    if (this.length === this.whole) this.timers.clearInterval(this.timer);
    if (this.strokes.length === 0) this.paper.show(ASLEEP);
    else this.paper.show(this.length === this.whole ? this.strokes : upTo(this.strokes, this.length));
  }
}

/** Whether this may be the same drawing, later: it begins where that did, or that had not begun. */
function goesOn(before, after) {
  return before.length === 0 || before[0][0].join() === after[0]?.[0].join();
}

const way = ([x, y], [toX, toY]) => Math.hypot(toX - x, toY - y);

export function lengthOf(strokes) {
  return strokes.reduce((sum, stroke) => stroke.slice(1).reduce((part, point, at) => part + way(stroke[at], point), sum), 0);
}

/** As much of the strokes as a pen draws on so long a way, to whole points; of none, the first point. */
export function upTo(strokes, length) {
  const drawn = [];
  let left = length;
  for (const stroke of strokes) {
    const end = stroke.findIndex((point, at) => at > 0 && (left -= way(stroke[at - 1], point)) < 0);
    drawn.push(end < 0 ? stroke : stroke.slice(0, end));
    if (end >= 0) break;
  }
  return drawn;
}
