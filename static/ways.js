/* The ways from the start page into a room. */

import { text } from "./language.js";
import { newToken } from "./memory.js";
import { CODE_LENGTH } from "./protocol.js";
import { askRooms, joinable } from "./public.js";

const SOLO = Object.freeze({ solo: true, rounds: 5, seconds: 20 });
/** So refused, another room may do. */
const NOT_THERE = new Set(["room_full", "unknown_room", "kicked"]);

/** @param {{page, memory, socket, connected: () => Promise, trouble: (name: string) => void}} means */
export function waysOf({ page, memory, socket, connected, trouble }) {
  const field = (name) => page.getElementById(name);
  let going = false;
  const go = async (way) => {
    if (going) return;
    going = true;
    try {
      await connected();
      await way();
    } catch (refused) {
      trouble(refused.name);
    }
    going = false;
  };
  const named = (way) => {
    memory.name = field("name").value.trim();
    if (memory.name) go(way);
    else field("name").focus();
  };
  const seat = async (ask, fields, token) => {
    const { code } = await socket.ask(ask, { ...fields, token });
    memory.keepSeat(code, token);
    return code;
  };
  const make = async (name, plays, settings = null) => {
    const code = await seat("make", { name, plays, language: page.documentElement.lang }, newToken());
    if (settings) await socket.ask("settings", settings);
    location.assign(`/r/${code}`);
  };
  const join = async (code) => {
    await seat("join", { code, name: memory.name }, memory.tokenFor(code));
    location.assign(`/r/${code}`);
  };
  /** Without a name: the room's page asks for one, and where there is no room, this one does. */
  const enter = (code) => (code ? location.assign(`/r/${code}`) : field("name").focus());
  const quick = async () => {
    const language = page.documentElement.lang;
    const rooms = joinable(await askRooms().catch(() => []), language);
    if (!memory.name) return enter(rooms[0]?.code);
    for (const { code } of rooms) {
      try {
        return await join(code);
      } catch (refused) {
        if (!NOT_THERE.has(refused.name)) throw refused;
      }
    }
    return make(memory.name, true, { public: true, language });
  };
  const open = (query) => {
    const code = field("code").value.trim().toUpperCase();
    if (code.length !== CODE_LENGTH) return field("code").focus();
    memory.name = field("name").value.trim();
    location.assign(`/r/${encodeURIComponent(code)}${query}`);
  };
  return {
    make: () => named(() => make(memory.name, true)),
    host: () => named(() => make(memory.name, false)),
    solo: () => go(() => make(field("name").value.trim() || text("solo.you"), true, SOLO)),
    quick: () => {
      memory.name = field("name").value.trim();
      go(quick);
    },
    join: ({ dataset: { code } }) => {
      memory.name = field("name").value.trim();
      if (memory.name) go(() => join(code));
      else enter(code);
    },
    enter: () => open(""),
    watch: () => open("?watch"),
  };
}
