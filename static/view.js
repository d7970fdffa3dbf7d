/* The room page as a function of state: which scene is on, its edges, and what is said aloud. */

import { Aloud, turnWords } from "./aloud.js";
import { Banner } from "./banner.js";
import { show, write } from "./element.js";
import { text } from "./language.js";
import { murmured, UNHEARD } from "./murmur.js";
import { standingOf } from "./state.js";
import { podiumView, revealView } from "./view-after.js";
import { chooseView } from "./view-choose.js";
import { doorView } from "./view-door.js";
import { guessView } from "./view-guess.js";
import { lobbyView } from "./view-lobby.js";
import { raceView } from "./view-race.js";
import { SeatMenu } from "./view-seat.js";
import { TalkView } from "./view-talk.js";

const SCENES = { lobby: "lobby", choosing: "choosing", countdown: "race", drawing: "race", reveal: "reveal", podium: "podium" };

/** @param {{code, packs, wishes, desk, clock}} means what the scenes need besides state */
export function roomView(page, means) {
  const root = (id) => page.getElementById(id);
  const aloud = new Aloud(root("live"));
  const scenes = {
    door: doorView(root("door"), means),
    lobby: lobbyView(root("lobby"), means),
    choosing: chooseView(root("choosing"), means),
    race: raceView(root("race"), means),
    reveal: revealView(root("reveal"), means),
    guess: guessView(root("guess"), means),
    podium: podiumView(root("podium"), means),
  };
  const talk = new TalkView(page);
  const banner = new Banner(root("banner"), means.desk.outbox);
  const menu = new SeatMenu(root("seat"));
  let murmur = UNHEARD;
  const view = (state) => {
    const on = sceneOf(state);
    const left = Object.keys(scenes).some((id) => id !== on && root(id).contains(page.activeElement));
    for (const id of Object.keys(scenes)) show(root(id), id === on);
    if (left) root("stage").focus({ preventScroll: true }); // else the keyboard's place on the page is lost
    page.body.dataset.scene = on;
    talk.show(state, on); // its place beside a scene comes before what the scene measures
    page.body.dataset.phase = state.room?.phase ?? "";
    scenes[on](state);
    menu.show(state);
    aloud.turn(turnWords(state));
    listen(state);
    aloud.guess(scenes[on].judge?.guess ?? "");
    banner.show(state);
    showEdges(root, page, state, on);
  };
  const listen = (state) => {
    const heard = murmured(murmur, state, performance.now());
    murmur = heard.murmur;
    aloud.own(heard.own);
    aloud.others(heard.others);
  };
  view.race = scenes.race;
  view.menu = menu;
  view.talk = talk;
  view.tick = (state) => {
    scenes[sceneOf(state)].tick?.(state);
    listen(state);
  };
  return view;
}

export function sceneOf(state) {
  if (state.door !== "inside" || !state.room || state.problem) return "door";
  const scene = SCENES[state.room.phase];
  return scene === "race" && state.room.drawer && !standingOf(state).draws ? "guess" : scene;
}

function showEdges(root, page, state, on) {
  const { seat, isHost } = standingOf(state);
  const role = state.watching ? text("bar.watching") : isHost && !seat.plays ? text("bar.hosting") : "";
  show(root("leave"), on !== "door" && Boolean(seat));
  show(root("role"), role !== "");
  write(root("role"), role);
  show(page.querySelector(".join-next"), on !== "door" && state.watching && ["lobby", "podium", "reveal"].includes(state.room.phase));
}
