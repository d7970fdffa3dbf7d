/* How a player is told apart: a colour-blind-safe hue, its lightness, a pattern and an initial. */

const HUES = ["#0072b2", "#e69f00", "#cc79a7", "#56b4e9", "#d55e00"];
const SHADES = [null, "white 38%", "black 34%"];
const PATTERNS = ["plain", "stripes", "dots", "ring"];

/** The looks of colour number 0, 1, 2 …: no two of the first sixty are alike. */
export function coat(colour) {
  const hue = HUES[colour % HUES.length];
  const shade = SHADES[Math.floor(colour / HUES.length) % SHADES.length];
  const pattern = PATTERNS[Math.floor(colour / (HUES.length * SHADES.length)) % PATTERNS.length];
  return { colour: shade ? `color-mix(in oklab, ${hue}, ${shade})` : hue, pattern };
}

export function initial(name) {
  return [...name.trim()][0]?.toUpperCase() ?? "?";
}

/** Dress an element (its .mark shows the initial) as this seat's. */
export function dress(target, { colour, name }) {
  const { colour: paint, pattern } = coat(colour);
  target.style.setProperty("--player", paint);
  target.dataset.pattern = pattern;
  const mark = target.querySelector(".mark");
  if (mark && mark.textContent !== initial(name)) mark.textContent = initial(name);
}
