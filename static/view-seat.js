/* The name of a player, and the small menu behind it. */

import { dress } from "./colours.js";
import { element, show, write } from "./element.js";
import { text } from "./language.js";
import { unpress } from "./page.js";
import { MACHINE } from "./protocol.js";
import { standingOf } from "./state.js";
import { problemLine } from "./words.js";

/** An element with the player's name in it; `write` through `writeName`. */
export function nameButton(className) {
  return element("button", { type: "button", class: `name ${className}`, dir: "auto", "data-act": "seat" });
}

/** The name as it is now; who sits here too (`me`) may press it. */
export function writeName(target, { player, name, muted, ghost }, me) {
  target.dataset.player = player;
  target.disabled = !me || player === me || player === MACHINE || Boolean(ghost);
  target.title = target.disabled ? "" : text("seat.menu", { name });
  target.ariaLabel = muted ? text("seat.muted", { name }) : null;
  target.classList.toggle("muted", Boolean(muted));
  write(target, name);
}

/** The one menu of the page: for the seat whose name was pressed, as long as that seat is there. */
export class SeatMenu {
  constructor(dialog) {
    this.dialog = dialog;
    this.player = null;
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside it
  }

  open(player, state) {
    this.player = player;
    unpress(this.dialog.querySelector("[data-act=kick]")); // that was about somebody else
    this.show(state);
    if (this.seat) this.dialog.showModal();
  }

  close() {
    this.dialog.close();
  }

  show(state) {
    const part = (selector) => this.dialog.querySelector(selector);
    const { isHost } = standingOf(state);
    const cast = state.votes[this.player];
    this.seat = state.door === "inside" && !state.problem && state.room.seats.find(({ player }) => player === this.player);
    if (!this.seat) return this.dialog.open && this.close();
    const controls = !this.seat.plays; // of seats only a host's, which nobody votes away
    dress(this.dialog, this.seat);
    write(part(".seat-name"), this.seat.name);
    const votes = cast ? text("seat.votes", { count: cast.votes, needed: cast.needed }) : "";
    write(part(".seat-says"), state.notice ? problemLine(state.notice) : votes);
    write(part("[data-act=mute]"), text(this.seat.muted ? "seat.unmute" : "seat.mute"));
    for (const act of ["mute", "kick"]) show(part(`[data-act=${act}]`), isHost);
    show(part("[data-act=vote]"), !isHost && !controls);
  }
}
