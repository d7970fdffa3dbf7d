/* What was said, as a list that follows its end; and who guesses, lit up as they know it. */

import { dress } from "./colours.js";
import { element, Keyed, scrolledByKeys, write } from "./element.js";
import { ordinal, text } from "./language.js";
import { guessersOf, solvedPlaces } from "./machine.js";

/** Nearer to its end than this, in px, a list goes on with what comes. */
const NEAR = 40;

export class Lines {
  /** @param {HTMLElement} parent scrolls, and holds an ol */
  constructor(parent) {
    this.parent = parent;
    this.follows = true;
    parent.addEventListener("scroll", () => {
      this.follows = parent.scrollHeight - parent.scrollTop - parent.clientHeight < NEAR;
    });
    new ResizeObserver(() => this.#follow()).observe(parent); // a screen that is turned, or has a keyboard on it
    this.items = new Keyed(parent.querySelector("ol"), {
      key: ({ line: { player, at, text: said } }) => `${player} ${at} ${said}`, make: makeLine, update: () => {},
    });
  }

  /** The lines, in the language that is spoken in the room. */
  show(lines, { seats, settings }) {
    this.items.parent.lang = settings.language;
    this.items.show(lines.map((line) => ({ line, seat: seats.find(({ player }) => player === line.player) })));
    this.#follow();
  }

  /** What was guessed and said in this round. */
  showRound(room) {
    const { said = [], round } = room;
    this.show(said.filter((line) => line.round === round), room);
  }

  #follow() {
    if (this.follows) this.parent.scrollTop = this.parent.scrollHeight;
  }
}

/** Made once: a line keeps the name of who left. */
function makeLine({ line, seat }) {
  const made = element("li", { class: line.is_guess ? "line guessed" : "line" },
    element("span", { class: "mark", "aria-hidden": "true" }),
    element("p", { class: "line-words" },
      element("strong", { dir: "auto" }, seat?.name ?? text("talk.gone")), " ",
      element(line.is_guess ? "em" : "span", { dir: "auto" }, line.text)));
  dress(made, seat ?? { player: line.player, colour: 0, name: "" });
  return made;
}

/** The marks of those who guess; who knows it is lit. Returns `(room)`. */
export function guessersView(parent) {
  scrolledByKeys(parent);
  const marks = new Keyed(parent, { key: ({ seat }) => seat.player, make: makeGuesser, update: lightUp });
  return (room) => {
    const places = solvedPlaces(room.solved ?? {});
    marks.show(guessersOf(room).map((seat) => ({ seat, place: places.get(seat.player) ?? null })));
  };
}

function makeGuesser({ seat }) {
  const made = element("li", { class: "guesser" },
    element("span", { class: "mark", "aria-hidden": "true" }),
    element("span", { class: "guesser-name", dir: "auto" }, seat.name),
    element("span", { class: "guesser-place" }));
  dress(made, seat);
  return made;
}

function lightUp(made, { seat, place }) {
  write(made.querySelector(".guesser-place"), place === null ? "" : ordinal(place));
  made.classList.toggle("solved", place !== null);
  made.classList.toggle("absent", !seat.present);
}
