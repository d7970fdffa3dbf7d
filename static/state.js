/* What this page knows of a room, as a pure function of what arrived. */

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
    ...taken(state, snapshot), me, watching, connection: "open", door: "inside", problem: null, notice: null,
  }),
  peeked: (state, { snapshot }) => ({ ...taken(state, snapshot), door: "name" }),
  snapshot: (state, { snapshot }) => taken(state, snapshot),
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
  const logs = state.room?.round === room.round ? longer(state.ink, ink) : ink;
  return { ...state, version, room, ink: logs, looks, best: { ...seen, ...best }, wantsSnapshot: false };
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
  seat_left: (state, { player }) => inRoom(state, { seats: state.room.seats.filter((s) => s.player !== player) }),
  seat_present: (state, { player, present }) => withSeats(state, (s) => (s.player === player ? { ...s, present } : s)),
  host_changed: (state, { player }) => inRoom(state, { host: player }),
  settings_changed: (state, { settings }) => inRoom(state, { settings }),
  match_started: (state, { first_round }) => ({
    ...withSeats(inRoom(state, { first_round, results: [], standings: [] }), (seat) => ({ ...seat, score: 0 })),
    best: {},
  }),
  countdown_started: (state, { round, ends_at }) => ({
    ...inRoom(state, { phase: "countdown", round, prompt: null, starts_at: ends_at, ends_at, recognised: {} }),
    ink: {},
    looks: {},
  }),
  drawing_started: (state, { round, prompt, ends_at }) =>
    inRoom(state, { phase: "drawing", round, prompt, ends_at }),
  recognised: (state, { player, at, seq, confidence }) =>
    inRoom(state, { recognised: { ...state.room.recognised, [player]: { at, seq, confidence } } }),
  round_closed: onRoundClosed,
  match_ended: (state, { standings }) => ({
    ...inRoom(state, { phase: "podium", standings, starts_at: null, ends_at: null }),
    wantsSnapshot: state.wantsSnapshot || missesBest(state),
  }),
};

function onRoundClosed(state, { result, scores, ends_at }) {
  const scored = withSeats(state, (seat) => ({ ...seat, score: scores[seat.player] ?? seat.score }));
  const next = inRoom(scored, { phase: "reveal", ends_at, prompt: result.prompt, results: [...state.room.results, result] });
  return { ...next, best: bestOf(state.best, result, (player) => state.ink[player] ?? []) };
}

/** The quickest drawings so far, this round's with the packets that `inkOf` has. */
function bestOf(before, { prompt, round, starts_at, places }, inkOf) {
  const best = { ...before };
  for (const { player, at } of places) {
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

/** What the seat may do in this room now. */
export function standingOf(state) {
  const { room, me } = state;
  const seat = room?.seats.find(({ player }) => player === me) ?? null;
  const draws = Boolean(seat?.plays) && seat.draws_from <= room.round;
  return { seat, isHost: Boolean(seat) && room.host === me, draws, recognised: Boolean(room?.recognised[me]) };
}
