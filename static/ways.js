/* The ways from the start page into a room. */

import { text } from "./language.js";
import { newToken } from "./memory.js";
import { CODE_LENGTH } from "./protocol.js";
import { askRooms, joinable } from "./public.js";

const SOLO = Object.freeze({ solo: true, rounds: 5, seconds: 20 });
/** So refused, another room may do. */
const NOT_THERE = new Set(["room_full", "unknown_room", "kicked"]);

/** What leads into a room, by the acts that ask for it. @param {{page, memory, socket, connected: () => Promise, trouble: (name: string) => void}} means */
export function waysOf(means) {
  const ways = new Ways(means);
  return {
    make: () => ways.make(true),
    host: () => ways.make(false),
    solo: () => ways.solo(),
    quick: () => ways.quick(),
    join: ({ dataset: { code } }) => ways.join(code),
    enter: () => ways.open(""),
    watch: () => ways.open("?watch"),
  };
}

class Ways {
  constructor(means) {
    Object.assign(this, means, { going: false });
  }

  /** A room of one's own, to play in or only to control. */
  make(plays) {
    if (this.#rememberName()) this.#go(() => this.#make(this.memory.name, plays));
    else this.#field("name").focus();
  }

  solo() {
    this.#go(() => this.#make(this.#typed("name") || text("solo.you"), true, SOLO));
  }

  quick() {
    this.#rememberName();
    this.#go(() => this.#joinBest());
  }

  join(code) {
    if (this.#rememberName()) this.#go(() => this.#join(code));
    else this.#enter(code);
  }

  /** The page of the room whose code was typed. */
  open(query) {
    const code = this.#typed("code").toUpperCase();
    if (code.length !== CODE_LENGTH) return this.#field("code").focus();
    this.#rememberName();
    location.assign(`/r/${encodeURIComponent(code)}${query}`);
  }

  #field(name) {
    return this.page.getElementById(name);
  }

  #typed(name) {
    return this.#field(name).value.trim();
  }

  /** Remember the name that was typed; whether there is one. */
  #rememberName() {
    this.memory.name = this.#typed("name");
    return this.memory.name !== "";
  }

  /** One way at a time. */
  async #go(way) {
    if (this.going) return;
    this.going = true;
    try {
      await this.connected();
      await way();
    } catch (refused) {
      this.trouble(refused.name);
    }
    this.going = false;
  }

  async #seat(ask, fields, token) {
    const { code } = await this.socket.ask(ask, { ...fields, token });
    this.memory.keepSeat(code, token);
    return code;
  }

  async #make(name, plays, settings = null) {
    const code = await this.#seat("make", { name, plays, language: this.page.documentElement.lang }, newToken());
    if (settings) await this.socket.ask("settings", settings);
    this.#enter(code);
  }

  async #join(code) {
    await this.#seat("join", { code, name: this.memory.name }, this.memory.tokenFor(code));
    this.#enter(code);
  }

  /** To the room's page, which asks for a name where there is none; where there is no room, this one does. */
  #enter(code) {
    if (code) location.assign(`/r/${code}`);
    else this.#field("name").focus();
  }

  /** The best public room that lets one in; where none does, a new one for others to join. */
  async #joinBest() {
    const language = this.page.documentElement.lang;
    const rooms = joinable(await askRooms().catch(() => []), language);
    if (!this.memory.name) return this.#enter(rooms[0]?.code);
    for (const { code } of rooms) {
      try {
        return await this.#join(code);
      } catch (refused) {
        if (!NOT_THERE.has(refused.name)) throw refused;
      }
    }
    return this.#make(this.memory.name, true, { public: true, language });
  }
}
