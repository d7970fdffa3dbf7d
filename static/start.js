/* The start page: a pad that works alone, and the ways into a room. */

import { Aloud } from "./aloud.js";
import { Desk } from "./desk.js";
import { bindActs, show, write } from "./element.js";
import { Judge } from "./judge.js";
import { learn } from "./language.js";
import { Memory, pageStorage } from "./memory.js";
import { barActs, bindTheme } from "./page.js";
import { Paper } from "./paper.js";
import { bindKeys, bindPen } from "./pen.js";
import { FLOODED_MS, INK, MAX_POINTS, PAD, PAD_ROUND, readFrame, SQUARE } from "./protocol.js";
import { arranged, bindRooms } from "./public.js";
import { bindWakeUp, Socket, socketUrl } from "./socket.js";
import { publicView } from "./view-public.js";
import { waysOf } from "./ways.js";
import { problemLine } from "./words.js";

function main(page) {
  const memory = new Memory(pageStorage());
  const paper = new Paper(page.getElementById("paper"));
  const judge = new Judge(page.querySelector(".judge"));
  const aloud = new Aloud(page.getElementById("live"));
  const began = performance.now();
  const waiting = [];
  const desk = new Desk({
    send: (message) => socket.send(INK, message),
    now: () => performance.now() - began,
    changed: () => showDesk(page, desk, paper, judge),
  });
  const socket = new Socket(socketUrl(location), {
    // The pad lives as long as its connection: a new one gets all of it.
    open: () => {
      trouble(page, null);
      if (desk.outbox.kept.length === desk.packets.length) desk.outbox.resend();
      else desk.anew();
      for (const go of waiting.splice(0)) go();
    },
    lost: () => waiting.length > 0 && trouble(page, "no_answer"),
    event: (name, data) => onEvent({ page, judge, aloud, socket, desk }, name, data),
  });
  const connected = () => {
    socket.open();
    return socket.connected ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
  };
  bindPen(page.getElementById("paper"), penOf({ page, socket, desk, paper, judge }));
  const ways = waysOf({ page, memory, socket, connected, trouble: (name) => trouble(page, name) });
  const acts = actsOf({ page, memory, desk, ways });
  bindActs(page, acts);
  bindKeys(page, acts);
  bindTheme(page);
  bindWakeUp(socket);
  const showRooms = publicView(page.querySelector(".public"), (tag) => languageName(page, tag));
  bindRooms(page, (rooms) => showRooms(arranged(rooms, page.documentElement.lang)));
  page.getElementById("name").value = memory.name;
  showDesk(page, desk, paper, judge);
}

/** What the pen does on the pad, which is connected from the first stroke on. */
function penOf({ page, socket, desk, paper, judge }) {
  const look = ([x, y]) => judge.eye.follow(x / SQUARE, y / SQUARE);
  return {
    down: (x, y) => {
      socket.open();
      if (desk.full) return trouble(page, "canvas_full");
      desk.down(x, y);
    },
    move: (points) => {
      desk.move(points);
      look(points.at(-1));
    },
    up: () => desk.up(),
    ahead: (points) => desk.stroke && paper.show(desk.strokes, points),
    hover: (x, y) => look([x, y]),
  };
}

function showDesk(page, desk, paper, judge) {
  paper.show(desk.strokes);
  page.querySelector("[data-act=undo]").disabled = !desk.ink.canUndo;
  page.querySelector("[data-act=redo]").disabled = !desk.ink.canRedo;
  page.querySelector("[data-act=clear]").disabled = desk.ink.empty;
  if (desk.strokes.length === 0) judge.show([]);
}

function onEvent({ page, judge, aloud, socket, desk }, name, data) {
  if (name === "frame") {
    const frame = readFrame(data);
    if (frame.ack) desk.outbox.acknowledge(...frame.ack);
    if (!frame.looks[PAD] || desk.strokes.length === 0) return;
    judge.show(frame.looks[PAD].guesses);
    aloud.guess(judge.guess);
  } else if (name === "error" || name === "closed") {
    const problem = data.error ?? data.reason;
    if (problem === "flooded") socket.holdOff(FLOODED_MS);
    if (problem === "restarting") return socket.renew();
    trouble(page, problem);
  }
}

/** Say what is in the way; null: nothing any more. */
function trouble(page, name) {
  const place = page.getElementById("trouble");
  show(place, name !== null);
  write(place, name === null ? "" : problemLine(name));
}

function actsOf({ page, memory, desk, ways }) {
  return {
    ...barActs(page, memory),
    ...ways,
    undo: () => {
      trouble(page, null);
      desk.undo();
    },
    redo: () => desk.redo(),
    // A sheet that was drawn on a lot is taken away for good: what undo could bring back fills it too.
    clear: () => {
      trouble(page, null);
      if (desk.ink.size > MAX_POINTS / 2) desk.begin(PAD_ROUND);
      else desk.clear();
    },
  };
}

/** What a language calls itself, as the bar offers it. */
function languageName(page, tag) {
  return page.querySelector(`[name=language] option[value="${CSS.escape(tag)}"]`)?.textContent ?? tag;
}

await learn(document);
main(document);
