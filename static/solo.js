/* Practising alone: what the room's page does by itself where nobody else plays. */

import { readGhost } from "./protocol.js";

/** Returns follow(state), for each new state. @param {{line, memory, dispatch}} means */
export function bindSolo({ line, memory, dispatch }) {
  let begun = false;
  let haunted = 0;
  const start = () => {
    begun = true;
    line.insist("start");
  };
  const meet = ({ round }) => {
    haunted = round;
    const met = ({ ghosts }) => dispatch({ type: "ghosts", round, ghosts: ghosts.map(readGhost) });
    line.socket.ask("ghosts").then(met, () => {}); // then the clock is rival enough
  };
  return ({ room, me, record }) => {
    if (!room?.settings.solo || me === null) return;
    if (room.phase === "lobby" && !begun) start();
    if (room.phase === "drawing" && room.round !== haunted) meet(room);
    if (room.phase === "podium" && record?.round !== room.round) {
      dispatch({ type: "record", record: { round: room.round, ...remember(memory, room, me) } });
    }
  };
}

/** This match's points beside the best that this browser knows of the same match, kept if it is better. */
export function remember(memory, { settings, standings }, me) {
  const points = standings.find(({ player }) => player === me)?.score ?? 0;
  const match = matchOf(settings);
  const before = memory.best(match);
  if (points > before) memory.keepBest(match, points);
  return { points, best: Math.max(points, before), isNew: points > before };
}

/** Matches that can be compared have the same rounds, seconds and words. */
function matchOf({ rounds, seconds, packs, own }) {
  return `${rounds}x${seconds}:${[...packs, ...own].sort().join()}`;
}
