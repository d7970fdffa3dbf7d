import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { capital, filled, inner, knows, learn, lines, listed, named, ordinal, phrased, speak, tenths, text } from "../../static/language.js";
import { ENGLISH } from "./english.js";

const ARABIC = {
  language: "ar",
  sentences: {
    "language.locale": "ar",
    "language.direction": "rtl",
    points: { zero: "0", one: "1", two: "2", few: "3-10 {count}", many: "11-99 {count}", other: "100 {count}" },
    wins: "{name}!",
    place: "{place}.",
  },
  categories: { cat: { name: "قطة" } },
};

afterEach(() => speak(ENGLISH));

test("a number takes the form that the language gives it", () => {
  assert.deepEqual([1, 2].map((count) => text("podium.points", { count })), ["1 point", "2 points"]);
  speak(ARABIC);
  assert.deepEqual([0, 1, 2, 3, 11, 100].map((count) => text("points", { count })), ["0", "1", "2", "3-10 3", "11-99 11", "100 100"]);
});

test("a form that a language leaves out is the other one", () => {
  speak({ ...ENGLISH, sentences: { seen: { other: "{count} seen" } } });
  assert.equal(text("seen", { count: 1 }), "1 seen");
});

test("places are counted as people count them", () => {
  const places = [1, 2, 3, 4, 11, 12, 13, 20, 21, 22, 23, 60].map(ordinal);
  assert.deepEqual(places, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "20th", "21st", "22nd", "23rd", "60th"]);
  speak(ARABIC);
  assert.equal(ordinal(2), "2.");
});

test("a key that nobody wrote stands for itself, and a category by its English name", () => {
  assert.equal(knows("nothing.here"), false);
  assert.equal(text("nothing.here"), "nothing.here");
  assert.deepEqual(lines("nothing.here"), ["nothing.here"]);
  assert.deepEqual([named("griffin"), phrased("griffin")], ["griffin", "griffin"]);
});

test("things have the article that people would use", () => {
  const said = ["cat", "owl", "The Eiffel Tower", "scissors", "umbrella", "hourglass", "axe", "eye", "sun", "grapes"].map(phrased);
  assert.deepEqual(said, ["a cat", "an owl", "the Eiffel Tower", "scissors", "an umbrella", "an hourglass", "an axe", "an eye", "the sun", "grapes"]);
});

test("what has no phrase of its own stands in a sentence by its name", () => {
  speak(ARABIC);
  assert.equal(phrased("cat"), "قطة");
});

test("an unknown place stays, and a value with a place in it is not filled again", () => {
  assert.equal(filled("{a} and {b}", { a: "{b}" }), "{b} and {b}");
});

test("from right to left a name is kept apart from the words around it", () => {
  speak(ARABIC);
  assert.equal(text("wins", { name: "Ada" }), "\u2068Ada\u2069!");
  assert.equal(listed(["Ada", "Bo"]), "\u2068Ada\u2069 و\u2068Bo\u2069");
});

test("nor does a name from right to left turn the words of a sentence from left to right", () => {
  assert.equal(text("aloud.knows", { name: "ليلى" }), "\u2068ليلى\u2069 knows it.");
  assert.equal(listed(["ليلى", "محمد", "Bo"]), "\u2068ليلى\u2069, \u2068محمد\u2069 and Bo");
});

test("names are joined as the language joins them", () => {
  assert.equal(listed(["Ada", "Bo", "Chidi"]), "Ada, Bo and Chidi");
});

test("seconds have one decimal, with the sign of the language", () => {
  assert.equal(tenths(4), "4.0");
  speak({ ...ENGLISH, language: "de", sentences: {} });
  assert.equal(tenths(4.26), "4,3");
});

test("a sentence begins large and goes on small, but for words that are always large", () => {
  assert.equal(capital("a cat"), "A cat");
  assert.equal(inner("Is that a cat?"), "is that a cat?");
  assert.equal(inner("I see … a cat?"), "I see … a cat?");
  assert.equal(inner("… a cat?"), "… a cat?");
});

test("a page learns the language of the catalogs that its head names", async () => {
  const served = { "/interface": { greet: "Hallo" }, "/categories": { cat: { name: "Katze" } } };
  const page = {
    documentElement: { lang: "de" },
    querySelector: (link) => ({ href: `/${link.match(/catalog=(\w+)/)[1]}` }),
  };
  await learn(page, async (url) => ({ json: async () => served[url] }));
  assert.deepEqual([text("greet"), named("cat"), tenths(1)], ["Hallo", "Katze", "1,0"]);
});

const FOLDER = new URL("../../static/i18n/", import.meta.url);

test("every language has the plural forms that its numbers ask for", () => {
  for (const language of readdirSync(FOLDER)) {
    const sentences = sentencesOf(language);
    const locale = sentences["language.locale"] ?? language;
    assert.deepEqual(Intl.PluralRules.supportedLocalesOf(locale).length, 1, locale);
    for (const [key, forms] of Object.entries(sentences)) {
      if (typeof forms === "string" || Array.isArray(forms)) continue;
      const rules = new Intl.PluralRules(locale, { type: key === "place" ? "ordinal" : "cardinal" });
      const asked = new Set(Array.from({ length: 1_001 }, (_, number) => rules.select(number)));
      assert.deepEqual([...asked].filter((form) => !(form in forms)), [], `${language} ${key}`);
    }
  }
});

/** Nothing yet where only the categories are translated. */
function sentencesOf(language) {
  try {
    return JSON.parse(readFileSync(new URL(`${language}/interface.json`, FOLDER), "utf8"));
  } catch (missing) {
    if (missing.code !== "ENOENT") throw missing;
    return {};
  }
}
