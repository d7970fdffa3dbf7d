/* The chat's panel, and reactions that float up at whoever sent them. */

import { element, show, write } from "./element.js";
import { text } from "./language.js";
import { asksForLess } from "./motion.js";
import { standingOf } from "./state.js";
import { Lines } from "./view-lines.js";

/** Between rounds there is time to talk. */
const CALM = new Set(["lobby", "choosing", "reveal", "podium"]);
/** From here on, the panel stands beside the scene. */
const BESIDE = "(min-width: 1100px)";
const FLOAT_MS = 1_500;
const RISE = [{ transform: "none", opacity: 0 }, { opacity: 1, offset: 0.15 }, { opacity: 1, offset: 0.6 }, { transform: "translateY(-64px)", opacity: 0 }];

export class TalkView {
  constructor(page, timers = globalThis) {
    const root = page.getElementById("talk");
    Object.assign(this, {
      page, root, timers, button: page.getElementById("talk-open"), lines: new Lines(root.querySelector(".lines")),
      chosen: null, // open or not, as was asked for in this kind of scene
      quiet: false, // closed where it stands beside the scene: it stays so
      calm: true, seated: false, alone: false, scene: "", seenAt: null,
    });
    page.defaultView.matchMedia(BESIDE).addEventListener("change", () => this.#place());
  }

  get #beside() {
    return this.page.defaultView.matchMedia(BESIDE).matches;
  }

  get open() {
    return this.chosen ?? (this.calm && this.seated && this.#beside && !this.quiet);
  }

  toggle() {
    this.chosen = !this.open;
    if (this.calm && this.#beside) this.quiet = !this.chosen;
    this.#place();
    if (this.chosen) this.root.querySelector("input:not(:disabled)")?.focus({ preventScroll: true });
    else this.button.focus({ preventScroll: true });
  }

  /** Away with it where it lies over the scene; the focus moves only if it was in the panel. */
  dismiss() {
    if (!this.open || (this.calm && this.#beside)) return;
    const within = this.root.contains(this.page.activeElement);
    this.chosen = false;
    this.#place();
    if (within) this.button.focus({ preventScroll: true });
  }

  /** Over a canvas the panel goes as soon as it was used for a reaction. */
  reacted() {
    if (this.calm) return;
    this.chosen = false;
    this.#place();
    this.page.querySelector("#answer").focus({ preventScroll: true }); // where there is one
  }

  show(state, scene) {
    const calm = CALM.has(scene);
    if (calm !== this.calm) this.chosen = null;
    Object.assign(this, { calm, scene, seated: standingOf(state).seat !== null, alone: Boolean(state.room?.settings.solo) });
    const said = state.room?.said ?? [];
    if (scene !== "door") this.#show(state, said);
    this.#place();
    this.#count(state, said);
  }

  #show(state, said) {
    const { seat } = standingOf(state);
    const part = (selector) => this.root.querySelector(selector);
    show(part("form"), Boolean(seat) && this.scene !== "guess"); // there is a field already
    show(part(".talk-reactions"), Boolean(seat));
    show(part(".lines"), this.scene !== "guess");
    part(".lines").ariaLive = state.room.drawer && !this.calm ? "off" : null; // they are said one after another elsewhere
    show(part(".talk-empty"), said.length === 0);
    for (const field of this.root.querySelectorAll("form *, .talk-reactions *")) field.disabled = Boolean(seat?.muted);
    const hint = seat?.muted ? text("talk.muted") : seat ? "" : text("talk.seat");
    show(part(".talk-hint"), hint !== "");
    write(part(".talk-hint"), hint);
    this.lines.show(said, state.room);
  }

  #place() {
    const shown = this.scene !== "door" && this.scene !== "" && !this.alone;
    show(this.button, shown);
    show(this.root, shown && this.open);
    this.button.setAttribute("aria-expanded", String(shown && this.open));
    this.page.body.dataset.talk = shown && this.open ? (this.calm ? "beside" : "over") : "";
  }

  /** How many lines of others have not been seen; a panel that is open, and the stream of a round, are read. */
  #count({ room, me }, said) {
    const newest = said.at(-1)?.at ?? 0;
    if (this.seenAt === null || this.open || (room?.drawer && !this.calm)) this.seenAt = newest;
    const fresh = said.filter(({ at, player }) => at > this.seenAt && player !== me).length;
    const badge = this.button.querySelector(".talk-count");
    show(badge, fresh > 0);
    write(badge, String(fresh));
  }

  /** A reaction at whoever sent it; where motion is not wanted it only stands there for a moment. */
  float(player, reaction) {
    const drawing = this.root.querySelector(`[data-reaction=${reaction}] svg`);
    if (!drawing || this.scene === "door") return;
    const { left, top, width } = this.#anchor(player).getBoundingClientRect();
    const bubble = element("span", { class: "float" }, drawing.cloneNode(true));
    bubble.style.setProperty("--x", `${left + width / 2}px`);
    bubble.style.setProperty("--y", `${top}px`);
    this.page.getElementById("floats").append(bubble);
    const calm = asksForLess(this.page.defaultView);
    if (!calm) bubble.animate(RISE, { duration: FLOAT_MS, easing: "ease-out", fill: "forwards" });
    this.timers.setTimeout(() => bubble.remove(), FLOAT_MS);
  }

  /** The player's mark in this scene; else, as for one's own canvas, the panel's button. */
  #anchor(player) {
    const dressed = [...this.page.querySelectorAll("#stage > section:not([hidden]) [data-player]")];
    const own = dressed.filter((target) => target.dataset.player === player).map((target) => target.querySelector(".mark") ?? target);
    return own.find((mark) => mark.checkVisibility()) ?? this.button;
  }
}
