/* What this page knows of a room, as a pure function of what arrived. */

import { LINES_KEPT } from "./protocol.js";

export const NOTHING_YET = Object.freeze({
  connection: "connecting", // connecting · open · lost · flooded · away · returning: open, but not in the room again yet
  door: "knocking", // knocking · name · inside: how far into the room we are
  notice: null, // why the last thing asked for was refused
  problem: null, // an error's or closing's name that the page must explain
  me: null,
  watching: false,
  version: 0,
  room: null,
  ink: {},
  looks: {},
  best: {}, // player → the quickest recognised drawing of this match: those this page saw, on the podium all of them
  votes: {}, // player → {votes, needed}: who is to go, by what this page heard
  verdict: null, // {text, verdict} of this player's last guess in this round
  ghosts: null, // practising alone: the earlier drawings of a round, {round, all}
  record: null, // practising alone: how a match compares, {round, points, best, isNew}
  wantsSnapshot: false,
});

export function reduce(state, action) {
  const act = ACTIONS[action.type];
  return act ? act(state, action) : state;
}

const ACTIONS = {
  connection: (state, { connection }) => ({ ...state, connection: connection === "open" ? openAgain(state) : connection }),
  problem: (state, { problem }) => ({ ...(problem === "left" ? NOTHING_YET : state), problem }),
  notice: (state, { notice }) => ({ ...state, notice }),
  entered: (state, { me, watching, snapshot }) => ({
    // Of what was known before, a store that lost something may have less.
    ...taken({ ...state, ink: {} }, snapshot), me, watching, connection: "open", door: "inside", problem: null, notice: null,
  }),
  peeked: (state, { snapshot }) => ({ ...taken(state, snapshot), door: "name" }),
  snapshot: (state, { snapshot }) => taken(state, snapshot),
  verdict: (state, { text, verdict }) => ({ ...state, verdict: { text, verdict } }),
  event: onEvent,
  frame: onFrame,
  ghosts: (state, { round, ghosts }) => ({ ...state, ghosts: { round, all: ghosts } }),
  record: (state, { record }) => ({ ...state, record }),
};

function openAgain({ door, connection }) {
  return door === "inside" && connection !== "open" ? "returning" : "open";
}

function taken(state, { version, room, ink, looks, best }) {
  const seen = state.room?.first_round === room.first_round ? state.best : {};
  const same = state.room?.round === room.round;
  const logs = same ? longer(state.ink, ink) : ink;
  return {
    ...state, version, room, ink: logs, looks, best: { ...seen, ...best }, verdict: same ? state.verdict : null, wantsSnapshot: false,
  };
}

/** Of each player the longer log: frames may have overtaken the snapshot. */
function longer(known, told) {
  const longest = Object.entries(known).filter(([player, log]) => log.length > (told[player]?.length ?? 0));
  return { ...told, ...Object.fromEntries(longest) };
}

function onEvent(state, { version, events }) {
  if (!state.room || version <= state.version) return state;
  if (version > state.version + 1) return { ...state, wantsSnapshot: true };
  return events.reduce((next, event) => ROOM_CHANGES[event.type]?.(next, event) ?? next, { ...state, version });
}

function onFrame(state, { frame }) {
  if (!state.room) return state;
  const behind = frame.version !== undefined && frame.version > state.version;
  const next = behind ? { ...state, wantsSnapshot: true } : state;
  if (frame.round === undefined || frame.round !== state.room.round) return next;
  return withLooks(withInk(next, frame.ink), frame.looks);
}

function withInk(state, ink) {
  const logs = { ...state.ink };
  let gap = false;
  for (const [player, packets] of Object.entries(ink)) {
    const log = logs[player] ?? [];
    const added = following(log.at(-1)?.seq ?? 0, packets);
    gap ||= player !== state.me && added.gap;
    if (added.packets.length > 0) logs[player] = [...log, ...added.packets];
  }
  return { ...state, ink: logs, wantsSnapshot: state.wantsSnapshot || gap };
}

/** The packets after `seq` up to the first gap. */
function following(seq, packets) {
  const next = [];
  for (const packet of packets) {
    if (packet.seq <= seq) continue;
    if (packet.seq !== ++seq) return { packets: next, gap: true };
    next.push(packet);
  }
  return { packets: next, gap: false };
}

function withLooks(state, looks) {
  const newer = Object.entries(looks).filter(([player, look]) => look.seq >= (state.looks[player]?.seq ?? 0));
  return newer.length > 0 ? { ...state, looks: { ...state.looks, ...Object.fromEntries(newer) } } : state;
}

const inRoom = (state, changes) => ({ ...state, room: { ...state.room, ...changes } });
const withSeats = (state, change) => inRoom(state, { seats: state.room.seats.map(change) });

const ROOM_CHANGES = {
  seat_joined: (state, { seat }) => inRoom(state, { seats: [...state.room.seats, seat] }),
  seat_left: onSeatLeft,
  seat_muted: (state, { player, muted }) => withSeats(state, (s) => (s.player === player ? { ...s, muted } : s)),
  vote_cast: (state, { player, votes, needed }) => ({ ...state, votes: { ...state.votes, [player]: { votes, needed } } }),
  seat_present: (state, { player, present }) => withSeats(state, (s) => (s.player === player ? { ...s, present } : s)),
  host_changed: (state, { player }) => inRoom(state, { host: player }),
  settings_changed: (state, { settings }) => inRoom(state, { settings }),
  match_started: (state, { first_round }) => ({
    ...withSeats(inRoom(state, { first_round, results: [], standings: [], machine: 0 }), (seat) => ({ ...seat, score: 0 })),
    best: {},
    votes: {},
  }),
  choosing_started: (state, { round, drawer, offered, ends_at }) =>
    newRound(state, { phase: "choosing", round, drawer, offered, starts_at: null, ends_at }),
  countdown_started: (state, { round, drawer = "", ends_at }) =>
    newRound(state, { phase: "countdown", round, drawer, offered: [], starts_at: ends_at, ends_at }),
  drawing_started: (state, { round, prompt, ends_at }) =>
    inRoom(state, { phase: "drawing", round, prompt, ends_at }),
  recognised: (state, { player, at, seq, confidence }) =>
    inRoom(state, { recognised: { ...state.room.recognised, [player]: { at, seq, confidence } } }),
  solved: (state, { player, at, prompt }) => ({
    ...inRoom(state, { solved: { ...state.room.solved, [player]: at }, prompt: prompt ?? state.room.prompt }),
    wantsSnapshot: state.wantsSnapshot || player === state.me, // for what was said among those who know
  }),
  said: (state, { line }) => inRoom(state, { said: [...(state.room.said ?? []), line].slice(-LINES_KEPT) }),
  round_closed: onRoundClosed,
  match_ended: (state, { standings }) => ({
    ...inRoom(state, { phase: "podium", standings, drawer: "", starts_at: null, ends_at: null }),
    wantsSnapshot: state.wantsSnapshot || missesBest(state),
  }),
};

function onSeatLeft(state, { player }) {
  const { [player]: _, ...votes } = state.votes;
  return { ...inRoom(state, { seats: state.room.seats.filter((seat) => seat.player !== player) }), votes };
}

/** All canvases are empty, and nobody knows anything. */
function newRound(state, changes) {
  return { ...inRoom(state, { prompt: null, recognised: {}, solved: {}, ...changes }), ink: {}, looks: {}, verdict: null };
}

function onRoundClosed(state, { result, scores, ends_at, machine = 0 }) {
  const { settings, results } = state.room;
  const scored = withSeats(state, (seat) => ({ ...seat, score: scores[seat.player] ?? seat.score }));
  const next = inRoom(scored, { phase: "reveal", ends_at, prompt: result.prompt, results: [...results, result], machine });
  const hid = settings.mode === "race" && settings.rivals === false; // others' ink was not sent
  const best = bestOf(state.best, result, (player) => state.ink[player] ?? []);
  return { ...next, best, wantsSnapshot: state.wantsSnapshot || hid };
}

/** The quickest drawings so far, this round's with the packets that `inkOf` has; against the machine, by its first right guess. */
function bestOf(before, { prompt, round, starts_at, places, drawer }, inkOf) {
  const best = { ...before };
  const drawn = drawer ? places.slice(0, 1).map(({ at }) => ({ player: drawer, at })) : places;
  for (const { player, at } of drawn) {
    const tookMs = at - starts_at;
    if (best[player] && best[player].tookMs <= tookMs) continue;
    best[player] = { prompt, round, tookMs, packets: inkOf(player) };
  }
  return best;
}

/** Whether somebody's quickest drawing was in a round that this page did not see. */
function missesBest({ room, best }) {
  const quickest = room.results.reduce((found, result) => bestOf(found, result, () => []), {});
  return Object.entries(quickest).some(([player, { round }]) => best[player]?.round !== round);
}

/** Whether whoever holds the seat draws or guesses in the room's round, and does not wait for the next. */
export function takesPart({ round }, { plays, draws_from }) {
  return plays && draws_from <= round;
}

/** What the seat may do in this room now. */
export function standingOf(state) {
  const { room, me } = state;
  const seat = room?.seats.find(({ player }) => player === me) ?? null;
  const inRound = seat !== null && takesPart(room, seat);
  const solved = Boolean(room?.drawer) && room.solved?.[me] !== undefined;
  return {
    seat, solved,
    isHost: Boolean(seat) && room.host === me,
    draws: inRound && (!room.drawer || room.drawer === me),
    guesses: inRound && Boolean(room.drawer) && room.drawer !== me && !solved && room.phase === "drawing",
    recognised: Boolean(room?.recognised[me]),
  };
}
