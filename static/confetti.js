/* A short fall of ink blots and bits of paper over the page. Chance, time and frames come in. */

import { asksForLess } from "./motion.js";

const FALL_MS = 1_700;
const FADE_MS = 400;
const GRAVITY = 0.0011; // px per ms²
const LIFT = 0.62;
const SPREAD = 0.5;

/** Bits that leave `from` in all directions, upwards first. */
export function burst(count, { from, colours, random }) {
  return Array.from({ length: count }, (_, n) => ({
    x: from[0],
    y: from[1],
    vx: (random() * 2 - 1) * SPREAD,
    vy: -LIFT * (0.35 + random()),
    size: 4 + 7 * random(),
    turn: (random() * 2 - 1) * 0.012,
    isBlot: n % 3 === 0,
    colour: colours[n % colours.length],
  }));
}

/** Where a bit is after so many ms, how it is turned, and how much of it is still seen. */
export function placeOf({ x, y, vx, vy, turn }, ms) {
  return {
    x: x + vx * ms,
    y: y + vy * ms + (GRAVITY / 2) * ms * ms,
    angle: turn * ms,
    alpha: Math.min(1, Math.max(0, (FALL_MS - ms) / FADE_MS)),
  };
}

/** Let bits fall over the page, once; nothing where the system asks for less motion. Returns stop, for who cannot wait. */
export function letFall(bits, { page, now = () => performance.now() }) {
  const view = page.defaultView;
  if (asksForLess(view)) return () => {};
  const canvas = page.createElement("canvas");
  canvas.className = "confetti";
  canvas.setAttribute("aria-hidden", "true");
  page.body.append(canvas);
  const pen = sharp(canvas, view);
  const began = now();
  let frame = 0;
  const stop = () => {
    view.cancelAnimationFrame(frame);
    canvas.remove();
  };
  const step = () => {
    const ms = now() - began;
    if (ms >= FALL_MS) return stop();
    pen.clearRect(0, 0, view.innerWidth, view.innerHeight);
    for (const bit of bits) paint(pen, bit, placeOf(bit, ms));
    frame = view.requestAnimationFrame(step);
  };
  frame = view.requestAnimationFrame(step);
  return stop;
}

function sharp(canvas, { innerWidth, innerHeight, devicePixelRatio }) {
  canvas.width = innerWidth * devicePixelRatio;
  canvas.height = innerHeight * devicePixelRatio;
  const pen = canvas.getContext("2d");
  pen.scale(devicePixelRatio, devicePixelRatio);
  return pen;
}

function paint(pen, { size, isBlot, colour }, { x, y, angle, alpha }) {
  pen.save();
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  pen.translate(x, y);
  pen.rotate(angle);
  pen.beginPath();
  if (isBlot) pen.ellipse(0, 0, size * 0.6, size * 0.5, 0, 0, 2 * Math.PI);
  else pen.rect(-size / 2, -size * 0.35, size, size * 0.7 * Math.abs(Math.cos(angle * 2)));
  pen.fill();
  pen.restore();
}
