/* What the judge says, and other words that need a choice. Chance comes in. */

import { capital, filled, inner, knows, lines, phrased, text } from "./language.js";

const STEADY_CONFIDENCE = 0.15;
const LIKELY_CONFIDENCE = 0.45;
const SURE_CONFIDENCE = 0.75;

/** Speaks in the first person, and repeats itself rarely. */
export class Voice {
  constructor(chance = Math.random) {
    this.chance = chance;
    this.lately = [];
    this.mood = null;
    this.text = "";
    this.top = null;
  }

  /** The sentence for these guesses (surest first); it changes only when there is something new to say. `ready`: not yet. */
  say(guesses, { recognised = null, ready = false } = {}) {
    const top = guesses[0];
    const [tone, it] = ready ? ["judge.ready", null] : recognised ? ["judge.known", recognised] : this.#toneFor(top);
    const mood = `${tone} ${it ?? ""}`;
    const same = mood === this.mood || (tone === "judge.changed" && this.mood?.endsWith(` ${it}`));
    if (!same) {
      this.text = sentence(this.#pick(lines(tone)), it, this.top);
      this.mood = mood;
    }
    this.top = it ?? this.top;
    return this.text;
  }

  #toneFor(top) {
    if (!top) return ["judge.waiting", null];
    if (top.confidence < STEADY_CONFIDENCE) return ["judge.unsure", null];
    if (top.confidence >= SURE_CONFIDENCE) return ["judge.sure", top.category];
    if (top.confidence >= LIKELY_CONFIDENCE) return ["judge.likely", top.category];
    const changed = this.top && this.top !== top.category;
    return [changed ? "judge.changed" : "judge.maybe", top.category];
  }

  #pick(all) {
    const fresh = all.filter((line) => !this.lately.includes(line));
    const from = fresh.length > 0 ? fresh : all;
    const line = from[Math.floor(this.chance() * from.length)];
    this.lately = [...this.lately, line].slice(-12);
    return line;
  }
}

/** What a player is called here, or, without a seat any more, what stands for a name. */
export function nameOf({ seats }, player) {
  return seats.find((seat) => seat.player === player)?.name ?? text("talk.gone");
}

/** The same sentence, said to somebody by name. */
export function addressed(name, words) {
  return text("judge.to", { name, said: inner(words), Said: words });
}

function sentence(line, it, was) {
  if (!it) return line;
  const phrase = phrased(it);
  return filled(line, { it: phrase, It: capital(phrase), was: was ? phrased(was) : text("judge.something") });
}

/** What helps when something is in the way, by error name or closing reason: [heading, sentence]. */
export function problem(name) {
  const known = knows(`problem.${name}.head`) ? name : "other";
  return [text(`problem.${known}.head`), text(`problem.${known}.words`)];
}

/** The same in one line. */
export function problemLine(name) {
  const [head, words] = problem(name);
  return text("problem.whole", { head, words });
}

const DIFFICULTIES = ["easy", "medium", "hard", "all"];

/** The packs to choose from: [group's name, [[pack, title], …]], difficulties first; no group is empty. */
export function packGroups(packs) {
  const titled = (pack) => [pack, packTitle(pack)];
  const difficulties = DIFFICULTIES.filter((pack) => packs.includes(pack)).map(titled);
  const themes = packs.filter((pack) => !DIFFICULTIES.includes(pack)).map(titled);
  const groups = [[text("settings.difficulties"), difficulties], [text("settings.themes"), themes]];
  return groups.filter(([, titles]) => titles.length > 0);
}

/** As it stands in the sentence of settings; a pack that came with another model has no name but its own. */
function packTitle(pack) {
  return knows(`pack.${pack}`) ? text(`pack.${pack}`) : pack;
}

export function percent(share) {
  return share < 0.005 ? text("judge.share.least") : text("judge.share", { percent: Math.round(share * 100) });
}
