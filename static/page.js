/* What every page has: the theme button, and a second press for what cannot be taken back. */

const SURE_MS = 4_000;

/** Change between paper and blackboard, and remember it. */
export function switchTheme(page, memory, changed) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = page.documentElement.dataset.theme ?? (dark ? "blackboard" : "paper");
  const theme = now === "paper" ? "blackboard" : "paper";
  page.documentElement.dataset.theme = theme;
  memory.theme = theme;
  changed();
}

/** True on the second press within a few seconds; the button says so meanwhile. */
export function pressedTwice(button, timers = globalThis) {
  if (button.dataset.words) return true;
  button.dataset.words = button.textContent;
  button.textContent = button.dataset.sure;
  timers.setTimeout(() => {
    button.textContent = button.dataset.words;
    delete button.dataset.words;
  }, SURE_MS);
  return false;
}
