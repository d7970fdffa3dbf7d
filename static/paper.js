/* Shows ink on a canvas element: sharp on every screen, the same picture at every size. */

import { SQUARE } from "./protocol.js";

const PEN = 13;
const LEAST_PEN_PX = 1.6;
const DENSE = 60;

const open = new Set();

/** Paint every open paper again, as after a change of theme. */
export function paintAll() {
  for (const paper of open) paper.refresh();
}

export class Paper {
  constructor(canvas) {
    open.add(this);
    this.canvas = canvas;
    this.strokes = [];
    this.ahead = [];
    this.asked = false;
    this.paths = new WeakMap();
    this.watch = new ResizeObserver(() => this.#soon());
    this.watch.observe(canvas);
  }

  /** Show these strokes; `ahead` is drawn after the last one, as long as nothing newer comes. */
  show(strokes, ahead = []) {
    this.strokes = strokes;
    this.ahead = ahead;
    this.#soon();
  }

  refresh() {
    this.#soon();
  }

  /** The canvas goes. */
  close() {
    open.delete(this);
    this.watch.disconnect();
  }

  #soon() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.#paint();
    });
  }

  #paint() {
    const { canvas } = this;
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (side === 0) return;
    if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
    const pen = canvas.getContext("2d");
    const scale = side / SQUARE;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, side, side);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.lineCap = pen.lineJoin = "round";
    pen.lineWidth = Math.max(PEN, (LEAST_PEN_PX * devicePixelRatio) / scale);
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of this.strokes) pen.stroke(this.#path(stroke));
    const last = this.strokes.at(-1);
    if (last && this.ahead.length > 0) this.#paintAhead(pen, last);
  }

  /** Once: a pen that rests sends nothing that would take it back. */
  #paintAhead(pen, last) {
    pen.stroke(pathOf([last.at(-1), ...this.ahead]));
    this.ahead = [];
    requestAnimationFrame(() => this.#soon());
  }

  #path(stroke) {
    const known = this.paths.get(stroke);
    if (known?.length === stroke.length) return known.path;
    const path = pathOf(stroke);
    this.paths.set(stroke, { path, length: stroke.length });
    return path;
  }
}

/** The points' line, rounded where they are dense; a single point is a dot. The judge sees corners, so far points keep theirs. */
function pathOf(points) {
  const path = new Path2D();
  path.moveTo(...points[0]);
  for (let i = 1; i < points.length - 1; i++) {
    const [[x, y], next] = [points[i], points[i + 1]];
    const dense = Math.hypot(next[0] - x, next[1] - y) < DENSE && Math.hypot(x - points[i - 1][0], y - points[i - 1][1]) < DENSE;
    if (dense) path.quadraticCurveTo(x, y, (x + next[0]) / 2, (y + next[1]) / 2);
    else path.lineTo(x, y);
  }
  path.lineTo(...points.at(-1));
  return path;
}
