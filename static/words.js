/* What the judge says, and other sentences that vary. Chance comes in. */

const BARE = /^(?:animal migration|camouflage|pants|shorts|eyeglasses|scissors|binoculars|headphones|stairs|grass|rain|lightning|underwear|stitches)$/;
const OWN_NAME = /^The /;

/** "a cat", "an owl", "the Eiffel Tower", "scissors". */
export function withArticle(category) {
  if (OWN_NAME.test(category)) return `the ${category.slice(4)}`;
  if (BARE.test(category)) return category;
  return `${/^(?:[aeiou]|hour)/i.test(category) && !/^(?:u[ns]i|eu|one)/i.test(category) ? "an" : "a"} ${category}`;
}

const WAITING = [
  "I am all eye. Draw something.", "A clean sheet. I like those.", "Whenever you are ready.",
  "Put the pen down anywhere.", "Surprise me.",
];
const READY = ["Ready? I am watching.", "Pencils up …", "Any moment now …", "Here it comes …"];
const UNSURE = [
  "Hmm … lines, so far.", "Could be anything. Go on.", "I am squinting.", "Interesting. More, please.",
  "Not yet, not yet …", "Give me one more line.",
];
const MAYBE = [
  "I see … {it}?", "Is that {it}?", "Maybe {it}?", "Something like {it} …", "It might be {it}.", "Looks a little like {it}.",
];
const CHANGED = [
  "No, wait: {it}?", "Or is it {it}?", "I take that back. {It}?", "I see … {was}? No, {it}?", "Hm. Rather {it}.",
];
const LIKELY = ["I think it is {it}.", "That looks like {it}.", "{It}, I would say.", "More and more like {it}."];
const SURE = ["That is {it}.", "{It}! Surely.", "I know this one: {it}.", "Clearly {it}.", "{It}. No doubt."];
const KNOWN = [
  "Oh! It’s {it}!", "I know! It’s {it}!", "{It}! Of course!", "Got it: {it}!", "Ha! {It}!", "Yes! That is {it}!",
];

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
    const [lines, it] = ready ? [READY, null] : recognised ? [KNOWN, recognised] : this.#linesFor(top);
    const mood = `${MOODS.get(lines)} ${it ?? ""}`;
    const same = mood === this.mood || (lines === CHANGED && this.mood?.endsWith(` ${it}`));
    if (!same) {
      this.text = filled(this.#pick(lines), it, this.top);
      this.mood = mood;
    }
    this.top = it ?? this.top;
    return this.text;
  }

  #linesFor(top) {
    if (!top) return [WAITING, null];
    if (top.confidence < STEADY_CONFIDENCE) return [UNSURE, null];
    if (top.confidence >= SURE_CONFIDENCE) return [SURE, top.category];
    if (top.confidence >= LIKELY_CONFIDENCE) return [LIKELY, top.category];
    const changed = this.top && this.top !== top.category;
    return [changed ? CHANGED : MAYBE, top.category];
  }

  #pick(lines) {
    const fresh = lines.filter((line) => !this.lately.includes(line));
    const from = fresh.length > 0 ? fresh : lines;
    const line = from[Math.floor(this.chance() * from.length)];
    this.lately = [...this.lately, line].slice(-12);
    return line;
  }
}

/** The same sentence, said to somebody by name. */
export function addressed(name, text) {
  const goesOn = /^I\b/.test(text) ? text : text[0].toLowerCase() + text.slice(1);
  return `${name}, ${goesOn}`;
}

const MOODS = new Map(Object.entries({ WAITING, READY, UNSURE, MAYBE, CHANGED, LIKELY, SURE, KNOWN }).map(([mood, lines]) => [lines, mood]));

function filled(line, it, was) {
  if (!it) return line;
  const named = withArticle(it);
  return line
    .replaceAll("{it}", named)
    .replaceAll("{It}", named[0].toUpperCase() + named.slice(1))
    .replaceAll("{was}", was ? withArticle(was) : "something");
}

/** What helps when something is in the way, by error name or closing reason: [heading, sentence]. */
export const PROBLEMS = Object.freeze({
  unknown_room: ["No such room", "This code opens nothing. Rooms close some time after the last drawing; maybe a letter is off?"],
  too_many_tries: ["Too many wrong codes", "Take a breath: from here, codes can be tried again in ten minutes."],
  room_full: ["Every seat is taken", "The room is full. You can watch, and take a seat when somebody leaves."],
  bad_name: ["That name will not do", "Use 1 to 24 ordinary characters."],
  bad_token: ["Your seat was given away", "You were gone for long. Take a new seat: your name still fits."],
  store_away: ["The room is out of reach", "We keep trying; nothing you drew is lost."],
  no_answer: ["No answer", "The server is slow just now. We keep trying."],
  canvas_full: ["This sheet is full", "Undo gives some of it back."],
  replaced: ["You draw in another tab now", "Your seat moved to the newer tab. You can bring it back here."],
  flooded: ["Too much at once", "That was more than the server takes from one page. We connect again in a few seconds."],
  left: ["See you!", "You left the room, and your seat is free again. It was good to see you draw."],
  expired: ["This room is over", "It was quiet for so long that the room was put away."],
  wrong_phase: ["Not just now", "The room has moved on; look again."],
  bad_settings: ["Not with these settings", "Choose other words, or fewer rounds."],
  not_host: ["Only the host can do that", "Ask the host, or wait until the room has a new one."],
  other: ["That did not work", "Something unexpected came back. Reload the page to go on."],
});

/** What the banner says while the line is not as it should be. */
export const BANNERS = Object.freeze({
  lost: "Connection lost. Trying again; draw on, nothing is lost.",
  away: "The room is out of reach for a moment. Trying again; nothing is lost.",
  returning: "Catching up …",
  flooded: "That was too much at once. We connect again in a few seconds.",
});

/** Said for a moment when the line is as it should be again; the second where the round did not wait. */
export const BACK = Object.freeze({ same: "Back. Nothing was lost.", moved: "Back. The room has moved on." });

export function ordinal(place) {
  const teens = place % 100 > 10 && place % 100 < 14;
  return `${place}${(!teens && { 1: "st", 2: "nd", 3: "rd" }[place % 10]) || "th"}`;
}

/** As they stand in the sentence of settings; a theme stands there by its own name. */
const DIFFICULTIES = Object.freeze({ easy: "easy words", medium: "medium words", hard: "hard words", all: "all words" });

/** The packs to choose from: [group's name, [[pack, title], …]], difficulties first; no group is empty. */
export function packGroups(packs) {
  const difficulties = Object.entries(DIFFICULTIES).filter(([pack]) => packs.includes(pack));
  const themes = packs.filter((pack) => !(pack in DIFFICULTIES)).map((pack) => [pack, pack]);
  return [["By difficulty", difficulties], ["By theme", themes]].filter(([, titles]) => titles.length > 0);
}

export function counted(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

export function percent(share) {
  return share < 0.005 ? "<\u202f1\u00a0%" : `${Math.round(share * 100)}\u00a0%`;
}
