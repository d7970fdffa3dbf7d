/* The judge as the page shows it: the eye, what it says, and bars for its guesses. */

import { element, Keyed, write } from "./element.js";
import { Eye } from "./eye.js";
import { named } from "./language.js";
import { addressed, percent, Voice } from "./words.js";

export class Judge {
  /** @param {HTMLElement} root holds an .eye, a .says and a .bars */
  constructor(root) {
    this.eye = new Eye(root.querySelector(".eye"));
    this.voice = new Voice();
    this.says = root.querySelector(".says");
    this.guess = ""; // what it says of a drawing that it does not know yet
    this.bars = new Keyed(root.querySelector(".bars"), {
      key: (guess) => guess.category,
      make: ({ category }) => barOf(category),
      update: fill,
      glide: true,
    });
    this.show([]);
  }

  /** @param {Array} guesses surest first; `prompt` is marked among them, `recognised` is said aloud; `ready`: drawing begins soon; `to`: whose drawing it is; `theirs`: whoever reads does not draw */
  show(guesses, { prompt = null, recognised = null, ready = false, to = null, theirs = false } = {}) {
    const said = this.voice.say(guesses, { recognised, ready, theirs });
    write(this.says, to === null ? said : addressed(to, said));
    this.guess = guesses.length > 0 && !recognised && !ready ? this.says.textContent : "";
    this.bars.show(guesses.map((guess) => ({ ...guess, wanted: guess.category === prompt })));
    this.eye.light(Boolean(recognised));
    if (!recognised) this.eye.trust(guesses[0]?.confidence ?? null);
  }
}

function barOf(category) {
  return element("li", { class: "bar" },
    element("span", { class: "bar-name" }, named(category)),
    element("span", { class: "bar-share" }),
    element("span", { class: "bar-track", "aria-hidden": "true" }, element("span", { class: "bar-fill" })));
}

function fill(bar, { confidence, wanted }) {
  write(bar.querySelector(".bar-share"), percent(confidence));
  bar.querySelector(".bar-fill").style.transform = `scaleX(${confidence})`;
  bar.classList.toggle("wanted", wanted);
}
