/* After drawing: the wall of a round, and the podium of a match. */

import { dress } from "./colours.js";
import { beaten, ghostsOf, haunted, withGhosts } from "./ghosts.js";
import { element, Keyed, show, write } from "./element.js";
import { drawnEye } from "./eye.js";
import { lines, listed, ordinal, phrased, text } from "./language.js";
import { machineSeat } from "./machine.js";
import { MACHINE } from "./protocol.js";
import { standingOf, takesPart } from "./state.js";
import { nameButton, writeName } from "./view-seat.js";
import { outcomeView, secondsOf, took } from "./view-outcome.js";
import { roundWords, scoresOf } from "./view-scores.js";
import { inTheWay, settingsView } from "./view-settings.js";
import { Picture, Wall } from "./wall.js";

const REPLAY_MS = 2_000;
/** More than these: a list and a wall side by side, where there is space for it. */
const MANY = 5;

export function revealView(root, means) {
  const part = (selector) => root.querySelector(selector);
  const wall = new Wall(part(".tiles"));
  const scores = scoresOf(part(".scores"));
  const ofRoom = settingsView(part(".aside .settings"), means);
  const outcome = outcomeView(root);
  root.style.setProperty("--replay", `${REPLAY_MS}ms`);
  return (state) => {
    const { room } = state;
    const ghosts = ghostsOf(state);
    const result = room.results.at(-1);
    const all = haunted(state, Infinity);
    const drew = drewIn(all.room, result);
    const sheets = drew.filter(({ player }) => all.ink[player]?.length > 0);
    write(part(".reveal-round"), roundWords(room, null));
    write(part(".reveal-prompt"), room.prompt ? phrased(room.prompt) : "");
    write(part(".reveal-words"), result?.drawer ? outcome.words(room, result) : wordsOf(ghosts, result, sheets, state.me));
    const places = placesOf(result && withGhosts(result, ghosts));
    part(".wall").style.setProperty("--columns", columnsOf(drew.length));
    wall.show(byPlace(drew, places).map((seat) => drawn(seat, all.ink[seat.player] ?? [], places.get(seat.player), result)), state.me);
    outcome.show(state, result);
    scores(state, pointsOf(result));
    root.dataset.crowd = drew.length > MANY ? "many" : "few";
    show(part(".controls"), standingOf(state).isHost);
    ofRoom(state);
  };
}

/** One row of a few; of more, rather wide than high. */
function columnsOf(drawings) {
  return drawings > MANY ? Math.ceil(Math.sqrt(1.4 * drawings)) : Math.max(1, drawings);
}

/** How many of the sheets with ink were known; alone, how many of the ghosts were beaten. */
function wordsOf(ghosts, result, sheets, me) {
  if (ghosts.length > 0) return text("solo.beaten", { count: ghosts.length, beaten: beaten(ghosts, result, me) });
  const recognised = placesOf(result).size;
  return revealWords(recognised, Math.max(recognised, sheets.length)); // who was recognised may have left
}

function placesOf(result) {
  return new Map((result?.places ?? []).map((place) => [place.player, place]));
}

/** Whose drawings a round has: of all who took part, or against the machine of one. */
function drewIn(room, result) {
  const drew = room.seats.filter((seat) => takesPart(room, seat));
  return result?.drawer ? drew.filter(({ player }) => player === result.drawer) : drew;
}

/** player → what this round gave, the machine's too. */
function pointsOf(result) {
  if (!result) return new Map();
  const { places, drawer, drawer_points: drawers, machine_points: machines = 0 } = result;
  const won = places.map(({ player, points }) => [player, points]);
  return new Map([...won, ...(drawer ? [[drawer, drawers], [MACHINE, machines]] : [])]);
}

function revealWords(recognised, drawn) {
  if (drawn === 0) return text("reveal.nobody");
  if (recognised === 0) return text("reveal.none");
  if (recognised === drawn) return text(drawn === 1 ? "reveal.only" : "reveal.all");
  return text("reveal.some", { count: recognised, all: drawn });
}

function byPlace(seats, places) {
  const rank = (seat) => places.get(seat.player)?.place ?? Infinity;
  return [...seats].sort((a, b) => rank(a) - rank(b) || 0);
}

function drawn(seat, packets, place, result) {
  const drawers = result?.drawer_points ? `+${result.drawer_points}` : "";
  return {
    seat,
    packets,
    replayMs: place || result?.drawer ? REPLAY_MS : 0,
    stamped: place ? ordinal(place.place) : null,
    note: place && !seat.ghost ? `+${place.points}` : drawers,
    under: place ? { words: took(place.at - result.starts_at), confidence: 0 } : null,
  };
}

export function podiumView(root, means) {
  const part = (selector) => root.querySelector(selector);
  const settings = settingsView(part(".settings"), means);
  const scores = scoresOf(part(".scores"));
  const pictures = new WeakMap();
  const steps = new Keyed(part(".steps"), {
    key: stepKey,
    make: (entry) => makeStep(entry, pictures),
    update: (step, { seat, me }) => writeName(step.querySelector(".step-name"), seat, me),
    gone: (step) => pictures.get(step)?.paper.close(),
  });
  return (state) => {
    const { room, best, me } = state;
    const { isHost } = standingOf(state);
    const seatOf = (player) => (player === MACHINE ? machineSeat(room) : room.seats.find((seat) => seat.player === player));
    const standing = room.standings.filter(({ player }) => seatOf(player));
    const first = standing.filter(({ place }) => place === 1).map(({ player }) => seatOf(player).name);
    write(part(".podium-head"), state.record?.round === room.round ? aloneHeadline(state.record) : headline(room, first, standing));
    const top = standing.slice(0, 3).map((entry) => ({ ...entry, me, seat: seatOf(entry.player), best: best[entry.player] ?? null }));
    steps.show([top[1], top[0], top[2]].filter(Boolean));
    scores(state, new Map(), (seat) => !top.some(({ player }) => player === seat.player));
    root.dataset.crowd = standing.length > MANY ? "many" : "few";
    settings(state);
    const obstacle = inTheWay(room, room.seats.filter((seat) => seat.plays).length);
    show(part("[data-act=start]"), isHost);
    part("[data-act=start]").disabled = obstacle !== "";
    write(part(".podium-hint"), isHost ? obstacle : state.watching ? "" : text("podium.wait"));
  };
}

function headline({ round }, first, standing) {
  if (standing.length === 0 || standing[0].score === 0) return text("podium.none");
  const variants = lines("podium.machine");
  if (first.length === 1 && standing[0].player === MACHINE) return variants[round % variants.length];
  return text("podium.wins", { names: listed(first), count: first.length });
}

/** What a match alone came to, beside this browser's best. */
function aloneHeadline({ points, best, isNew }) {
  if (points === 0) return text("podium.none");
  return isNew ? text("solo.new_best", { count: points }) : text("solo.best", { count: points, best });
}

/** A step is made anew when its drawing comes late. */
function stepKey({ seat, place, best }) {
  return `${seat.player} ${place} ${best?.round ?? ""}`;
}

function makeStep({ seat, place, score, best }, pictures) {
  const canvas = element("canvas", { class: "sheet", role: "img", "aria-label": text("podium.best", { name: seat.name }) });
  const made = element("li", { class: "step", "data-place": place },
    best ? element("div", { class: "tile-sheet" }, canvas) : null,
    seat.player === MACHINE ? element("div", { class: "step-eye" }, drawnEye()) : null,
    element("p", { class: "step-best" }, best ? text("podium.took", { it: phrased(best.prompt), seconds: secondsOf(best.tookMs) }) : ""),
    element("div", { class: "step-block" },
      element("span", { class: "mark", "aria-hidden": "true" }),
      nameButton("step-name"),
      element("span", { class: "step-place" }, ordinal(place)),
      element("span", { class: "step-score" }, text("podium.points", { count: score }))));
  dress(made, seat);
  if (best) {
    const picture = new Picture(canvas);
    pictures.set(made, picture);
    picture.show(best.packets, REPLAY_MS);
  }
  return made;
}
