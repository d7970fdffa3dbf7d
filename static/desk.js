/* Where a player draws: pen points become local ink at once, and packets on their way. */

import { Ink } from "./ink.js";
import { Outbox } from "./outbox.js";
import { MAX_PACKETS, MAX_POINTS, MAX_ROUND_POINTS, MAX_T_MS, PACKET_MS } from "./protocol.js";
import { Stroke } from "./stroke.js";

/** Packets held back so that undo and pen-up always still fit. */
const SPARE_PACKETS = 50;

export class Desk {
  /** @param {{send: Function, now: Function, timers: object, changed: Function}} doors `now` in ms since drawing began */
  constructor({ send, now, timers = globalThis, changed = () => {} }) {
    Object.assign(this, { now, timers, changed: () => {} });
    this.outbox = new Outbox(send, { timers });
    this.begin(0);
    this.changed = changed;
  }

  /** An empty sheet for that round. */
  begin(round) {
    this.restore(round, []);
  }

  /** The sheet as the server knows it; drawing goes on from there. */
  restore(round, packets) {
    this.#still();
    this.round = round;
    this.packets = [...packets];
    this.ink = Ink.of(packets);
    this.stroke = null;
    this.nextStroke = packets.reduce((next, { op, stroke }) => (op === "draw" ? Math.max(next, stroke + 1) : next), 0);
    this.outbox.begin(round, packets.at(-1)?.seq ?? 0);
    this.changed();
  }

  /** Catch up with a snapshot's ink of this round: what it holds is acknowledged, what it lacks is kept. */
  catchUp(round, packets) {
    const seq = packets.at(-1)?.seq ?? 0;
    if (round !== this.round || seq > this.outbox.seq) this.restore(round, packets);
    else this.outbox.acknowledge(round, seq);
  }

  /** On a new connection: catch up, and send again what the server lacks, even what it had and lost. */
  resume(round, packets) {
    this.catchUp(round, packets);
    const seq = packets.at(-1)?.seq ?? 0;
    this.outbox.resend(this.packets.filter((packet) => packet.seq > seq));
  }

  /** What is visible here as a new sheet, in few packets: for a server that knows nothing of the old one. */
  anew() {
    this.up();
    const { strokes } = this;
    this.begin(this.round);
    for (const points of strokes) {
      const stroke = new Stroke(this.nextStroke++);
      stroke.waiting = [...points];
      for (const packet of stroke.take(this.#at(), true)) this.#put(packet);
    }
    this.changed();
  }

  /** Whether the sheet takes no more points. */
  get full() {
    return this.#room() < 1 || this.outbox.seq >= MAX_PACKETS - SPARE_PACKETS;
  }

  /** How many points still fit, with one to spare for the end of a stroke. */
  #room() {
    const drawn = this.packets.reduce((sum, { points }) => sum + (points?.length ?? 0), 0);
    return Math.min(MAX_POINTS - this.ink.size, MAX_ROUND_POINTS - drawn) - this.fresh.length - 1;
  }

  down(x, y) {
    if (this.stroke || this.full) return;
    this.stroke = new Stroke(this.nextStroke++);
    this.#add([[x, y]]);
    this.timer = this.timers.setInterval(() => this.#flush(false), PACKET_MS);
  }

  move(points) {
    if (this.stroke) this.#add(points);
  }

  up() {
    if (!this.stroke) return;
    this.#still();
    this.stroke.end();
    this.#flush(true);
    this.stroke = null;
    this.changed();
  }

  undo() {
    if (this.ink.canUndo) this.#act("undo");
  }

  redo() {
    if (this.ink.canRedo) this.#act("redo");
  }

  clear() {
    if (!this.ink.empty) this.#act("clear");
  }

  #act(op) {
    if (this.stroke) return;
    this.#put({ tMs: this.#at(), op });
    this.changed();
  }

  /** What is drawn of the open stroke and not yet in a packet. */
  get fresh() {
    return this.stroke?.waiting ?? [];
  }

  /** All that is visible here, the newest points of the pen included. */
  get strokes() {
    const drawn = this.ink.strokes;
    if (this.fresh.length === 0) return drawn;
    if (!this.ink.open) return [...drawn, [...this.fresh]];
    return [...drawn.slice(0, -1), [...drawn.at(-1), ...this.fresh]];
  }

  #add(points) {
    for (const [x, y] of points.slice(0, Math.max(0, this.#room()))) this.stroke.add(x, y);
    this.changed();
  }

  #flush(up) {
    for (const packet of this.stroke.take(this.#at(), up)) this.#put(packet);
    if (!up && this.full) this.up();
  }

  #put(packet) {
    const numbered = this.outbox.put(packet);
    this.packets.push(numbered);
    this.ink.apply(numbered);
  }

  #at() {
    return Math.min(MAX_T_MS, Math.max(0, Math.round(this.now())));
  }

  #still() {
    this.timers.clearInterval(this.timer);
  }
}
