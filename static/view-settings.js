/* The settings: a sentence for all, everything else for the host. */

import { asked, drawersOf, matters, playersSuffice, possible, unusual, wordCount } from "./choices.js";
import { element, Keyed, show, write } from "./element.js";
import { listed, named, text } from "./language.js";
import { asksForLess } from "./motion.js";
import { standingOf } from "./state.js";
import { packGroups, problem } from "./words.js";

const SOME_OF = new Set(["rounds", "seconds"]);
/** So many packs are named in the sentence; more are counted. */
const NAMED_PACKS = 2;
/** Stands in the sentence where words come from elsewhere than one pack. */
const MIX = "";

/** @param {HTMLFormElement} form all settings, or only those of the room @param {{packs: Packs, wishes: Wishes}} means */
export function settingsView(form, { packs, wishes }) {
  const words = form.elements.pack ? wordsView(form, packs) : null;
  let shown = "";
  let last = null;
  const view = (state) => {
    last = state;
    const { isHost } = standingOf(state);
    const settings = wishes.over(state.room.settings);
    const players = state.room.seats.filter(({ plays }) => plays).length;
    const now = JSON.stringify([settings, isHost, players, wishes.times, packs.words !== null]);
    if (now === shown) return;
    shown = now;
    form.classList.toggle("mine", isHost);
    for (const field of form.elements) if (field.name) showField(field, settings, packs.words);
    for (const field of form.querySelectorAll(".switch input")) show(field.parentElement, matters(field.name, settings.mode));
    if (words) words(settings, isHost, players);
  };
  form.querySelector(".more")?.addEventListener("toggle", async ({ target }) => {
    const still = asksForLess();
    if (target.open) form.scrollIntoView({ behavior: still ? "auto" : "smooth" });
    await packs.load();
    if (last) view(last);
  });
  return view;
}

function showField(field, settings, words) {
  const { name, value } = field;
  if (field.localName === "select") return choose(field, selected(name, settings), settings, words);
  field.checked = name === "only_own" ? settings.packs.length === 0
    : field.type === "radio" ? settings[name] === value : [settings[name]].flat().some((one) => one === true || one === value);
  const less = field.checked !== (name === "only_own"); // only fewer words can be too few
  field.disabled = less && !possible(settings, asked(settings, { name, value, checked: !field.checked }), words);
}

function selected(name, settings) {
  if (name === "public") return settings.public ? "yes" : "no";
  if (name === "pack") return settings.packs.length === 1 && settings.own.length === 0 ? settings.packs[0] : MIX;
  return String(settings[name]);
}

function choose(select, value, settings, words) {
  const { name } = select;
  if (![...select.options].some((option) => option.value === value)) select.append(element("option", { value }, value));
  for (const option of select.options) {
    if (SOME_OF.has(name)) write(option, text(`settings.some.${name}`, { count: Number(option.value) }));
    option.disabled = option.value !== value && !possible(settings, asked(settings, { name, value: option.value }), words);
  }
  if (select.value !== value) select.value = value;
}

/** The parts that speak of words: packs, own categories, and how many they are. */
function wordsView(form, packs) {
  const part = (selector) => form.querySelector(selector);
  const groups = packGroups(packs.names);
  const mix = element("option", { value: MIX, hidden: true });
  part("[name=pack]").replaceChildren(mix, ...groups.map(([label, titles]) =>
    element("optgroup", { label }, ...titles.map(([value, title]) => element("option", { value }, title)))));
  part(".packs").replaceChildren(...groups.map(([label, titles]) => element("div", {}, element("p", { class: "label" }, label),
    element("div", { class: "pills" }, ...titles.map(([value, title]) => pill("packs", value, title))))));
  const chips = new Keyed(part(".own"), { key: (word) => word, make: (word) => element("li", {}, pill("own", word, named(word))), update: () => {} });
  const titles = new Map(groups.flatMap(([, some]) => some));
  part(".find").addEventListener("input", () => find(form));
  return (settings, isHost, players) => {
    const count = wordCount(settings, packs.words);
    write(mix, mixWords(settings, titles));
    part(".sentence").disabled = !isHost;
    show(part(".more"), isHost);
    showWay(form, settings, isHost);
    write(part(".unusual"), unusualWords(settings, form, players));
    chips.show(settings.own);
    if (packs.words && part(".found").childElementCount === 0) offer(form, packs.words.all ?? [], settings);
    for (const chip of part(".own").querySelectorAll("input")) showField(chip, settings, packs.words);
    write(part(".words-count"), count === null ? "" : text("settings.some.words", { count }));
    write(part(".words-hint"), wordsHint(settings, count));
  };
}

/** How it is played: the host's choice, and everybody's to read. */
function showWay(form, { mode }, isHost) {
  show(form.querySelector(".ways"), isHost);
  write(form.querySelector(".way-words > strong"), isHost ? "" : text(`settings.mode.${mode}`));
  write(form.querySelector(".way-words > span"), text(`settings.about.${mode}`));
}

function pill(name, value, title) {
  return element("label", { class: "pill" }, element("input", { type: "checkbox", name, value }), element("span", {}, title));
}

/** All categories, in the order of the page's language. */
function offer(form, categories, settings) {
  const order = new Intl.Collator(document.documentElement.lang);
  const sorted = [...categories].sort((a, b) => order.compare(named(a), named(b)));
  form.querySelector(".found").replaceChildren(...sorted.map((category) => pill("own", category, named(category))));
  for (const field of form.querySelectorAll(".found input")) showField(field, settings, null);
  find(form);
}

function find(form) {
  const wanted = plain(form.querySelector(".find").value);
  for (const label of form.querySelectorAll(".found .pill")) show(label, plain(label.textContent).includes(wanted));
}

/** Without accents and large letters, as people type in a hurry. */
function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function mixWords({ packs, own }, titles) {
  const some = packs.length > NAMED_PACKS ? [text("settings.some.packs", { count: packs.length })] : packs.map((pack) => titles.get(pack) ?? pack);
  return listed(own.length > 0 ? [...some, text("settings.some.own", { count: own.length })] : some);
}

function unusualWords(settings, form, players) {
  const { language, players: count, scoring } = settings;
  const name = [...form.elements.language.options].find((option) => option.value === language)?.text ?? language;
  const said = unusual(settings).map((which) =>
    (which === "scoring" ? text(`settings.scoring.${scoring}`) : text(`settings.unusual.${which}`, { count, name })));
  const drawers = drawersOf(settings, players);
  if (drawers < players) said.push(text("settings.unusual.turns", { count: drawers, all: players }));
  return said.join(" · ");
}

function wordsHint({ rounds, packs, own }, count) {
  if (packs.length > 0 && own.length < rounds) return text("settings.few", { count: rounds - own.length });
  return count !== null && count <= rounds ? text("settings.edge") : "";
}

/** Why the host cannot start yet, in a sentence; empty where nothing is in the way. */
export function inTheWay({ settings }, drawers) {
  if (playersSuffice(settings, drawers)) return "";
  return drawers === 0 ? text("lobby.first") : problem("too_few")[1];
}
