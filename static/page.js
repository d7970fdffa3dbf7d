/* What every page has: its bar's theme and language, and a second press for what cannot be taken back. */

import { paintAll } from "./paper.js";

const SURE_MS = 4_000;
const DARK = "(prefers-color-scheme: dark)";
const A_YEAR_SECONDS = 31_536_000;

/** What the bar's buttons and fields do. */
export function barActs(page, memory) {
  return { theme: () => switchTheme(page, memory), language: (field) => switchLanguage(page, field.value) };
}

/** Change between paper and blackboard, and remember it. */
function switchTheme(page, memory) {
  const now = page.documentElement.dataset.theme ?? (matchMedia(DARK).matches ? "blackboard" : "paper");
  const theme = now === "paper" ? "blackboard" : "paper";
  page.documentElement.dataset.theme = theme;
  memory.theme = theme;
  repaint(page);
}

/** What does not follow the styles by itself: ink on canvases, and the browser's own bar. */
function repaint(page) {
  const paper = page.defaultView.getComputedStyle(page.documentElement).getPropertyValue("--paper");
  for (const bar of page.querySelectorAll("meta[name=theme-color]")) bar.content = paper;
  paintAll();
}

/** The server chooses the words, so the page is asked for anew; the seat's token brings everything back. */
function switchLanguage(page, language) {
  page.cookie = `language=${language}; path=/; max-age=${A_YEAR_SECONDS}; SameSite=Lax`;
  page.defaultView.location.reload();
}

/** The page follows the system's theme, where none was chosen. Returns unbind. */
export function bindTheme(page) {
  const system = page.defaultView.matchMedia(DARK);
  const change = () => repaint(page);
  change();
  system.addEventListener("change", change);
  return () => system.removeEventListener("change", change);
}

/** True on the second press within a few seconds; the button says so meanwhile. */
export function pressedTwice(button, timers = globalThis) {
  if (button.dataset.words) return true;
  button.dataset.words = button.textContent;
  button.textContent = button.dataset.sure;
  timers.setTimeout(() => unpress(button), SURE_MS);
  return false;
}

/** As if it had not been pressed. */
export function unpress(button) {
  if (!button.dataset.words) return;
  button.textContent = button.dataset.words;
  delete button.dataset.words;
}
