/* The room page as a function of state: which scene is on, its edges, and what is said aloud. */

import { Banner } from "./banner.js";
import { show, write } from "./element.js";
import { phrased, text } from "./language.js";
import { standingOf } from "./state.js";
import { podiumView, revealView } from "./view-after.js";
import { chooseView, nameOf } from "./view-choose.js";
import { doorView } from "./view-door.js";
import { guessView } from "./view-guess.js";
import { lobbyView } from "./view-lobby.js";
import { raceView } from "./view-race.js";
import { TalkView } from "./view-talk.js";

const SCENES = { lobby: "lobby", choosing: "choosing", countdown: "race", drawing: "race", reveal: "reveal", podium: "podium" };

/** @param {{code, packs, desk, clock}} means what the scenes need besides state */
export function roomView(page, means) {
  const root = (id) => page.getElementById(id);
  const scenes = {
    door: doorView(root("door"), means),
    lobby: lobbyView(root("lobby"), means),
    choosing: chooseView(root("choosing"), means),
    race: raceView(root("race"), means),
    guess: guessView(root("guess"), means),
    reveal: revealView(root("reveal")),
    podium: podiumView(root("podium"), means),
  };
  const talk = new TalkView(page);
  const banner = new Banner(root("banner"), means.desk.outbox);
  const view = (state) => {
    const on = sceneOf(state);
    for (const id of Object.keys(scenes)) show(root(id), id === on);
    page.body.dataset.scene = on;
    talk.show(state, on); // its place beside a scene comes before what the scene measures
    page.body.dataset.phase = state.room?.phase ?? "";
    scenes[on](state);
    banner.show(state);
    showEdges(root, page, state, on);
  };
  view.race = scenes.race;
  view.talk = talk;
  view.tick = (state) => scenes[sceneOf(state)].tick?.(state);
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
  write(root("live"), said(state, on));
}

/** For who cannot see the stage: the turns of the game in words. */
function said(state, on) {
  const { room, me } = state;
  if (on === "door") return "";
  const it = room.prompt ? phrased(room.prompt) : "";
  const name = nameOf(room, room.drawer);
  if (room.phase === "choosing") return standingOf(state).draws ? text("choose.head") : text("choose.wait", { name });
  if (room.phase === "countdown") return text("aloud.ready");
  if (on === "guess") return standingOf(state).solved ? text("aloud.solved", { it }) : text("guess.head", { name });
  if (room.phase === "drawing" && room.recognised[me]) return text("aloud.recognised");
  if (room.phase === "drawing") return text("aloud.draw", { it });
  if (room.phase === "podium") return text("aloud.podium");
  if (room.phase === "reveal") return text("aloud.reveal", { it });
  return "";
}
