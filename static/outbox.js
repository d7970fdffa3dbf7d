/* One round's own packets, kept until the server has them, and sent no faster than it takes them. */

import { inkMessage } from "./protocol.js";

/** Of the server's credits for a line: how many packets may go at once, and how fast credits come back. Asks need some too. */
const AT_ONCE = 400;
const A_SECOND = 50;
const AGAIN_MS = 100;

export class Outbox {
  /** @param {(message: Array) => boolean} send false when there is no connection */
  constructor(send, { timers = globalThis, now = () => performance.now() } = {}) {
    Object.assign(this, { send, timers, now, timer: null, credits: AT_ONCE, creditsAt: now() });
    this.begin(0);
  }

  /** Another round: what was not acknowledged belongs to the past. */
  begin(round, seq = 0) {
    this.round = round;
    this.seq = this.sent = seq;
    this.kept = [];
  }

  /** Number the packet, keep it and try to send it. */
  put(packet) {
    const numbered = { ...packet, seq: ++this.seq };
    this.kept.push(numbered);
    this.#sendKept();
    return numbered;
  }

  /** The server stored everything up to `seq` of that round. */
  acknowledge(round, seq) {
    if (round === this.round) this.kept = this.kept.filter((packet) => packet.seq > seq);
  }

  /** Whether something up to `seq` of that round still waits to be acknowledged. */
  owes(round, seq) {
    return round === this.round && this.kept.some((packet) => packet.seq <= seq);
  }

  /** That round takes no more ink: nothing of it will be missed. */
  closed(round) {
    if (round === this.round) this.kept = [];
  }

  /** On a new connection: send again what the server may not have, in order; what it has lost, too. */
  resend(lacking = this.kept) {
    this.kept = lacking;
    this.sent = 0;
    this.credits = AT_ONCE;
    this.#sendKept();
  }

  #sendKept() {
    const now = this.now();
    this.credits = Math.min(AT_ONCE, this.credits + ((now - this.creditsAt) * A_SECOND) / 1000);
    this.creditsAt = now;
    for (const packet of this.kept) {
      if (packet.seq <= this.sent) continue;
      if (this.credits < 1) return this.#sendLater();
      if (!this.send(inkMessage(this.round, packet))) return;
      this.sent = packet.seq;
      this.credits -= 1;
    }
  }

  #sendLater() {
    this.timer ??= this.timers.setTimeout(() => {
      this.timer = null;
      this.#sendKept();
    }, AGAIN_MS);
  }
}
