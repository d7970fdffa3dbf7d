/* What a phone can do for a race: stay awake, be felt, and not zoom or select by accident. */

const RECOGNISED_PATTERN_MS = [40, 60, 90];

/** Keeps the screen on while it is wanted, where the browser can. */
export class Wakefulness {
  /** @param {Document} page its navigator may have a wakeLock */
  constructor(page) {
    this.page = page;
    this.device = page.defaultView.navigator.wakeLock;
    this.wanted = false;
    this.lock = null;
    this.asking = false;
  }

  want(wanted) {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.check();
  }

  /** Hold the lock if and only if it is wanted; hiding the page takes it away, so ask again on coming back. */
  async check() {
    if (!this.device || this.asking) return;
    const wanted = this.wanted && this.page.visibilityState === "visible";
    if (this.lock && (!wanted || this.lock.released)) this.#release();
    if (!wanted || this.lock) return;
    this.asking = true;
    this.lock = await this.device.request("screen").catch(() => null); // refused, as when the battery is low: the next change asks again
    this.asking = false;
    if (this.lock && !(this.wanted && this.page.visibilityState === "visible")) this.#release();
  }

  #release() {
    const { lock } = this;
    this.lock = null;
    if (!lock.released) lock.release().catch(() => {}); // gone already
  }
}

/** Felt at one's own recognition; a browser may forbid it to pages that nobody has touched. */
export function buzz(device) {
  if (device.vibrate && device.userActivation?.hasBeenActive !== false) device.vibrate(RECOGNISED_PATTERN_MS);
}

/** The wakefulness follows the page's being seen, and no pinch zooms while `draws()`. Returns unbind. */
export function bindPhone(page, wakefulness, draws) {
  const seen = () => wakefulness.check();
  const pinch = (event) => draws() && event.preventDefault(); // iOS zooms in spite of touch-action
  page.addEventListener("visibilitychange", seen);
  page.addEventListener("gesturestart", pinch, { passive: false });
  return () => {
    page.removeEventListener("visibilitychange", seen);
    page.removeEventListener("gesturestart", pinch);
    wakefulness.want(false);
  };
}

/** Less of the screen than this share is seen where a keyboard lies over it. */
const COVERED = 0.7;

/** The styles know what a keyboard leaves to be seen: --seen high, from --seen-top on. Returns unbind. */
export function bindKeyboard(page) {
  const seen = page.defaultView.visualViewport;
  if (!seen) return () => {};
  const tell = () => {
    const { style } = page.documentElement;
    const zoomed = seen.scale > 1.01; // by two fingers: the page itself is not to change
    style.setProperty("--seen", zoomed ? "100dvh" : `${seen.height}px`);
    style.setProperty("--seen-top", zoomed ? "0px" : `${seen.offsetTop}px`);
    const touched = page.defaultView.matchMedia("(pointer: coarse)").matches;
    page.body.dataset.keys = touched && !zoomed && seen.height < COVERED * page.defaultView.screen.availHeight ? "up" : "";
  };
  tell();
  for (const name of ["resize", "scroll"]) seen.addEventListener(name, tell);
  return () => {
    for (const name of ["resize", "scroll"]) seen.removeEventListener(name, tell);
  };
}
