/* What the host asked for and the room does not show yet: so no change waits for the one before it, or undoes it. */

export class Wishes {
  constructor(changed = () => {}) {
    this.changed = changed;
    this.open = new Map();
    this.times = 0; // how often anything here changed
  }

  /** From now on the setting looks like this; `answered` has to follow. */
  wish(name, value) {
    const waiting = (this.open.get(name)?.waiting ?? 0) + 1;
    this.#put(name, { value, waiting, told: null });
  }

  /** The server took it or not, while the room's settings were these. */
  answered(name, value, taken, settings) {
    const wish = this.open.get(name);
    if (!wish) return;
    const waiting = wish.waiting - 1;
    this.#put(name, !taken && wish.value === value ? null : { ...wish, waiting, told: settings });
  }

  /** These settings with what is wished instead; a wish ends when the room shows it, or something newer. */
  over(settings) {
    const shown = { ...settings };
    for (const [name, { value, waiting, told }] of this.open) {
      const fulfilled = waiting === 0 && (told !== settings || String(settings[name]) === String(value));
      if (fulfilled) this.open.delete(name);
      else shown[name] = value;
    }
    return shown;
  }

  #put(name, wish) {
    if (wish) this.open.set(name, wish);
    else this.open.delete(name);
    this.times++;
    this.changed();
  }
}
