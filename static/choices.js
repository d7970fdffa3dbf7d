/* What a host may choose: what matters when, what a field asks for, and whether there are words enough for it. */

/** A room as it is made; how many players it takes at first depends on its host. */
export const USUAL = Object.freeze({
  mode: "race", scoring: "speed", choose: true, rivals: true, public: false, players: [25, 60], language: "en",
});
/** By mode, how many players a match needs. */
export const LEAST_PLAYERS = Object.freeze({ race: 1, machine: 2 });
const ONLY_IN = { choose: "machine", rivals: "race" };
const NUMBERS = new Set(["rounds", "seconds", "players"]);
const LISTS = new Set(["packs", "own"]);
/** What is drawn from where somebody gives up the words of their own alone. */
export const FIRST_PACK = "easy";

/** Whether a setting changes anything in this mode. */
export function matters(name, mode) {
  return (ONLY_IN[name] ?? mode) === mode;
}

/** The names of what is not as in a room just made, and matters; the mode is told anyhow. */
export function unusual(settings) {
  const usual = (name) => name === "mode" || [USUAL[name]].flat().includes(settings[name]);
  return Object.keys(USUAL).filter((name) => !usual(name) && matters(name, settings.mode));
}

/** How many of so many players get to draw in a match: a round has one drawer against the machine. */
export function drawersOf({ mode, rounds }, players) {
  return mode === "machine" ? Math.min(rounds, players) : players;
}

/**
 * What a changed field asks for, as [setting, value]; lists are whole.
 * `pack` is one pack instead of all others, `only_own` none at all.
 */
export function asked(settings, { name, value, checked }) {
  if (name === "pack") return ["packs", [value]];
  if (name === "only_own") return ["packs", checked ? [] : [FIRST_PACK]];
  if (LISTS.has(name)) {
    const others = settings[name].filter((one) => one !== value);
    return [name, checked ? [...others, value] : others];
  }
  if (NUMBERS.has(name)) return [name, Number(value)];
  if (name === "public") return [name, value === "yes"];
  return [name, typeof USUAL[name] === "boolean" ? checked : value];
}

/** How many words there are to draw; null while nobody knows what the packs hold. */
export function wordCount({ packs, own }, words) {
  if (packs.length > 0 && !words) return null;
  return new Set([...packs.flatMap((pack) => words[pack] ?? []), ...own]).size;
}

/** Whether there would be a word for each round, so far as one knows. */
export function possible(settings, [name, value], words) {
  const next = { ...settings, [name]: value };
  const count = wordCount(next, words);
  return count === null || count >= next.rounds;
}

/** Whether so many can begin a match of this mode. */
export function playersSuffice({ mode }, players) {
  return players >= LEAST_PLAYERS[mode];
}
