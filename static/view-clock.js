/* What is left of a phase: the ring that drains, its seconds, and the large count before drawing. */

import { element, show, write } from "./element.js";
import { CHOOSE_MS, COUNTDOWN_MS } from "./protocol.js";

const HURRY_SECONDS = 5;
const WHOLE_MS = { choosing: CHOOSE_MS, countdown: COUNTDOWN_MS };

/** Show in this scene what is left of the room's phase. */
export function showTime(root, room, now) {
  const leftMs = Math.max(0, (room.ends_at ?? 0) - now);
  const seconds = Math.ceil(leftMs / 1000);
  const counting = room.phase === "countdown";
  const wholeMs = WHOLE_MS[room.phase] ?? room.settings.seconds * 1000;
  const large = root.querySelector(".count");
  if (large) show(large, counting);
  if (large && counting) count(large, Math.min(COUNTDOWN_MS / 1000, Math.max(1, seconds)));
  root.querySelector(".ring-left").style.strokeDashoffset = String(100 - Math.min(100, (100 * leftMs) / wholeMs));
  write(root.querySelector(".ring-seconds"), counting ? "" : String(seconds));
  root.classList.toggle("hurry", !counting && seconds <= HURRY_SECONDS);
}

/** Each number is its own element, so that it comes in anew. */
function count(target, number) {
  if (target.textContent !== String(number)) target.replaceChildren(element("span", {}, String(number)));
}
