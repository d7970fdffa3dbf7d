/* What this browser remembers: a name, a theme, what may be heard, the best matches alone, and a token for each seat. */

const PREFIX = "inkrace:";

export class Memory {
  /** @param {Storage | null} storage null where the browser keeps nothing: then until the page ends */
  constructor(storage) {
    this.storage = storage ?? new Map();
  }

  get name() {
    return this.#get("name") ?? "";
  }

  set name(name) {
    this.#set("name", name);
  }

  set theme(theme) {
    this.#set("theme", theme);
  }

  /** What was chosen of "sounds" or "voice": true, false, or null where nothing was. */
  heard(what) {
    return { on: true, off: false }[this.#get(what)] ?? null;
  }

  keepHeard(what, on) {
    this.#set(what, on ? "on" : "off");
  }

  /** The most points that were ever made in such a match; 0 before any. */
  best(match) {
    return Number(this.#get(`best:${match}`) ?? 0);
  }

  keepBest(match, points) {
    this.#set(`best:${match}`, String(points));
  }

  seat(code) {
    return this.#get(`seat:${code}`);
  }

  keepSeat(code, token) {
    this.#set(`seat:${code}`, token);
  }

  /** The seat was given up; its token is kept for another one, since a room knows by it who comes in again. */
  leaveSeat(code) {
    const token = this.seat(code);
    if (!token) return;
    this.#remove(`seat:${code}`);
    this.#set(`left:${code}`, token);
  }

  forgetSeat(code) {
    this.#remove(`seat:${code}`);
    this.#remove(`left:${code}`);
  }

  /** For a join: the token that this browser has or had in the room, else a new one. */
  tokenFor(code) {
    return this.seat(code) ?? this.#get(`left:${code}`) ?? newToken();
  }

  #get(key) {
    const name = PREFIX + key;
    return (this.storage instanceof Map ? this.storage.get(name) : this.storage.getItem(name)) ?? null;
  }

  #set(key, value) {
    const name = PREFIX + key;
    if (this.storage instanceof Map) this.storage.set(name, value);
    else this.storage.setItem(name, value);
  }

  #remove(key) {
    const name = PREFIX + key;
    if (this.storage instanceof Map) this.storage.delete(name);
    else this.storage.removeItem(name);
  }
}

/** A token for a new seat: 128 random bits, in hexadecimal. */
export function newToken(random = globalThis.crypto) {
  const bytes = random.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** This page's storage, or null where it is forbidden. */
export function pageStorage(page = globalThis) {
  try {
    return page.localStorage;
  } catch {
    return null; // forbidden, as in some private windows
  }
}
