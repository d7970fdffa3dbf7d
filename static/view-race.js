/* Countdown and drawing, for who draws and who watches. */

import { show, write } from "./element.js";
import { ghostsOf, haunted } from "./ghosts.js";
import { Judge } from "./judge.js";
import { named, ordinal, text } from "./language.js";
import { Paper } from "./paper.js";
import { standingOf, takesPart } from "./state.js";
import { showTime } from "./view-clock.js";
import { guessersView, Lines } from "./view-lines.js";
import { ranked, roundWords } from "./view-scores.js";
import { Wall } from "./wall.js";
import { settingsView } from "./view-settings.js";

const MANY = 8;
/** A lower strip than this, in px, has no room for names under its tiles. */
const LOW = 100;
/** What stands under a tile, and how small and large one may get; where less would fit, a watcher's wall scrolls. */
const FOR_WATCHERS = { foot: 54, least: 96 };
const FOR_DRAWERS = { foot: 26, least: 0, most: 260 };
const FOR_DRAWERS_IF_TIGHT = { foot: 0, least: 0 };

export function raceView(root, means) {
  const { desk, clock } = means;
  const part = (selector) => root.querySelector(selector);
  const parts = {
    root, part, desk, clock,
    paper: new Paper(part("#paper")),
    judge: new Judge(part(".judge")),
    wall: new Wall(part(".tiles")),
    ofRoom: settingsView(part(".aside .settings"), means),
    guessers: guessersView(part(".guessers")),
    lines: new Lines(part(".stream")),
  };
  const view = (state) => showRace(parts, haunted(state, clock.now()));
  view.tick = (state) => {
    if (ghostsOf(state).length > 0) showCrowd(parts, haunted(state, clock.now()), standingOf(state));
    showTime(root, state.room, clock.now());
  };
  view.paper = parts.paper;
  view.judge = parts.judge;
  return view;
}

function showRace(parts, state) {
  const { root, part } = parts;
  const { room } = state;
  const mine = standingOf(state);
  root.dataset.mode = mine.draws ? "draw" : "watch";
  root.dataset.phase = room.phase;
  write(part(".task-round"), roundWords(room, mine.draws ? state.me : null));
  write(part(".prompt"), room.prompt ? named(room.prompt) : text("race.ready"));
  if (mine.draws) showMine(parts, state, mine);
  else showForAll(parts, state);
  show(part(".controls"), mine.isHost && !mine.seat.plays && room.phase === "drawing"); // before the wall measures its room
  parts.ofRoom(state);
  const against = Boolean(room.drawer);
  for (const name of [".guessers", ".stream"]) show(part(name), against);
  show(part(".tiles"), !against);
  if (against) showGuessers(parts, room);
  else showCrowd(parts, state, mine);
  showTime(root, room, parts.clock.now());
}

/** Against the machine there are no rivals' canvases: who guesses, and what. */
function showGuessers({ root, part, guessers, lines }, room) {
  root.dataset.crowd = "roomy";
  show(part(".crowd-hint"), false);
  guessers(room);
  lines.showRound(room);
}

function showCrowd({ root, part, wall }, state, mine) {
  const { room } = state;
  const drawing = ranked(room.seats).map(({ seat }) => seat).filter((seat) => takesPart(room, seat));
  const others = drawing.filter((seat) => !(mine.draws && seat.player === state.me));
  const places = placesSoFar(room.recognised);
  const lead = mine.draws ? null : surest(state);
  const tight = others.length > MANY || part(".crowd").clientHeight < LOW;
  root.dataset.crowd = tight ? "tight" : "roomy";
  show(part(".crowd-hint"), !mine.draws || others.length === 0);
  write(part(".crowd-hint"), crowdHint(state, mine, others.length));
  wall.show(others.map((seat) => ({ ...tileOf(seat, state, places), lead: seat.player === lead })), state.me);
  wall.fit(others.length, mine.draws ? (tight ? FOR_DRAWERS_IF_TIGHT : FOR_DRAWERS) : FOR_WATCHERS);
}

function showMine({ part, judge, desk, root }, { room, looks, me }, { recognised }) {
  const place = placesSoFar(room.recognised).get(me);
  judge.show(desk.strokes.length > 0 ? looks[me]?.guesses ?? [] : [], {
    prompt: room.prompt, recognised: recognised ? room.prompt : null, ready: room.phase === "countdown",
  });
  show(part(".big-stamp"), recognised);
  write(part(".big-stamp"), recognised ? stampWords(room, place) : "");
  root.classList.toggle("done", recognised);
  part("[data-act=undo]").disabled = recognised || !desk.ink.canUndo;
  part("[data-act=redo]").disabled = recognised || !desk.ink.canRedo;
  part("[data-act=clear]").disabled = recognised || desk.ink.empty;
}

function stampWords({ drawer }, place) {
  return drawer ? text("machine.name") : text("race.stamp", { place: ordinal(place) });
}

/** Watching, the judge speaks of the canvas that it trusts most. */
function showForAll({ judge, root }, state) {
  const { room, looks } = state;
  const player = surest(state);
  const to = room.seats.find((seat) => seat.player === player)?.name ?? null;
  judge.show(looks[player]?.guesses ?? [], { prompt: room.prompt, ready: room.phase === "countdown", to, theirs: true });
  root.classList.remove("done");
}

/** The player whose drawing, not yet recognised, the judge is surest of; null where there is none. */
function surest({ room, looks }) {
  const trust = (player) => looks[player].guesses[0]?.confidence ?? 0;
  const open = Object.keys(looks).filter((player) => !room.recognised[player] && trust(player) > 0);
  return open.sort((a, b) => trust(b) - trust(a))[0] ?? null;
}

function tileOf(seat, { room, ink, looks }, places) {
  const place = places.get(seat.player);
  const guess = place ? { category: room.prompt, confidence: 1 } : looks[seat.player]?.guesses[0];
  return {
    seat,
    packets: ink[seat.player] ?? NO_INK,
    stamped: place ? ordinal(place) : null,
    note: seat.ghost ? "" : String(seat.score),
    under: guess ? { words: named(guess.category), confidence: guess.confidence } : null,
  };
}

const NO_INK = Object.freeze([]);

function crowdHint({ watching, room, ghosts }, { draws, seat }, others) {
  if (draws && room.settings.solo) return ghosts?.round === room.round ? text("solo.no_ghosts") : "";
  if (draws) return text("race.alone");
  if (watching) return others === 0 ? text("race.nobody") : "";
  if (!seat?.plays) return others === 0 ? text("race.nobody") : "";
  return room.round ? text("race.late") : "";
}

/** player → place among those recognised so far; the surer is first within a slot. */
export function placesSoFar(recognised) {
  const order = Object.entries(recognised).sort(([, a], [, b]) => a.at - b.at || b.confidence - a.confidence);
  return new Map(order.map(([player], index) => [player, index + 1]));
}
