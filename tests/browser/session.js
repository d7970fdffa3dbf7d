/* One scripted session over a client of choice: node script.js URL ours|official. Prints what was seen, as JSON. */

import WebSocket from "ws";
import { io } from "socket.io-client";
import { Socket } from "../../static/socket.js";

/** Both clients under one form: {ask, send, close}, once connected. */
const CLIENTS = { ours, official };

function ours(url, heard) {
  const wire = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  return new Promise((resolve) => {
    const socket = new Socket(wire, {
      open: () => resolve({
        ask: (name, data) => socket.ask(name, data).catch(({ name: error, detail }) => ({ error, detail })),
        send: (name, data) => socket.send(name, data),
        close: () => socket.close(),
      }),
      lost: () => {},
      event: heard,
    }, { WebSocket });
    socket.open();
  });
}

function official(url, heard) {
  const socket = io(url, { transports: ["websocket"], reconnection: false });
  socket.onAny(heard);
  return new Promise((resolve) => {
    socket.on("connect", () => resolve({
      ask: (name, data) => socket.timeout(20_000).emitWithAck(name, data),
      send: (name, data) => socket.emit(name, data),
      close: () => socket.close(),
    }));
  });
}

/** Resolves with the first thing heard that `wanted` takes. */
class Ear {
  heard = [];
  #waiting = [];

  hear = (name, data) => {
    this.heard.push([name, data]);
    this.#waiting = this.#waiting.filter(({ wanted, resolve }) => !(wanted(name, data) && (resolve(data), true)));
  };

  until(wanted) {
    return new Promise((resolve) => this.#waiting.push({ wanted, resolve }));
  }
}

const happened = (type) => (name, data) => name === "event" && data.events.some((event) => event.type === type);
const forms = (answer) => Object.keys(answer).sort();

async function session(client, url) {
  const ear = new Ear();
  const seen = [];
  const ada = await client(url, ear.hear);
  const made = await ada.ask("make", { name: "Ada", plays: true, token: "a".repeat(32) });
  seen.push(["make", forms(made), made.player]);
  const bo = await client(url, () => {});
  const joined = ear.until(happened("seat_joined"));
  seen.push(["join", forms(await bo.ask("join", { code: made.code, name: "Bo", token: "b".repeat(32) }))]);
  seen.push(["seat_joined", (await joined).version]);
  seen.push(["unknown", (await ada.ask("dance", {})).error]);
  seen.push(["clock", forms(await ada.ask("clock", {}))]);
  seen.push(["refused", (await bo.ask("start", {})).error]);
  seen.push(["settings", await ada.ask("settings", { rounds: 1, seconds: 60, packs: ["easy"], threshold: "strict" })]);
  const drawing = ear.until(happened("drawing_started"));
  seen.push(["start", await ada.ask("start", {})]);
  await drawing;
  const stored = ear.until((name, data) => name === "frame" && data.ack?.[1] === 2);
  ada.send("ink", [1, 1, 10, "draw", 0, 0, [100, 100, 50, 50]]);
  ada.send("ink", [1, 2, 40, "draw", 0, 1, [200, 200]]);
  seen.push(["ack", (await stored).ack]);
  const refused = ear.until((name) => name === "error");
  ada.send("ink", [1, 9, 50, "undo"]);
  seen.push(["ink refused", (await refused).error]);
  const { snapshot } = await ada.ask("snapshot", {});
  seen.push(["snapshot", forms(snapshot), snapshot.ink[made.player]]);
  const types = ear.heard.filter(([name]) => name === "event").flatMap(([, data]) => data.events.map(({ type }) => type))
    .filter((type) => type !== "seat_present"); // who is late on a busy machine may be taken for absent
  const closed = ear.until((name) => name === "closed");
  ada.send("leave", {});
  seen.push(["closed", await closed]);
  bo.close();
  ada.close();
  return [seen, types];
}

const [url, which] = process.argv.slice(2);
console.log(JSON.stringify(await session(CLIENTS[which], url)));
process.exit(0);
