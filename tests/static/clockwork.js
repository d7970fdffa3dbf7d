/* Time that moves only when a test moves it, and a wire with nobody at the other end. */

export class Clockwork {
  time = 0;
  #timers = new Map();
  #next = 1;

  setTimeout = (act, ms) => this.#plan(act, ms, null);
  setInterval = (act, ms) => this.#plan(act, ms, ms);
  clearTimeout = (id) => this.#timers.delete(id);
  clearInterval = (id) => this.#timers.delete(id);

  now = () => this.time;

  move(ms) {
    const until = this.time + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, timer] = due;
      this.time = Math.max(this.time, timer.at);
      if (timer.every === null) this.#timers.delete(id);
      else timer.at += timer.every;
      timer.act();
    }
    this.time = until;
  }

  #plan(act, ms, every) {
    this.#timers.set(this.#next, { act, at: this.time + Math.max(0, ms), every });
    return this.#next++;
  }
}

/** A WebSocket class whose instances are kept in `made`. */
export function fakeWebSocket() {
  const made = [];
  class FakeWebSocket {
    sent = [];
    closed = false;

    constructor(url) {
      this.url = url;
      made.push(this);
    }

    send(text) {
      this.sent.push(text);
    }

    close() {
      this.closed = true;
    }

    hear(...texts) {
      for (const data of texts) this.onmessage({ data });
    }
  }
  return { FakeWebSocket, made };
}
