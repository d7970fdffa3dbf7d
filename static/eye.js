/* The judge's eye: follows the pen, narrows when unsure, widens as confidence rises, blinks, lights up. */

import { asksForLess } from "./motion.js";

const WIDTH = 120;
const MIDDLE = 44;
const CORNER = 10;
const REACH = 15;
const EASE = 0.28;
const BLINK_EVERY_MS = 3_800;
const BLINK_MS = 130;

/** The page's eye once more, wide awake and still. */
export function drawnEye(page = document) {
  const drawn = page.querySelector(".brand .eye").cloneNode(true);
  drawn.querySelector("defs").remove(); // the first one's lids cover this one too
  drawn.classList.add("lit");
  return drawn;
}

export class Eye {
  /** @param {SVGElement} svg the drawing from the page's template */
  constructor(svg, timers = globalThis) {
    this.svg = svg;
    this.timers = timers;
    this.parts = Object.fromEntries([...svg.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.is = { x: 0, y: 0, open: 0.6 };
    this.wants = { x: 0, y: 0, open: 0.6 };
    this.moving = false;
    this.#paint();
    this.blinking = timers.setInterval(() => this.blink(), BLINK_EVERY_MS);
  }

  /** Look towards a place of the square, 0..1 each way. */
  follow(x, y) {
    this.#want({ x: x * 2 - 1, y: y * 2 - 1 });
  }

  /** 0: squints; 1: wide open. Null: nothing to judge. */
  trust(confidence) {
    this.openness = confidence === null ? 0.6 : 0.34 + 0.66 * Math.sqrt(confidence);
    this.#want({ open: this.openness });
  }

  blink() {
    if (asksForLess()) return;
    const open = this.openness ?? 0.6;
    this.#want({ open: 0.03 });
    this.timers.setTimeout(() => this.#want({ open }), BLINK_MS);
  }

  /** At the moment of recognition. */
  light(lit) {
    this.svg.classList.toggle("lit", lit);
    if (lit) this.trust(1);
  }

  close() {
    this.timers.clearInterval(this.blinking);
  }

  #want(change) {
    Object.assign(this.wants, change);
    if (!this.moving) this.#move();
  }

  #move() {
    this.moving = true;
    requestAnimationFrame(() => {
      const ease = asksForLess() ? 1 : EASE;
      let far = 0;
      for (const key of Object.keys(this.is)) {
        const gap = this.wants[key] - this.is[key];
        this.is[key] += gap * ease;
        far = Math.max(far, Math.abs(gap));
      }
      this.#paint();
      if (far > 0.004) this.#move();
      else this.moving = false;
    });
  }

  #paint() {
    const { x, y, open } = this.is;
    const [top, bottom] = [MIDDLE - 62 * open, MIDDLE + 50 * open];
    const lids = `M${CORNER} ${MIDDLE} Q${WIDTH / 2} ${top} ${WIDTH - CORNER} ${MIDDLE} Q${WIDTH / 2} ${bottom} ${CORNER} ${MIDDLE} Z`;
    this.parts.white.setAttribute("d", lids);
    this.parts.hole.setAttribute("d", lids);
    this.parts.lids.setAttribute("d", lids);
    this.parts.iris.setAttribute("transform", `translate(${x * REACH} ${y * REACH * 0.55})`);
    this.parts.pupil.setAttribute("r", String(6.5 + open * 3));
    this.parts.brow.setAttribute("transform", `translate(0 ${-9 * (open - 0.6)})`);
  }
}
