/* The room page: puts its parts together. */

import { bindCharm } from "./charm.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { bindActs } from "./element.js";
import { learn, text } from "./language.js";
import { RoomLine } from "./line.js";
import { Memory, newToken, pageStorage } from "./memory.js";
import { barActs, bindTheme, pressedTwice } from "./page.js";
import { bindKeys, bindPen } from "./pen.js";
import { SQUARE } from "./protocol.js";
import { bindWakeUp, socketUrl } from "./socket.js";
import { bindSolo } from "./solo.js";
import { NOTHING_YET, reduce, standingOf } from "./state.js";
import { roomView } from "./view.js";

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
  const view = roomView(page, { code, packs: JSON.parse(packs), desk, clock });
  const dispatch = (action) => {
    const before = state;
    state = reduce(state, action);
    if (action.now) clock.hint(action.now);
    if (action.type === "entered" && !action.watching) history.replaceState(null, "", location.pathname); // a refresh comes back to the seat
    if (state.room && state.room.round !== before.room?.round && desk.round !== state.room.round) desk.begin(state.room.round);
    if (mayNotDraw(state)) desk.up();
    charm.follow(before, state);
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
  const actions = actsOf({ page, line, desk, memory, code, url, notice, state: () => state });
  bindActs(page, { ...actions, ...charm.acts });
  bindKeys(page, actions);
  bindPen(page.getElementById("paper"), penOf(desk, view.race, () => !mayNotDraw(state), () => notice("canvas_full")));
  bindTheme(page);
  bindWakeUp(line);
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
  return entry.kind === "peek" && memory.name ? joining(memory.name) : entry;
}

/** One token for all tries of one join: a try whose answer was lost may have taken the seat. */
function joining(name) {
  return { kind: "join", name, token: newToken() };
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

function actsOf({ page, line, desk, memory, code, url, notice, state }) {
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
    start: () => line.ask("start"),
    next: () => line.ask("next"),
    leave: (button) => (isBetweenMatches(state()) || pressedTwice(button)) && line.ask("leave"),
    end: (button) => pressedTwice(button) && line.ask("end"),
    settings: (field) => change(line, field),
    join: (form) => {
      memory.name = form.elements.name.value.trim();
      line.enter(joining(memory.name));
    },
    watch: () => line.enter({ kind: "watch" }),
    sit: () => line.enter(wayToSit(memory, code)),
    again: () => line.enter(firstEntry(memory, code, new URLSearchParams())),
    share: (button) => share(button, url),
  };
}

const NUMBERS = new Set(["rounds", "seconds"]);

/** One setting; the server keeps the others. A refused one goes back to what it was: a field that has the focus is left alone. */
async function change(line, field) {
  const { name, value } = field;
  const taken = await line.ask("settings", { [name]: NUMBERS.has(name) ? Number(value) : value });
  if (!taken) field.blur();
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
