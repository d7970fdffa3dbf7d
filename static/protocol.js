/* The wire's names and limits, and its forms turned into ours; docs/protocol.md is the contract. */

export const ASKS = Object.freeze([
  "make", "join", "attach", "watch", "settings", "start", "next", "end", "leave", "snapshot", "clock",
  "choose", "guess", "say", "react", "kick", "vote", "mute", "ghosts",
]);
export const INK = "ink";
export const SERVER_EVENTS = Object.freeze(["event", "snapshot", "frame", "error", "closed"]);
export const ROOM_EVENTS = Object.freeze([
  "seat_joined", "seat_left", "seat_kicked", "seat_muted", "vote_cast", "seat_present", "host_changed",
  "settings_changed", "match_started", "choosing_started", "countdown_started", "drawing_started", "recognised",
  "solved", "said", "round_closed", "match_ended",
]);
export const ERRORS = Object.freeze([
  "bad_message", "unknown_event", "bad_name", "unknown_room", "too_many_tries", "room_full", "bad_token",
  "no_seat", "already_here", "not_host", "wrong_phase", "bad_settings", "wrong_order", "canvas_full", "store_away",
  "too_few", "not_drawer", "not_offered", "knows_already", "muted", "gives_away", "bad_text", "too_fast", "kicked",
  "not_yourself", "no_voice", "protected", "not_solo", "many_guesses",
]);
export const CLOSED_REASONS = Object.freeze(["replaced", "flooded", "restarting", "left", "kicked", "expired"]);
export const PHASES = Object.freeze(["lobby", "choosing", "countdown", "drawing", "reveal", "podium"]);
export const MODES = Object.freeze(["race", "machine"]);
export const SCORINGS = Object.freeze(["speed", "first", "same", "steady"]);
export const REACTIONS = Object.freeze(["clap", "laugh", "wow", "heart", "fire", "cry"]);
/** The judge as one of those who score. */
export const MACHINE = "machine";
export const THRESHOLDS = Object.freeze(["easy", "normal", "strict"]);

export const SQUARE = 1024;
export const MAX_PACKET_POINTS = 128;
export const MAX_POINTS = 4000;
export const MAX_ROUND_POINTS = 12_000;
export const MAX_PACKETS = 4000;
export const MAX_T_MS = 3_600_000;
export const PACKET_MS = 33;
export const CODE_LENGTH = 5;
export const MAX_NAME = 24;
export const ROUNDS = Object.freeze({ least: 1, most: 20 });
export const SECONDS = Object.freeze({ least: 5, most: 120 });
export const PLAYERS = Object.freeze({ least: 2, most: 60 });
export const MAX_TEXT = 120;
export const MAX_GUESS = 60;
export const LINES_KEPT = 30;
export const CHOOSE_MS = 10_000;
export const COUNTDOWN_MS = 3_000;
/** Whoever sent too much is not heard before. */
export const FLOODED_MS = 10_000;
export const PAD = "pad";
export const PAD_ROUND = 0;

/** Whole points [[x, y], …] as the wire has them: the first absolute, the rest differences. */
export function toDeltas(points) {
  const flat = [];
  let [beforeX, beforeY] = [0, 0];
  for (const [x, y] of points) {
    flat.push(x - beforeX, y - beforeY);
    [beforeX, beforeY] = [x, y];
  }
  return flat;
}

/** The other way round. */
export function fromDeltas(flat) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    points.push([x, y]);
  }
  return points;
}

/** One entry of an ink log from its wire form. */
export function readPacket([seq, tMs, op, stroke = 0, up = 0, flat = []]) {
  return { seq, tMs, op, stroke, up: up === 1, points: fromDeltas(flat) };
}

/** What `ink` carries for this packet. */
export function inkMessage(round, packet) {
  const head = [round, packet.seq, packet.tMs, packet.op];
  return packet.op === "draw" ? [...head, packet.stroke, packet.up ? 1 : 0, toDeltas(packet.points)] : head;
}

export function readLook([seq, guesses]) {
  return { seq, guesses: guesses.map(([category, confidence]) => ({ category, confidence })) };
}

function mapped(values, read) {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, read(value)]));
}

const readLog = (log) => log.map(readPacket);

/** An earlier drawing, of nobody in particular. */
export function readGhost({ took_ms: tookMs, ink }) {
  return { tookMs, packets: readLog(ink) };
}

function readBest({ round, prompt, took_ms: tookMs, ink }) {
  return { round, prompt, tookMs, packets: readLog(ink) };
}

export function readSnapshot({ version, now, room, ink, looks, best }) {
  return { version, now, room, ink: mapped(ink, readLog), looks: mapped(looks, readLook), best: mapped(best, readBest) };
}

export function readFrame(frame) {
  return {
    ...frame,
    ink: mapped(frame.ink, readLog),
    looks: mapped(frame.looks, readLook),
    reactions: frame.reactions ?? [],
  };
}

/** A public room in short, with the strokes that may be seen of it. */
export function readListing(listing) {
  return { ...listing, ink: listing.ink.map(fromDeltas) };
}
