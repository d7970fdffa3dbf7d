/* The room page as a function of state: which scene is on, its edges, and what is said aloud. */

import { Aloud, turnWords } from "./aloud.js";
import { Banner } from "./banner.js";
import { show, write } from "./element.js";
import { text } from "./language.js";
import { standingOf } from "./state.js";
import { podiumView, revealView } from "./view-after.js";
import { doorView } from "./view-door.js";
import { lobbyView } from "./view-lobby.js";
import { raceView } from "./view-race.js";
import { SeatMenu } from "./view-seat.js";

const SCENES = { lobby: "lobby", countdown: "race", drawing: "race", reveal: "reveal", podium: "podium" };

/** @param {{code, packs, wishes, desk, clock}} means what the scenes need besides state */
export function roomView(page, means) {
  const root = (id) => page.getElementById(id);
  const aloud = new Aloud(root("live"));
  const scenes = {
    door: doorView(root("door"), means),
    lobby: lobbyView(root("lobby"), means),
    race: raceView(root("race"), means),
    reveal: revealView(root("reveal"), means),
    podium: podiumView(root("podium"), means),
  };
  const banner = new Banner(root("banner"), means.desk.outbox);
  const menu = new SeatMenu(root("seat"));
  const view = (state) => {
    const on = sceneOf(state);
    const left = Object.keys(scenes).some((id) => id !== on && root(id).contains(page.activeElement));
    for (const id of Object.keys(scenes)) show(root(id), id === on);
    if (left) root("stage").focus({ preventScroll: true }); // else the keyboard's place on the page is lost
    page.body.dataset.scene = on;
    page.body.dataset.phase = state.room?.phase ?? "";
    scenes[on](state);
    menu.show(state);
    aloud.turn(turnWords(state));
    aloud.guess(on === "race" ? scenes.race.judge.guess : "");
    banner.show(state);
    showEdges(root, page, state, on);
  };
  view.race = scenes.race;
  view.menu = menu;
  view.tick = (state) => sceneOf(state) === "race" && scenes.race.tick(state);
  return view;
}

export function sceneOf(state) {
  if (state.door !== "inside" || !state.room || state.problem) return "door";
  return SCENES[state.room.phase];
}

function showEdges(root, page, state, on) {
  const { seat, isHost } = standingOf(state);
  const role = state.watching ? text("bar.watching") : isHost && !seat.plays ? text("bar.hosting") : "";
  show(root("leave"), on !== "door" && Boolean(seat));
  show(root("role"), role !== "");
  write(root("role"), role);
  show(page.querySelector(".join-next"), on !== "door" && state.watching && ["lobby", "podium", "reveal"].includes(state.room.phase));
}
