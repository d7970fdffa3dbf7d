/* What moves only where nobody asked the system for less motion. */

export const LESS_MOTION = "(prefers-reduced-motion: reduce)";

export function asksForLess(view = globalThis) {
  return view.matchMedia(LESS_MOTION).matches;
}
