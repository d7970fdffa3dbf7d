/* Ghosts as rivals: earlier drawings, shown as if they were drawn beside one's own. */

import { text } from "./language.js";

/** ghost → what was shown of it: the same list as long as nothing is added, so that nothing is painted again. */
const drawn = new WeakMap();

/** What this room looks like at `now` (store clock, ms) with the ghosts of its round in it. */
export function haunted(state, now) {
  const { room } = state;
  const ghosts = ghostsOf(state);
  if (ghosts.length === 0 || room.starts_at === null) return state;
  const [ink, recognised] = [{ ...state.ink }, { ...room.recognised }];
  const seats = ghosts.map((ghost, index) => {
    const seat = seatOf(index + 1);
    ink[seat.player] = packetsUntil(ghost, now - room.starts_at);
    const at = room.starts_at + ghost.tookMs;
    if (at <= now) recognised[seat.player] = { at, seq: ghost.packets.at(-1).seq, confidence: 0 };
    return seat;
  });
  return { ...state, ink, room: { ...room, recognised, seats: [...room.seats, ...seats] } };
}

/** Those of this round; none where nobody practises, or where they are not known yet. */
export function ghostsOf({ room, ghosts }) {
  return room?.settings.solo && ghosts?.round === room.round ? ghosts.all : [];
}

/** How many of them were slower than this player in the round of that result. */
export function beaten(ghosts, { starts_at, places }, player) {
  const own = places.find((place) => place.player === player);
  return own ? ghosts.filter(({ tookMs }) => tookMs > own.at - starts_at).length : 0;
}

/** The result with places for the ghosts, who get no points. */
export function withGhosts(result, ghosts) {
  if (ghosts.length === 0) return result; // equal places stay equal
  const theirs = ghosts.map(({ tookMs }, index) => ({
    player: seatOf(index + 1).player, at: result.starts_at + tookMs, points: null, confidence: 0,
  }));
  const order = [...result.places, ...theirs].sort((a, b) => a.at - b.at);
  return { ...result, places: order.map((place, index) => ({ ...place, place: index + 1 })) };
}

function seatOf(number) {
  return {
    player: `ghost${number}`, name: text("solo.ghost", { number }), colour: number, ghost: true,
    plays: true, present: true, score: 0, draws_from: 0,
  };
}

function packetsUntil(ghost, ms) {
  const shown = drawn.get(ghost) ?? [];
  const until = ghost.packets.findIndex(({ tMs }) => tMs > ms);
  const count = until < 0 ? ghost.packets.length : until;
  if (count === shown.length) return shown;
  const packets = ghost.packets.slice(0, count);
  drawn.set(ghost, packets);
  return packets;
}
