/* The store's clock as this page sees it, from the least of a few round trips. */

export const ROUND_TRIPS = 5;

export class Clock {
  /** @param {() => number} local a clock that never jumps, ms */
  constructor(local = () => performance.now()) {
    this.local = local;
    this.offset = null;
    this.measured = false;
  }

  /** The store's time now, ms. */
  now() {
    return this.local() + (this.offset ?? 0);
  }

  /** A time that just arrived: good enough until something is measured. */
  hint(now) {
    if (!this.measured) this.offset = Math.max(this.offset ?? -Infinity, now - this.local());
  }

  /** Measure; `ask` answers `{now}`. The quickest round trip knows best: half of it is the most it can be wrong. */
  async measure(ask) {
    let best = null;
    for (let i = 0; i < ROUND_TRIPS; i++) {
      const sentAt = this.local();
      const { now } = await ask();
      const took = this.local() - sentAt;
      if (!best || took < best.took) best = { took, offset: now - (sentAt + took / 2) };
    }
    this.offset = best.offset;
    this.measured = true;
  }
}
