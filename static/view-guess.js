/* Against the machine, for who guesses and who watches: the drawer's canvas, what the judge thinks, and a field. */

import { show, write } from "./element.js";
import { Judge } from "./judge.js";
import { named, ordinal, text } from "./language.js";
import { solvedPlaces } from "./machine.js";
import { asksForLess } from "./motion.js";
import { MAX_GUESS, MAX_TEXT } from "./protocol.js";
import { standingOf, takesPart } from "./state.js";
import { showTime } from "./view-clock.js";
import { guessersView, Lines } from "./view-lines.js";
import { roundWords } from "./view-scores.js";
import { Picture } from "./wall.js";
import { nameOf } from "./words.js";

const NO_INK = Object.freeze([]);
const SHAKE = ["0", "-7px", "6px", "-4px", "3px", "0"].map((x) => ({ transform: `translateX(${x})` }));
const SHAKE_MS = 320;

export function guessView(root, { clock }) {
  const part = (selector) => root.querySelector(selector);
  const parts = {
    root, part,
    picture: new Picture(part("#shown")),
    judge: new Judge(part(".judge")),
    guessers: guessersView(part(".guessers")),
    lines: new Lines(part(".stream")),
    field: part("#answer"),
    verdict: null,
    use: "",
    round: 0,
  };
  const view = (state) => {
    showDrawing(parts, state);
    showAnswer(parts, state);
    showTime(root, state.room, clock.now());
  };
  view.tick = ({ room }) => showTime(root, room, clock.now());
  view.judge = parts.judge;
  return view;
}

function showDrawing({ root, part, picture, judge, guessers, lines }, state) {
  const { room, ink, looks, me } = state;
  const { solved, isHost, seat } = standingOf(state);
  const name = nameOf(room, room.drawer);
  const known = Boolean(room.recognised[room.drawer]);
  write(part(".task-round"), roundWords(room, me));
  write(part(".prompt"), room.prompt ? named(room.prompt) : text(room.phase === "countdown" ? "guess.ready" : "guess.head", { name }));
  part("#shown").setAttribute("aria-label", text("tile.by", { name }));
  picture.show(ink[room.drawer] ?? NO_INK);
  const guesses = looks[room.drawer]?.guesses ?? [];
  const ready = room.phase === "countdown";
  const asks = guesses.length === 0 && !known && !ready; // for ink, and not whoever guesses
  judge.show(guesses, { prompt: room.prompt, recognised: known ? room.prompt : null, ready, to: asks ? name : null });
  if (known) judge.eye.light(true);
  show(part(".big-stamp"), solved);
  write(part(".big-stamp"), solved ? text("race.stamp", { place: ordinal(solvedPlaces(room.solved).get(me)) }) : "");
  root.classList.toggle("done", solved);
  root.dataset.phase = room.phase;
  guessers(room);
  lines.showRound(room);
  show(part(".controls"), isHost && !seat.plays && room.phase === "drawing");
}

/** The field guesses; who knows it talks there with others who do. Who only watches has none. */
function showAnswer(parts, state) {
  const { part, field } = parts;
  const use = useOf(state);
  const form = part(".answer");
  show(form, use !== "none");
  show(part(".answer-hint"), use === "none");
  write(part(".answer-hint"), use === "none" ? hint(state) : "");
  if (use !== parts.use || state.room.round !== parts.round) {
    Object.assign(parts, { use, round: state.room.round });
    form.dataset.act = use === "talk" ? "say" : "guess";
    field.value = "";
    field.maxLength = use === "talk" ? MAX_TEXT : MAX_GUESS;
    field.placeholder = text(use === "talk" ? "guess.talk" : "guess.field");
    field.setAttribute("aria-label", field.placeholder);
    if (use === "guess") field.focus({ preventScroll: true });
  }
  showVerdict(parts, state);
}

function useOf(state) {
  const { guesses, solved, seat } = standingOf(state);
  if (seat?.muted) return "none";
  if (guesses || (state.room.phase === "countdown" && seat && takesPart(state.room, seat))) return "guess";
  return solved ? "talk" : "none";
}

function hint({ room, me }) {
  const seat = room.seats.find(({ player }) => player === me);
  if (seat?.muted) return text("talk.muted");
  return text(seat?.plays ? "guess.late" : "guess.watching");
}

/** Each verdict is told once: what is wrong stands among the lines, what is right on the sheet. */
function showVerdict(parts, { verdict }) {
  const { part } = parts;
  const close = verdict?.verdict === "close" && parts.use === "guess";
  show(part(".verdict"), close);
  write(part(".verdict"), close ? text("guess.close", { text: verdict.text }) : "");
  if (verdict === parts.verdict) return;
  parts.verdict = verdict;
  if (close && !asksForLess()) part(".answer").animate(SHAKE, SHAKE_MS);
}
