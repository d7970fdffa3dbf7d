/* The page's language: its sentences, and the names of the categories, from the two catalogs of the page. */

/** Latin digits everywhere: the clock, codes and scores are written in them too. */
const DIGITS = { numberingSystem: "latn", useGrouping: false };

const FROM_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Until a language is spoken, keys and English names stand for themselves. */
let spoken = tongue({ language: "en", sentences: {}, categories: {} });

/**
 * From now on, words come from here.
 * @param {{language, sentences, categories}} catalogs
 *   sentences: key → text with {places}, or plural forms {one, few, other, …}, or a list of variants;
 *   categories: English name → {name, phrase}, where `phrase` is the name as it stands in a sentence
 */
export function speak(catalogs) {
  spoken = tongue(catalogs);
}

function tongue({ language, sentences, categories }) {
  const locale = sentences["language.locale"] ?? language;
  return {
    language, sentences, categories,
    isolates: sentences["language.direction"] === "rtl",
    counts: new Intl.PluralRules(locale),
    places: new Intl.PluralRules(locale, { type: "ordinal" }),
    numbers: new Intl.NumberFormat(locale, DIGITS),
    tenths: new Intl.NumberFormat(locale, { ...DIGITS, minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    lists: new Intl.ListFormat(locale),
  };
}

/** Load the catalogs that the page names in its head, and speak its language. */
export async function learn(page, fetch = globalThis.fetch) {
  const [sentences, categories] = await Promise.all(["interface", "categories"].map(async (catalog) => {
    const answer = await fetch(page.querySelector(`link[data-catalog=${catalog}]`).href);
    return answer.json();
  }));
  speak({ language: page.documentElement.lang, sentences, categories });
}

/** The sentence of this key; of plural forms, the one that `count` takes. A key that nobody wrote stands for itself. */
export function text(key, values = {}) {
  return filled(formOf(spoken.sentences[key] ?? key, spoken.counts, values.count), values);
}

export function knows(key) {
  return key in spoken.sentences;
}

/** The variants of this key, their places still open. */
export function lines(key) {
  return spoken.sentences[key] ?? [key];
}

/** A variant with its places filled. */
export function filled(line, values) {
  return line.replace(/\{(\w+)\}/g, (place, name) => (name in values ? shown(values[name]) : place));
}

/** "cat", in the page's language. */
export function named(category) {
  return spoken.categories[category]?.name ?? category;
}

/** "a cat": as it stands in a sentence. */
export function phrased(category) {
  return spoken.categories[category]?.phrase ?? named(category);
}

/** "2nd" */
export function ordinal(place) {
  return filled(formOf(spoken.sentences.place ?? "{place}", spoken.places, place), { place });
}

/** "Ada, Bo and Chidi" */
export function listed(names) {
  return spoken.lists.format(names.map(shown));
}

/** "4.3" */
export function tenths(number) {
  return spoken.tenths.format(number);
}

/** The sentence with a large letter first, where the language has them. */
export function capital(words) {
  return words && withFirst(words, (letter) => letter.toLocaleUpperCase(spoken.language));
}

/** The sentence as it goes on after a comma; words that are always written large stay so. */
export function inner(words) {
  const first = words.match(/^[\p{L}\p{N}]+/u)?.[0];
  return lines("judge.capitals").includes(first) ? words : withFirst(words, (letter) => letter.toLocaleLowerCase(spoken.language));
}

function withFirst([first, ...rest], change) {
  return change(first) + rest.join("");
}

function formOf(entry, rules, number) {
  return typeof entry === "string" ? entry : entry[rules.select(number)] ?? entry.other;
}

/** A name in letters of the other direction would turn the words around it. */
function shown(value) {
  if (typeof value === "number") return spoken.numbers.format(value);
  return spoken.isolates || FROM_RIGHT.test(value) ? `\u2068${value}\u2069` : value;
}
