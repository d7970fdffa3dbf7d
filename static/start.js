/* The start page: a pad that works alone, and the ways into a room. */

import { Desk } from "./desk.js";
import { bindActs, show, write } from "./element.js";
import { Judge } from "./judge.js";
import { Memory, newToken, pageStorage } from "./memory.js";
import { switchTheme } from "./page.js";
import { Paper } from "./paper.js";
import { bindKeys, bindPen } from "./pen.js";
import { INK, inkMessage, PAD, PAD_ROUND, readFrame, SQUARE } from "./protocol.js";
import { bindWakeUp, Socket, socketUrl } from "./socket.js";
import { PROBLEMS } from "./words.js";

const FLOODED_MS = 10_000;

function main(page) {
  const memory = new Memory(pageStorage());
  const paper = new Paper(page.getElementById("paper"));
  const judge = new Judge(page.querySelector(".judge"));
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
      for (const packet of desk.packets) socket.send(INK, inkMessage(PAD_ROUND, packet));
      for (const go of waiting.splice(0)) go();
    },
    lost: () => {},
    event: (name, data) => onEvent({ page, judge, socket, desk }, name, data),
  });
  const connected = () => {
    socket.open();
    return socket.connected ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
  };
  const look = ([x, y]) => judge.eye.follow(x / SQUARE, y / SQUARE);
  bindPen(page.getElementById("paper"), {
    down: (x, y) => {
      socket.open();
      desk.down(x, y);
    },
    move: (points) => {
      desk.move(points);
      look(points.at(-1));
    },
    up: () => desk.up(),
    ahead: (points) => desk.stroke && paper.show(desk.strokes, points),
    hover: (x, y) => look([x, y]),
  });
  bindKeys(page, { undo: () => desk.undo(), redo: () => desk.redo() });
  bindWakeUp(socket);
  bindActs(page, actsOf({ page, memory, socket, desk, connected, paper }));
  page.getElementById("name").value = memory.name;
  showDesk(page, desk, paper, judge);
}

function showDesk(page, desk, paper, judge) {
  paper.show(desk.strokes);
  page.querySelector("[data-act=undo]").disabled = !desk.ink.canUndo;
  page.querySelector("[data-act=redo]").disabled = !desk.ink.canRedo;
  page.querySelector("[data-act=clear]").disabled = desk.ink.empty;
  if (desk.strokes.length === 0) judge.show([]);
}

function onEvent({ page, judge, socket, desk }, name, data) {
  if (name === "frame") {
    const frame = readFrame(data);
    if (frame.ack) desk.outbox.acknowledge(...frame.ack);
    if (frame.looks[PAD]) judge.show(frame.looks[PAD].guesses);
  } else if (name === "error" || name === "closed") {
    const problem = data.error ?? data.reason;
    if (problem === "flooded") socket.holdOff(FLOODED_MS);
    if (problem === "restarting") return socket.renew();
    trouble(page, problem);
  }
}

function trouble(page, name) {
  const place = page.getElementById("trouble");
  show(place, true);
  write(place, (PROBLEMS[name] ?? PROBLEMS.other).join(": "));
}

function actsOf({ page, memory, socket, desk, connected, paper }) {
  const make = async (plays) => {
    const field = page.getElementById("name");
    const name = field.value.trim();
    if (!name) return field.focus();
    memory.name = name;
    try {
      await connected();
      const token = newToken();
      const { code } = await socket.ask("make", { name, plays, token });
      memory.keepSeat(code, token);
      location.assign(`/r/${code}`);
    } catch (refused) {
      trouble(page, refused.name);
    }
  };
  const go = (query) => {
    const field = page.getElementById("code");
    const code = field.value.trim().toUpperCase();
    if (code.length !== 5) return field.focus();
    memory.name = page.getElementById("name").value.trim();
    location.assign(`/r/${encodeURIComponent(code)}${query}`);
  };
  return {
    theme: () => switchTheme(page, memory, () => paper.refresh()),
    undo: () => desk.undo(),
    redo: () => desk.redo(),
    clear: () => desk.clear(),
    make: () => make(true),
    host: () => make(false),
    enter: () => go(""),
    watch: () => go("?watch"),
  };
}

main(document);
