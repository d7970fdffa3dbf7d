/* The packs of this server, and their words once they are wanted. */

export class Packs {
  /** @param {string[]} names of the packs served, as the page has them */
  constructor(names, fetch = (url) => globalThis.fetch(url)) {
    Object.assign(this, { names, fetch, words: null });
  }

  /** Ask once for the words of each pack; where they cannot be had, the server alone knows what is possible. */
  async load() {
    this.asked ??= this.#ask();
    if (!(await this.asked)) this.asked = null;
  }

  async #ask() {
    const answer = await this.fetch("/api/packs").catch(() => null);
    if (answer?.ok) this.words = (await answer.json()).packs;
    return this.words;
  }
}
