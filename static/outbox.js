/* One round's own packets, kept until the server has them. */

import { inkMessage } from "./protocol.js";

export class Outbox {
  /** @param {(message: Array) => boolean} send false when there is no connection */
  constructor(send) {
    this.send = send;
    this.begin(0);
  }

  /** Another round: what was not acknowledged belongs to the past. */
  begin(round, seq = 0) {
    this.round = round;
    this.seq = seq;
    this.kept = [];
  }

  /** Number the packet, keep it and try to send it. */
  put(packet) {
    const numbered = { ...packet, seq: ++this.seq };
    this.kept.push(numbered);
    this.send(inkMessage(this.round, numbered));
    return numbered;
  }

  /** The server stored everything up to `seq` of that round. */
  acknowledge(round, seq) {
    if (round === this.round) this.kept = this.kept.filter((packet) => packet.seq > seq);
  }

  /** That round takes no more ink: nothing of it will be missed. */
  closed(round) {
    if (round === this.round) this.kept = [];
  }

  /** After an attach: send again what the server may not have, in order. */
  resend() {
    for (const packet of this.kept) this.send(inkMessage(this.round, packet));
  }
}
