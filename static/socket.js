/* A Socket.IO 5 client over one WebSocket: events, answers, watchdog, reconnection. Clock, chance, timers and WebSocket come in. */

export const SILENCE_MS = 8_000;
export const ANSWER_MS = 6_000;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5_000;

/** An ask that got no good answer; `name` is the wire's error name, `no_answer` or `not_connected`. */
export class Refused extends Error {
  constructor(name, detail = "") {
    super(`${name}: ${detail}`);
    this.name = name;
    this.detail = detail;
  }
}

export class Socket {
  /**
   * @param {string} url ws(s)://HOST/socket.io/?EIO=4&transport=websocket…
   * @param {{open: Function, lost: Function, event: Function}} hooks `open` on each connection, to attach again.
   */
  constructor(url, hooks, { WebSocket = globalThis.WebSocket, timers = globalThis, random = Math.random, now = () => performance.now() } = {}) {
    Object.assign(this, { url, hooks, WebSocket, timers, random, now });
    this.wire = null;
    this.connected = false;
    this.wanted = false;
    this.failures = 0;
    this.heardAt = 0;
    this.notBefore = 0;
    this.answers = new Map();
    this.nextAnswer = 0;
  }

  /** Connect, and stay connected until `close`. */
  open() {
    this.wanted = true;
    if (!this.wire) this.#dial();
  }

  /** End it for good; nothing reconnects until `open`. */
  close() {
    this.wanted = false;
    this.#hangUp();
    this.timers.clearTimeout(this.redial);
  }

  /** A fresh connection in place of this one. */
  renew() {
    this.#hangUp();
    this.wanted = true;
    this.#dial();
  }

  /** Do not dial for this long, whatever wakes us. */
  holdOff(ms) {
    this.notBefore = this.now() + ms;
  }

  /** Something says the network may be back, or that time stood still: dial at once unless the line is alive. */
  wake() {
    if (!this.wanted || this.now() < this.notBefore) return;
    if (this.wire && this.now() - this.heardAt < SILENCE_MS) return;
    this.#hangUp();
    this.#dial();
  }

  /** Send an event that nobody answers; false if there is no connection. */
  send(name, data) {
    if (!this.connected) return false;
    this.wire.send(`42${JSON.stringify(data === undefined ? [name] : [name, data])}`);
    return true;
  }

  /** Send an event and wait for its answer; rejects with Refused. */
  ask(name, data = {}, timeoutMs = ANSWER_MS) {
    if (!this.connected) return Promise.reject(new Refused("not_connected"));
    const id = this.nextAnswer++;
    return new Promise((resolve, reject) => {
      const timer = this.timers.setTimeout(() => this.#settle(id, { error: "no_answer" }), timeoutMs);
      this.answers.set(id, { resolve, reject, timer });
      this.wire.send(`42${id}${JSON.stringify([name, data])}`);
    });
  }

  #dial() {
    this.timers.clearTimeout(this.redial);
    const wire = new this.WebSocket(this.url);
    this.wire = wire;
    this.#heard();
    wire.onmessage = ({ data }) => wire === this.wire && this.#read(String(data));
    wire.onclose = () => wire === this.wire && this.#lost();
    wire.onerror = () => {}; // a close always follows
  }

  #heard() {
    this.heardAt = this.now();
    this.timers.clearTimeout(this.watchdog);
    this.watchdog = this.timers.setTimeout(() => this.#lost(), SILENCE_MS);
  }

  #read(text) {
    this.#heard();
    if (text[0] === "0") this.wire.send("40");
    else if (text[0] === "2") this.wire.send("3");
    else if (text[0] === "1" || text.startsWith("41") || text.startsWith("44")) this.#lost();
    else if (text.startsWith("40")) this.#opened();
    else if (text.startsWith("42")) this.hooks.event(...JSON.parse(text.slice(text.indexOf("["))));
    else if (text.startsWith("43")) {
      const from = text.indexOf("[");
      this.#settle(Number(text.slice(2, from)), JSON.parse(text.slice(from))[0]);
    }
  }

  #opened() {
    this.connected = true;
    this.failures = 0;
    this.hooks.open();
  }

  #settle(id, answer) {
    const waiting = this.answers.get(id);
    if (!waiting) return;
    this.answers.delete(id);
    this.timers.clearTimeout(waiting.timer);
    if (answer?.error) waiting.reject(new Refused(answer.error, answer.detail));
    else waiting.resolve(answer ?? {});
  }

  #lost() {
    this.#hangUp();
    if (!this.wanted) return;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures++) * (0.5 + this.random() / 2);
    this.redial = this.timers.setTimeout(() => this.#dial(), Math.max(wait, this.notBefore - this.now()));
  }

  #hangUp() {
    const { wire, connected } = this;
    this.wire = null;
    this.connected = false;
    this.timers.clearTimeout(this.watchdog);
    this.timers.clearTimeout(this.redial);
    for (const id of [...this.answers.keys()]) this.#settle(id, { error: "not_connected" });
    if (wire) wire.close();
    if (connected) this.hooks.lost();
  }
}

/** Wake a socket, or what holds one, when the network or the page comes back. Returns unbind. */
export function bindWakeUp(sleeper, page = globalThis) {
  const wake = () => page.document.visibilityState === "visible" && sleeper.wake();
  page.addEventListener("online", wake);
  page.addEventListener("pageshow", wake);
  page.document.addEventListener("visibilitychange", wake);
  return () => {
    page.removeEventListener("online", wake);
    page.removeEventListener("pageshow", wake);
    page.document.removeEventListener("visibilitychange", wake);
  };
}

/** Where this page's server listens; `room` lets a load balancer find the room's cell. */
export function socketUrl(location, code = "") {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const room = code ? `&room=${encodeURIComponent(code)}` : "";
  return `${scheme}//${location.host}/socket.io/?EIO=4&transport=websocket${room}`;
}
