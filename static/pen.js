/* Pointer events on a canvas, as points in the square. All of the pen's listeners live here. */

import { SQUARE } from "./protocol.js";

/** How long after a pen was near a touch is taken for the hand that holds it. */
const PALM_MS = 1_000;

/**
 * Follow one pointer at a time; a pen goes before the hand. `pen` has down(x, y), move(points), up(), ahead(points) for predicted ones,
 * and hover(x, y). Returns unbind.
 */
export function bindPen(canvas, pen) {
  let pointer = null;
  let kind = null;
  let place = null;
  let penAt = -Infinity;

  const point = (event) => [
    ((event.clientX - place.left) / place.width) * SQUARE,
    ((event.clientY - place.top) / place.height) * SQUARE,
  ];

  const down = (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (event.pointerType === "touch" && event.timeStamp - penAt < PALM_MS) return;
    if (pointer !== null && !(event.pointerType === "pen" && kind === "touch")) return;
    event.preventDefault();
    if (pointer !== null) pen.up();
    pointer = event.pointerId;
    kind = event.pointerType;
    if (kind === "pen") penAt = event.timeStamp;
    place = canvas.getBoundingClientRect();
    hold(canvas, pointer);
    pen.down(...point(event));
  };

  const move = (event) => {
    if (event.pointerType === "pen") penAt = event.timeStamp;
    if (pointer === null) {
      place = canvas.getBoundingClientRect();
      pen.hover?.(...point(event));
    }
    if (event.pointerId !== pointer) return;
    event.preventDefault();
    pen.move(coalesced(event).map(point));
    pen.ahead?.((event.getPredictedEvents?.() ?? []).map(point));
  };

  const up = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    if (kind === "pen") penAt = event.timeStamp;
    if (event.type === "pointerup") pen.move([point(event)]);
    pen.up();
  };

  return listen(canvas, {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: up,
    lostpointercapture: up,
    contextmenu: prevent,
    selectstart: prevent,
    dragstart: prevent,
    // Some browsers scroll, zoom or open a magnifier in spite of touch-action.
    touchstart: prevent,
    touchmove: prevent,
  });
}

const CLEAR_KEYS = new Set(["backspace", "delete"]);

/** Undo and redo by the keys that everybody knows, clear by the one that takes away. Returns unbind. */
export function bindKeys(page, { undo, redo, clear }) {
  return listen(page, {
    keydown: (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches?.("input, textarea, select")) return;
      const key = event.key.toLowerCase();
      const act = key === "y" || (key === "z" && event.shiftKey) ? redo : key === "z" ? undo : CLEAR_KEYS.has(key) ? clear : null;
      if (!act) return;
      event.preventDefault();
      act();
    },
  });
}

/** All places where the pointer was since the last event, where the browser tells (only on secure pages). */
function coalesced(event) {
  const events = event.getCoalescedEvents?.() ?? [];
  return events.length > 0 ? events : [event];
}

function hold(canvas, pointerId) {
  try {
    canvas.setPointerCapture(pointerId);
  } catch (error) {
    // The pointer is gone already: its up or cancel is on the way.
    if (error.name !== "NotFoundError") throw error;
  }
}

function prevent(event) {
  event.preventDefault();
}

function listen(target, listeners) {
  const entries = Object.entries(listeners);
  for (const [name, listener] of entries) target.addEventListener(name, listener, { passive: false });
  return () => {
    for (const [name, listener] of entries) target.removeEventListener(name, listener);
  };
}
