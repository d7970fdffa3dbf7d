/* How a player is told apart: a colour-blind-safe hue, its lightness, a pattern and an initial. */

import { MACHINE } from "./protocol.js";

/** Hues of Okabe and Ito, as they are, lightened and darkened. */
const SHADES = [
  ["#0072b2", "#e69f00", "#cc79a7", "#56b4e9", "#d55e00"],
  ["#5091c4", "#edb55e", "#d996ba", "#80c5ef", "#e28452"],
  ["#004a76", "#996900", "#884f6e", "#37779c", "#8e3c00"],
];
const HUES = SHADES[0].length;
const PATTERNS = ["plain", "stripes", "dots", "ring"];
/** Letters on a coat, and what its pattern is painted with: away from the letters, so that they only stand out more. */
const ON_LIGHT = { letter: "#16130d", marking: "rgb(255 255 255 / 65%)" };
const ON_DARK = { letter: "#ffffff", marking: "rgb(0 0 0 / 45%)" };
const DARK = new Set(["#0072b2", ...SHADES[2]]);

/** The looks of colour number 0, 1, 2 …: no two of the first sixty are alike, and the pattern changes with every five hues. */
export function coat(colour) {
  const group = Math.floor(colour / HUES);
  const paint = SHADES[group % SHADES.length][colour % HUES];
  return { colour: paint, pattern: PATTERNS[group % PATTERNS.length], ...(DARK.has(paint) ? ON_DARK : ON_LIGHT) };
}

export function initial(name) {
  return [...name.trim()][0]?.toUpperCase() ?? "?";
}

/** Dress an element (its .mark shows the initial, the machine's its eye) as this seat's. */
export function dress(target, { player, colour, name }) {
  target.dataset.player = player;
  const mark = target.querySelector(".mark");
  if (player === MACHINE) {
    target.dataset.pattern = "eye";
    target.style.setProperty("--player", "var(--accent)");
    return;
  }
  const { colour: paint, pattern, letter, marking } = coat(colour);
  target.style.setProperty("--player", paint);
  target.style.setProperty("--letter", letter);
  target.style.setProperty("--marking", marking);
  target.dataset.pattern = pattern;
  if (mark && mark.textContent !== initial(name)) mark.textContent = initial(name);
}
