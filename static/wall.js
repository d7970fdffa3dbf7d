/* Small canvases side by side: rivals in a race, everybody's drawing at its end. */

import { dress } from "./colours.js";
import { element, Keyed, scrolledByKeys, show, write } from "./element.js";
import { Ink } from "./ink.js";
import { text } from "./language.js";
import { asksForLess } from "./motion.js";
import { Paper } from "./paper.js";
import { nameButton, writeName } from "./view-seat.js";

/** A live picture of one ink log; packets that follow are folded in, anything else starts anew. */
export class Picture {
  constructor(canvas) {
    this.paper = new Paper(canvas);
    this.#reset([]);
  }

  /** With `replayMs`, a log that starts anew is drawn again within that time. */
  show(packets, replayMs = 0) {
    if (packets === this.packets) return;
    const held = this.packets.length;
    const follows = held > 0 && packets.length >= held && packets[held - 1] === this.packets[held - 1];
    if (!follows) return this.#reset(packets, replayMs);
    for (const packet of packets.slice(held)) this.ink.apply(packet);
    this.packets = packets;
    if (!this.replaying) this.paper.show(this.ink.strokes);
  }

  #reset(packets, replayMs = 0) {
    this.packets = packets;
    this.ink = Ink.of(packets);
    this.replaying = replayMs > 0 && (packets.at(-1)?.tMs ?? 0) > 0 && !asksForLess();
    if (this.replaying) this.#replay(packets, replayMs);
    else this.paper.show(this.ink.strokes);
  }

  /** Draw the log again within `ms`, to its own rhythm, unless something newer is shown meanwhile. */
  #replay(packets, ms) {
    const begun = new Ink();
    const whole = this.ink;
    const length = packets.at(-1).tMs;
    const began = performance.now();
    let next = 0;
    const step = () => {
      if (this.ink !== whole) return;
      const until = (length * (performance.now() - began)) / ms;
      while (next < packets.length && packets[next].tMs <= until) begun.apply(packets[next++]);
      this.replaying = next < packets.length && this.paper.canvas.isConnected;
      this.paper.show(this.replaying ? begun.strokes : whole.strokes);
      if (this.replaying) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
}

export class Wall {
  constructor(parent) {
    this.pictures = new WeakMap();
    this.tiles = new Keyed(parent, {
      key: ({ seat }) => seat.player,
      make: (item) => this.#make(item),
      update: (tile, item) => this.#update(tile, item),
      gone: (tile) => this.pictures.get(tile).paper.close(),
      glide: true,
    });
    this.wanted = null;
    new ResizeObserver(() => this.wanted && this.#fit()).observe(parent);
    scrolledByKeys(parent);
  }

  /** Take as many columns as make the tiles largest in the space that the wall has; `foot`, `least` and `most` in px. */
  fit(count, limits) {
    this.wanted = { count, ...limits };
    this.#fit();
  }

  #fit() {
    const { parent } = this.tiles;
    const { count, foot, least, most = Infinity } = this.wanted;
    const gap = parseFloat(getComputedStyle(parent).rowGap);
    const [columns, side] = largestTiles(count, parent.clientWidth, parent.clientHeight, { gap, foot, least });
    parent.style.gridTemplateColumns = `repeat(${columns}, ${Math.min(side, most)}px)`;
  }

  /** @param {Array<{seat, packets, replayMs?: number, stamped?: string, note?: string, under?: {words: string, confidence: number}, lead?: boolean}>} items @param {string | null} me who looks at it */
  show(items, me) {
    this.me = me;
    this.tiles.show(items);
  }

  #make({ seat }) {
    const canvas = element("canvas", { class: "sheet", role: "img" });
    const tile = element("li", { class: "tile" },
      element("div", { class: "tile-sheet" }, canvas, element("span", { class: "stamp", hidden: true })),
      element("div", { class: "tile-foot" },
        element("span", { class: "mark", "aria-hidden": "true" }),
        nameButton("tile-name"),
        element("span", { class: "tile-note" })),
      element("span", { class: "tile-guess" }));
    dress(tile, seat);
    this.pictures.set(tile, new Picture(canvas));
    return tile;
  }

  #update(tile, { seat, packets, replayMs, stamped = null, note = "", under = null, lead = false }) {
    const part = (name) => tile.querySelector(name);
    this.pictures.get(tile).show(packets, replayMs);
    part("canvas").setAttribute("aria-label", text("tile.by", { name: seat.name }));
    show(part(".stamp"), stamped !== null);
    write(part(".stamp"), stamped ?? "");
    writeName(part(".tile-name"), seat, this.me);
    write(part(".tile-note"), note);
    write(part(".tile-guess"), under ? under.words : "");
    tile.style.setProperty("--confidence", under?.confidence ?? 0);
    tile.classList.toggle("absent", !seat.present);
    tile.classList.toggle("ghost", Boolean(seat.ghost));
    tile.classList.toggle("stamped", stamped !== null);
    tile.classList.toggle("lead", lead);
  }
}

/** [columns, side] of square tiles, each with a foot, in such a space; where they would be less than least, the wall scrolls. */
export function largestTiles(count, width, height, { gap, foot, least }) {
  let best = [1, 0];
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const across = (width - gap * (columns - 1)) / columns;
    const down = (height - gap * (rows - 1)) / rows - foot;
    const side = Math.floor(Math.min(across, down));
    if (side > best[1]) best = [columns, side];
  }
  if (best[1] >= least) return best;
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return [columns, Math.floor((width - gap * (columns - 1)) / columns)];
}
