/* Being in a room: entering it again on every connection, and handing on what comes. */

import { FLOODED_MS, INK, readFrame, readSnapshot } from "./protocol.js";
import { Refused, Socket } from "./socket.js";

const RETRY_MS = 2_000;

export class RoomLine {
  /**
   * @param {{code, url, memory, desk: () => Desk, clock, dispatch, state: () => object}} means
   * @param {object} [socketMeans] what Socket takes, for tests
   */
  constructor(means, socketMeans = undefined) {
    Object.assign(this, means);
    this.timers = socketMeans?.timers ?? globalThis;
    this.random = socketMeans?.random ?? Math.random;
    this.entry = null;
    this.asking = false;
    this.kept = [];
    this.socket = new Socket(means.url, {
      open: () => this.#enter(),
      lost: () => this.dispatch({ type: "connection", connection: this.flooded ? "flooded" : "lost" }),
      event: (name, data) => this.#read(name, data),
    }, socketMeans);
  }

  /** Enter the room this way (`peek`, `watch`, `join` with name and token, `attach` with token), now and on each connection. */
  enter(entry) {
    this.entry = entry;
    this.dispatch({ type: "problem", problem: null });
    if (this.socket.wanted && this.entered) {
      this.entered = null; // who presses again does not begin again
      this.socket.renew();
    } else if (this.socket.connected) this.#enter();
    else this.socket.open();
  }

  /** Send ink, unless it could not be taken now. */
  ink(message) {
    return this.entered === "player" && this.socket.send(INK, message);
  }

  /** Ask as a member; a refusal becomes a notice, until something succeeds. */
  async ask(name, data = {}) {
    return this.#told(name, await this.#tried(name, data));
  }

  /**
   * Ask for what lasts, such as a choice or a setting: what a lost line kept back is asked again on the next one,
   * unless the room has gone on meanwhile.
   */
  async insist(name, data = {}) {
    const moment = momentOf(this.state());
    let tried = await this.#tried(name, data);
    while (tried.refused === "not_connected") {
      await new Promise((back) => this.kept.push(back));
      if (momentOf(this.state()) !== moment) return null;
      tried = await this.#tried(name, data);
    }
    return this.#told(name, tried);
  }

  #tried(name, data) {
    return this.socket.ask(name, data).then((answer) => ({ answer }), (refused) => ({ answer: null, refused: refused.name }));
  }

  #told(name, { answer, refused }) {
    if (refused) this.#refused(name, refused);
    else if (this.state().notice) this.dispatch({ type: "notice", notice: null });
    return answer;
  }

  #refused(asked, name) {
    if (name === "not_connected") return; // a lost connection has its own words
    if (asked === "next" && name === "wrong_phase") return; // it came by itself a moment before
    this.dispatch({ type: "notice", notice: name });
  }

  /** The page or the network came back: see that the line lives, and set the clock again. */
  wake() {
    this.socket.wake();
    if (this.entered && this.socket.connected) this.measure();
  }

  async #enter() {
    this.entered = null;
    this.early = [];
    this.flooded = false;
    this.dispatch({ type: "connection", connection: "open" });
    const { kind } = this.entry;
    const asks = { peek: "watch", watch: "watch", join: "join", attach: "attach" };
    const { kind: _, ...fields } = this.entry;
    const asked = this.socket.ask(asks[kind], { code: this.code, ...fields });
    const [answer, refused] = await asked.then((answer) => [answer, null], (refused) => [null, refused]);
    if (refused) this.#notEntered(kind, refused.name);
    else this.#entered(kind, answer);
  }

  #entered(kind, answer) {
    const snapshot = readSnapshot(answer.snapshot);
    this.clock.hint(snapshot.now);
    this.entered = answer.player ? "player" : "watcher";
    if (kind === "join") {
      const { token } = this.entry;
      this.memory.keepSeat(this.code, token);
      this.entry = { kind: "attach", token };
    }
    if (kind === "peek") this.dispatch({ type: "peeked", snapshot });
    else this.#inside(kind, answer.player ?? null, snapshot);
    // They came while the answer was made, so it may not hold them.
    for (const [name, data] of this.early.splice(0)) this.#read(name, data);
  }

  #inside(kind, me, snapshot) {
    this.dispatch({ type: "entered", me, watching: kind === "watch", snapshot });
    if (me) this.desk.resume(snapshot.room.round, snapshot.ink[me] ?? []);
    for (const back of this.kept.splice(0)) back();
    this.measure();
  }

  #notEntered(kind, name) {
    if (name === "not_connected") return; // the next connection enters again
    if (name === "no_answer") return this.socket.renew(); // the old connection may be in the room already
    if (name === "store_away") return this.#enterLater();
    // Whatever else is refused, the seat may still be ours.
    if (kind === "attach" && name === "unknown_room") this.memory.forgetSeat(this.code);
    if (kind === "attach" && name === "bad_token") this.memory.leaveSeat(this.code);
    if (name === "bad_token") this.enter({ kind: "peek" });
    this.dispatch({ type: "problem", problem: name });
  }

  #enterLater() {
    this.dispatch({ type: "connection", connection: "away" });
    const waits = RETRY_MS * (0.5 + this.random());
    this.timers.setTimeout(() => this.socket.connected && !this.entered && this.#enter(), waits);
  }

  /** Set the clock from a few round trips; where they fail, the last measure stands until the next. */
  measure() {
    this.clock.measure(() => this.socket.ask("clock")).catch((problem) => {
      if (!(problem instanceof Refused)) throw problem;
    });
  }

  #read(name, data) {
    if (!this.entered && name !== "closed") return void this.early.push([name, data]);
    if (name === "event") this.dispatch({ type: "event", ...data });
    else if (name === "snapshot") this.#snapshot(data);
    else if (name === "frame") this.#frame(readFrame(data));
    else if (name === "error") this.#error(data);
    else if (name === "closed") this.#closed(data.reason);
    if (this.state().wantsSnapshot) this.#askSnapshot();
  }

  #frame(frame) {
    if (frame.ack) this.desk.outbox.acknowledge(...frame.ack);
    if (frame.closed !== undefined) this.desk.outbox.closed(frame.closed);
    this.dispatch({ type: "frame", frame });
  }

  #snapshot(data) {
    const snapshot = readSnapshot(data);
    const { me, version } = this.state();
    if (snapshot.version < version) return null; // overtaken by events on its way
    this.dispatch({ type: "snapshot", snapshot });
    if (me) this.desk.catchUp(snapshot.room.round, snapshot.ink[me] ?? []);
    return snapshot;
  }

  async #askSnapshot(refusedInk = false) {
    if (this.asking) return;
    this.asking = true;
    const answer = await this.ask("snapshot");
    this.asking = false;
    if (!answer) return;
    const snapshot = this.#snapshot(answer.snapshot);
    if (snapshot && refusedInk) this.desk.restore(snapshot.room.round, snapshot.ink[this.state().me] ?? []);
  }

  #error({ error, event }) {
    if (event === INK && error !== "wrong_phase") this.#askSnapshot(true);
  }

  #closed(reason) {
    if (reason === "restarting") return this.socket.renew();
    if (reason === "flooded") {
      this.flooded = true;
      return this.socket.holdOff(FLOODED_MS);
    }
    this.socket.close();
    if (reason === "expired") this.memory.forgetSeat(this.code);
    if (reason === "left") this.memory.leaveSeat(this.code);
    this.dispatch({ type: "problem", problem: reason });
  }
}

/** What somebody sees who presses something: the same button means another thing in another phase. */
function momentOf({ me, room }) {
  return [me, room?.round, room?.phase].join();
}
