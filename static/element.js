/* Elements made and kept in step with data. Text only ever goes in as text. */

import { asksForLess } from "./motion.js";

/** An element; attributes that are null are left out, children may be text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Write text only where it differs, so that screen readers and animations are left in peace. */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

export function show(target, shown) {
  target.hidden = !shown;
}

/** Let keys scroll a list while there is more of it than is seen. */
export function scrolledByKeys(list) {
  const check = () => {
    const { overflowX, overflowY } = getComputedStyle(list);
    const scrolls = (overflowY === "auto" && list.scrollHeight > list.clientHeight) || (overflowX === "auto" && list.scrollWidth > list.clientWidth);
    list.tabIndex = scrolls ? 0 : -1; // left to itself, a browser stops at a list that is a part of a pixel too long
  };
  new ResizeObserver(check).observe(list);
  new MutationObserver(check).observe(list, { childList: true });
}

/**
 * Children of `parent` that follow a list: made once for each key, updated, put in order, removed when gone.
 * With `glide`, those that change place move there.
 */
export class Keyed {
  constructor(parent, { key, make, update, gone = () => {}, glide = false }) {
    Object.assign(this, { parent, key, make, update, gone, glide, nodes: new Map() });
  }

  show(items) {
    const order = items.map(this.key).join();
    const before = this.glide && order !== this.order ? this.#places() : null; // measuring costs a layout
    this.order = order;
    const kept = new Set(items.map(this.key));
    for (const [key, node] of this.nodes) {
      if (kept.has(key)) continue;
      this.gone(node);
      node.remove();
      this.nodes.delete(key);
    }
    items.forEach((item, index) => {
      const key = this.key(item);
      if (!this.nodes.has(key)) this.nodes.set(key, this.make(item));
      const node = this.nodes.get(key);
      if (this.parent.children[index] !== node) this.parent.insertBefore(node, this.parent.children[index] ?? null);
      this.update(node, item, index);
    });
    if (before) this.#moveFrom(before);
  }

  #places() {
    return new Map([...this.nodes].map(([key, node]) => [key, node.getBoundingClientRect()]));
  }

  #moveFrom(before) {
    if (asksForLess()) return;
    for (const [key, node] of this.nodes) {
      const [was, is] = [before.get(key), node.getBoundingClientRect()];
      if (!was || (was.top === is.top && was.left === is.left)) continue;
      const from = `translate(${was.left - is.left}px, ${was.top - is.top}px)`;
      node.animate([{ transform: from }, { transform: "none" }], { duration: 220, easing: "ease-out" });
    }
  }
}

/** Buttons and forms by their data-act, fields of a form by its data-live: `acts[name](element)`. Returns unbind. */
export function bindActs(root, acts) {
  const press = (event) => {
    const button = event.target.closest("button[data-act]");
    if (button && acts[button.dataset.act]) acts[button.dataset.act](button);
  };
  const submit = (event) => {
    event.preventDefault();
    acts[event.target.dataset.act]?.(event.target);
  };
  const change = (event) => {
    const form = event.target.closest("form[data-live]");
    if (form) acts[form.dataset.live]?.(event.target);
  };
  root.addEventListener("click", press);
  root.addEventListener("submit", submit);
  root.addEventListener("change", change);
  return () => {
    root.removeEventListener("click", press);
    root.removeEventListener("submit", submit);
    root.removeEventListener("change", change);
  };
}
