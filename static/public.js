/* Public rooms: which one to join, and the list as it changes. */

import { readListing } from "./protocol.js";

const ASK_MS = 5_000;
const PAUSES = new Set(["lobby", "reveal", "podium"]);

/** Those with a seat free and somebody in them, the best first: one's own language, then company, then no round to wait for. */
export function joinable(rooms, language) {
  const rank = (room) => [room.language === language, room.players, PAUSES.has(room.phase)].map(Number);
  return rooms.filter(({ full, players }) => !full && players > 0).sort((a, b) => compare(rank(b), rank(a)));
}

/** As the server has them, but those in one's own language before others; full ones stay last. */
export function arranged(rooms, language) {
  const rank = (room) => [!room.full, room.language === language].map(Number);
  return [...rooms].sort((a, b) => compare(rank(b), rank(a)));
}

function compare(ranks, others) {
  const at = ranks.findIndex((rank, index) => rank !== others[index]);
  return at < 0 ? 0 : ranks[at] - others[at];
}

/** The list as the server has it now; rejects where there is no answer. */
export async function askRooms(fetch = globalThis.fetch) {
  const answer = await fetch("/rooms.json");
  if (!answer.ok) throw new Error(`rooms.json: ${answer.status}`);
  return (await answer.json()).rooms.map(readListing);
}

/** Hand on the list now and every few seconds while the page is seen; without an answer the last one stands. Returns unbind. */
export function bindRooms(page, shown, { ask = askRooms, timers = globalThis } = {}) {
  const look = () => page.visibilityState === "visible" && ask().then(shown, () => {});
  const timer = timers.setInterval(look, ASK_MS);
  page.addEventListener("visibilitychange", look);
  look();
  return () => {
    timers.clearInterval(timer);
    page.removeEventListener("visibilitychange", look);
  };
}
