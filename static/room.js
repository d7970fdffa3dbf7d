/* The room page: puts its parts together. */

import { bindCharm } from "./charm.js";
import { asked } from "./choices.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { bindActs } from "./element.js";
import { bindEscape } from "./escape.js";
import { learn, text } from "./language.js";
import { RoomLine } from "./line.js";
import { Memory, pageStorage } from "./memory.js";
import { Packs } from "./packs.js";
import { barActs, bindTheme, pressedTwice } from "./page.js";
import { bindKeys, bindPen } from "./pen.js";
import { bindKeyboard } from "./phone.js";
import { SQUARE } from "./protocol.js";
import { bindWakeUp, socketUrl } from "./socket.js";
import { bindSolo } from "./solo.js";
import { NOTHING_YET, reduce, standingOf } from "./state.js";
import { talkActs } from "./talk.js";
import { roomView } from "./view.js";
import { Wishes } from "./wishes.js";

const TICK_MS = 100;

function main(page) {
  const { code, url, packs } = page.body.dataset;
  const memory = new Memory(pageStorage());
  const clock = new Clock();
  let state = NOTHING_YET;
  const desk = new Desk({
    send: (message) => line.ink(message),
    now: () => clock.now() - (state.room?.starts_at ?? 0),
    changed: () => paint(),
  });
  const wishes = new Wishes(() => soon());
  const view = roomView(page, { code, packs: new Packs(JSON.parse(packs)), wishes, desk, clock });
  const dispatch = (action) => {
    const before = state;
    state = reduce(state, action);
    if (action.now) clock.hint(action.now);
    if (action.type === "entered" && !action.watching) history.replaceState(null, "", location.pathname); // a refresh comes back to the seat
    if (state.room && state.room.round !== before.room?.round && desk.round !== state.room.round) desk.begin(state.room.round);
    if (mayNotDraw(state)) desk.up();
    charm.follow(before, state);
    for (const [player, reaction] of action.frame?.reactions ?? []) view.talk.float(player, reaction);
    solo(state);
    soon();
  };
  const charm = bindCharm(page, { memory, clock, state: () => state });
  const line = new RoomLine({
    code, url: socketUrl(location, code), memory, desk, clock, dispatch, state: () => state,
  });

  const solo = bindSolo({ line, memory, dispatch });
  const soon = oncePerFrame(() => {
    view(state);
    paint();
  });
  let tools = "";
  function paint() {
    const { ink, strokes } = desk;
    view.race.paper.show(strokes);
    const could = [ink.canUndo, ink.canRedo, strokes.length === 0].join();
    if (could !== tools) soon();
    tools = could;
  }
  const notice = (name) => dispatch({ type: "notice", notice: name });
  const actions = actsOf({ page, line, desk, memory, code, url, notice, wishes, menu: view.menu, state: () => state });
  const talking = talkActs({ line, dispatch, language: page.documentElement.lang, reacted: () => view.talk.reacted() });
  bindActs(page, { ...actions, ...charm.acts, ...talking, talk: () => view.talk.toggle() });
  bindKeys(page, actions);
  bindPen(page.getElementById("paper"), penOf(desk, view.race, () => !mayNotDraw(state), () => notice("canvas_full")));
  bindTheme(page);
  bindWakeUp(line);
  bindKeyboard(page);
  bindEscape(page, view.talk);
  setInterval(() => {
    view.tick(state);
    charm.tick(state);
  }, TICK_MS);
  page.getElementById("name").value = memory.name;
  line.enter(firstEntry(memory, code, new URLSearchParams(location.search)));
}

function firstEntry(memory, code, query) {
  if (query.has("watch")) return { kind: "watch" };
  const token = memory.seat(code);
  return token ? { kind: "attach", token } : { kind: "peek" };
}

/** Back to the seat that this browser has here, else to a new one. */
function wayToSit(memory, code) {
  const entry = firstEntry(memory, code, new URLSearchParams());
  return entry.kind === "peek" && memory.name ? joining(memory, code) : entry;
}

/** One token for all tries of one join: a try whose answer was lost may have taken the seat. */
function joining(memory, code) {
  return { kind: "join", name: memory.name, token: memory.tokenFor(code) };
}

function mayNotDraw(state) {
  const { draws, recognised } = standingOf(state);
  return state.room?.phase !== "drawing" || !draws || recognised;
}

function isBetweenMatches({ room }) {
  return room.phase === "lobby" || room.phase === "podium";
}

function penOf(desk, race, may, full) {
  const look = ([x, y]) => race.judge.eye.follow(x / SQUARE, y / SQUARE);
  return {
    down: (x, y) => may() && (desk.full ? full() : desk.down(x, y)),
    move: (points) => {
      if (!desk.stroke && may()) desk.down(...points[0]); // it came down before drawing began
      desk.move(points);
      look(points.at(-1));
    },
    up: () => desk.up(),
    ahead: (points) => desk.stroke && race.paper.show(desk.strokes, points),
    hover: (x, y) => look([x, y]),
  };
}

function actsOf({ page, line, desk, memory, code, url, notice, wishes, menu, state }) {
  const pen = (act) => () => {
    if (mayNotDraw(state())) return;
    act();
    if (state().notice) notice(null);
  };
  return {
    ...barActs(page, memory),
    undo: pen(() => desk.undo()),
    redo: pen(() => desk.redo()),
    clear: pen(() => desk.clear()),
    start: () => line.insist("start"),
    next: () => line.insist("next", { phase: state().room.phase, round: state().room.round }),
    leave: (button) => (isBetweenMatches(state()) || pressedTwice(button)) && line.ask("leave"),
    end: (button) => pressedTwice(button) && line.insist("end"),
    settings: (field) => field.name && change(line, wishes, state, field),
    ...seatActs(line, menu, notice, state),
    join: (form) => {
      memory.name = form.elements.name.value.trim();
      line.enter(joining(memory, code));
    },
    watch: () => line.enter({ kind: "watch" }),
    sit: () => line.enter(wayToSit(memory, code)),
    again: () => line.enter(firstEntry(memory, code, new URLSearchParams())),
    share: (button) => share(button, url),
  };
}

/** What the menu behind a player's name does. */
function seatActs(line, menu, notice, state) {
  const about = (ask, more = () => ({})) => line.insist(ask, { player: menu.player, ...more() });
  return {
    seat: (name) => {
      if (state().notice) notice(null); // it was about something else
      menu.open(name.dataset.player, state());
    },
    seat_close: () => menu.close(),
    mute: () => about("mute", () => ({ muted: !menu.seat.muted })),
    vote: () => about("vote"),
    kick: (button) => pressedTwice(button) && about("kick"),
  };
}

/** One setting; the server keeps the others. A refused one goes back to what it was. */
async function change(line, wishes, state, field) {
  const [name, value] = asked(wishes.over(state().room.settings), field);
  wishes.wish(name, value);
  const taken = await line.insist("settings", { [name]: value });
  wishes.answered(name, value, taken !== null, state().room?.settings);
}

/** Hand the link to the phone's own sharing, else to the clipboard, else show it selected. */
async function share(button, url) {
  if (navigator.share) {
    return navigator.share({ title: "Inkrace", url }).catch((error) => {
      if (error.name !== "AbortError") throw error; // the player closed the sheet
    });
  }
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(url);
    button.textContent = text("lobby.copied");
  } else {
    globalThis.prompt(text("lobby.link"), url); // plain http has no clipboard
  }
}

function oncePerFrame(act) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  };
}

await learn(document);
main(document);
