/* A stroke as it is drawn: whole points in the square, thinned, cut into packets. */

import { MAX_PACKET_POINTS, SQUARE } from "./protocol.js";

/** Nearer points show no difference, and a quick mouse would fill the sheet with them. */
export const NEAREST = 3;

/** A point in the square: whole numbers, held at the edge. */
export function toSquare(x, y) {
  const whole = (value) => Math.min(SQUARE - 1, Math.max(0, Math.round(value)));
  return [whole(x), whole(y)];
}

export class Stroke {
  constructor(number) {
    this.number = number;
    this.last = null;
    this.skipped = null;
    this.waiting = [];
  }

  /** Take a point; true if it is far enough from the last one to be kept. */
  add(x, y) {
    const point = toSquare(x, y);
    if (this.last && Math.hypot(point[0] - this.last[0], point[1] - this.last[1]) < NEAREST) {
      this.skipped = point;
      return false;
    }
    this.#keep(point);
    return true;
  }

  /** The pen was lifted: the stroke ends where the pen did. */
  end() {
    const { skipped, last } = this;
    if (skipped && (skipped[0] !== last[0] || skipped[1] !== last[1])) this.#keep(skipped);
  }

  /** What waits, as packets of at most MAX_PACKET_POINTS; with `up` the last one lifts the pen. */
  take(tMs, up) {
    const packets = [];
    while (this.waiting.length > 0 || (up && packets.length === 0)) {
      const points = this.waiting.splice(0, MAX_PACKET_POINTS);
      packets.push({ tMs, op: "draw", stroke: this.number, up: up && this.waiting.length === 0, points });
    }
    return packets;
  }

  #keep(point) {
    this.waiting.push(point);
    this.last = point;
    this.skipped = null;
  }
}
