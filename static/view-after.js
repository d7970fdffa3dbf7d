/* After drawing: the wall of a round, and the podium of a match. */

import { dress } from "./colours.js";
import { beaten, ghostsOf, haunted, withGhosts } from "./ghosts.js";
import { element, Keyed, show, write } from "./element.js";
import { listed, ordinal, phrased, tenths, text } from "./language.js";
import { standingOf } from "./state.js";
import { settingsView } from "./view-lobby.js";
import { Picture, Wall } from "./wall.js";

const REPLAY_MS = 2_000;
const COUNT_MS = 700;
/** More than these: a list and a wall side by side, where there is space for it. */
const MANY = 5;

export function revealView(root) {
  const part = (selector) => root.querySelector(selector);
  const wall = new Wall(part(".tiles"));
  const scores = scoresOf(part(".scores"));
  root.style.setProperty("--replay", `${REPLAY_MS}ms`);
  return (state) => {
    const { room } = state;
    const ghosts = ghostsOf(state);
    const result = room.results.at(-1);
    const places = placesOf(result);
    const all = haunted(state, Infinity);
    const drew = all.room.seats.filter((seat) => seat.plays && seat.draws_from <= room.round);
    write(part(".reveal-round"), text("race.round", { round: room.round - room.first_round + 1, rounds: room.settings.rounds }));
    write(part(".reveal-prompt"), room.prompt ? phrased(room.prompt) : "");
    write(part(".reveal-words"), ghosts.length > 0 ? text("solo.beaten", { count: ghosts.length, beaten: beaten(ghosts, result, state.me) }) : revealWords(places.size, drew.length));
    const onWall = result ? placesOf(withGhosts(result, ghosts)) : places;
    wall.show(byPlace(drew, onWall).map((seat) => drawn(seat, all.ink[seat.player] ?? [], onWall.get(seat.player), result)));
    scores(state, places);
    root.dataset.crowd = drew.length > MANY ? "many" : "few";
    show(part(".controls"), standingOf(state).isHost);
  };
}

function placesOf(result) {
  return new Map((result?.places ?? []).map((place) => [place.player, place]));
}

function revealWords(recognised, drew) {
  if (drew === 0) return text("reveal.nobody");
  if (recognised === 0) return text("reveal.none");
  if (recognised === drew) return text(drew === 1 ? "reveal.only" : "reveal.all");
  return text("reveal.some", { count: recognised, all: drew });
}

function byPlace(seats, places) {
  const rank = (seat) => places.get(seat.player)?.place ?? Infinity;
  return [...seats].sort((a, b) => rank(a) - rank(b) || 0);
}

function drawn(seat, packets, place, result) {
  return {
    seat,
    packets,
    replayMs: place ? REPLAY_MS : 0,
    stamped: place ? ordinal(place.place) : null,
    note: place && !seat.ghost ? `+${place.points}` : "",
    under: place ? { words: text("tile.took", { seconds: seconds(place.at - result.starts_at) }), confidence: 0 } : null,
  };
}

function seconds(ms) {
  return tenths(Math.max(0, ms) / 1000);
}

/** Who plays, best first; equal scores share a place and stay in the order of the seats. */
export function ranked(seats) {
  const players = seats.filter((seat) => seat.plays).sort((a, b) => b.score - a.score);
  return players.map((seat) => ({ seat, place: players.findIndex(({ score }) => score === seat.score) + 1 }));
}

/** The ranking: best first, new points counted up. */
function scoresOf(parent) {
  const rows = new Keyed(parent, { key: ({ seat }) => seat.player, make: makeScore, update: updateScore, glide: true });
  return ({ room, me }, places, shown = () => true) => {
    rows.show(ranked(room.seats).filter(({ seat }) => shown(seat)).map(({ seat, place }) => ({
      seat, place, mine: seat.player === me, won: places.get(seat.player)?.points ?? 0,
    })));
  };
}

function makeScore({ seat, won }) {
  const row = element("li", { class: "score" },
    element("span", { class: "score-place" }),
    element("span", { class: "mark", "aria-hidden": "true" }),
    element("span", { class: "score-name" }),
    element("span", { class: "score-points" }));
  dress(row, seat);
  row.dataset.shown = String(seat.score - won);
  return row;
}

function updateScore(row, { seat, place, mine }) {
  write(row.querySelector(".score-place"), ordinal(place));
  write(row.querySelector(".score-name"), seat.name);
  row.classList.toggle("mine", mine);
  if (row.dataset.score === String(seat.score)) return;
  row.dataset.score = String(seat.score);
  countUp(row, Number(row.dataset.shown), seat.score);
}

function countUp(row, from, to) {
  const target = row.querySelector(".score-points");
  const began = performance.now();
  const still = from >= to || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const step = () => {
    if (row.dataset.score !== String(to)) return;
    const share = still ? 1 : Math.min(1, (performance.now() - began) / COUNT_MS);
    row.dataset.shown = String(Math.round(from + (to - from) * share));
    write(target, row.dataset.shown);
    if (share < 1) requestAnimationFrame(step);
  };
  step();
}

export function podiumView(root, { packs }) {
  const part = (selector) => root.querySelector(selector);
  const settings = settingsView(root, packs);
  const scores = scoresOf(part(".scores"));
  const pictures = new WeakMap();
  const steps = new Keyed(part(".steps"), {
    key: stepKey,
    make: (entry) => makeStep(entry, pictures),
    update: () => {},
    gone: (step) => pictures.get(step)?.paper.close(),
  });
  return (state) => {
    const { room, best } = state;
    const { isHost } = standingOf(state);
    const seatOf = (player) => room.seats.find((seat) => seat.player === player);
    const standing = room.standings.filter(({ player }) => seatOf(player));
    const first = standing.filter(({ place }) => place === 1).map(({ player }) => seatOf(player).name);
    write(part(".podium-head"), state.record?.round === room.round ? aloneHeadline(state.record) : headline(first, standing));
    const top = standing.slice(0, 3).map((entry) => ({ ...entry, seat: seatOf(entry.player), best: best[entry.player] ?? null }));
    steps.show([top[1], top[0], top[2]].filter(Boolean));
    scores(state, new Map(), (seat) => !top.some(({ player }) => player === seat.player));
    root.dataset.crowd = standing.length > MANY ? "many" : "few";
    settings(state);
    show(part("[data-act=start]"), isHost);
    write(part(".podium-hint"), isHost || state.watching ? "" : text("podium.wait"));
  };
}

function headline(first, standing) {
  if (standing.length === 0 || standing[0].score === 0) return text("podium.none");
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
    best && element("div", { class: "tile-sheet" }, canvas),
    element("p", { class: "step-best" }, best ? text("podium.took", { it: phrased(best.prompt), seconds: seconds(best.tookMs) }) : ""),
    element("div", { class: "step-block" },
      element("span", { class: "mark", "aria-hidden": "true" }),
      element("strong", { class: "step-name" }, seat.name),
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
