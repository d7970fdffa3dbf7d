/* One canvas's ink folded from its packets: what is visible, what can be undone and redone. */

export class Ink {
  constructor() {
    this.all = []; // strokes in the order drawn; what was undone stays until something new is drawn
    this.spans = [[0, 0]];
    this.at = 0;
    this.open = false;
    this.number = -1;
  }

  static of(packets) {
    const ink = new Ink();
    for (const packet of packets) ink.apply(packet);
    return ink;
  }

  apply({ op, stroke, up, points }) {
    if (op === "draw") this.#draw(stroke, points, up);
    else if (op === "undo") this.#step(-1);
    else if (op === "redo") this.#step(1);
    else if (op === "clear" && !this.empty) {
      const end = this.spans[this.at][1];
      this.#act([end, end]);
      this.open = false;
    }
  }

  /** The visible strokes, each a list of points. */
  get strokes() {
    return this.all.slice(...this.spans[this.at]);
  }

  get empty() {
    const [floor, end] = this.spans[this.at];
    return floor === end;
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.spans.length - 1;
  }

  /** Points held, hidden ones that undo could bring back included. */
  get size() {
    return this.all.slice(0, this.spans[this.at][1]).reduce((sum, stroke) => sum + stroke.length, 0);
  }

  #draw(number, points, up) {
    const goesOn = this.open && number === this.number;
    if (goesOn) this.all[this.spans[this.at][1] - 1].push(...points);
    else if (points.length > 0) this.#begin(points);
    this.number = number;
    this.open = !up && (goesOn || points.length > 0);
  }

  #begin(points) {
    const [floor, end] = this.spans[this.at];
    this.all.length = end;
    this.all.push([...points]);
    this.#act([floor, end + 1]);
  }

  #act(span) {
    this.spans.length = ++this.at;
    this.spans.push(span);
  }

  #step(by) {
    const to = this.at + by;
    if (to < 0 || to >= this.spans.length) return;
    this.at = to;
    this.open = false;
  }
}
