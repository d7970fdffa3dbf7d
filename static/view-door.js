/* Before the room: finding it, giving a name, and what went wrong. */

import { show, write } from "./element.js";
import { listed, text } from "./language.js";
import { problem as told } from "./words.js";

/** Problems after which a new seat may be taken. */
const NAME_AGAIN = new Set(["bad_name", "bad_token"]);
const BRING_BACK = new Set(["replaced"]);
const WATCHABLE = new Set(["room_full"]);
/** So many are greeted by name. */
const SOME = 3;

export function doorView(root, { code }) {
  const part = (selector) => root.querySelector(selector);
  return (state) => {
    const { problem, room } = state;
    const naming = state.door === "name" && (!problem || NAME_AGAIN.has(problem));
    const [head, words] = sentences(state, code);
    write(part(".door-head"), head);
    write(part(".door-words"), words);
    show(part(".door-name"), naming);
    part(".door-name .main").setAttribute("aria-busy", String(state.connection !== "open"));
    show(part("[data-act=again]"), BRING_BACK.has(problem) && !naming);
    show(part("[data-act=sit]"), problem === "left");
    show(part("[data-act=watch]"), naming || WATCHABLE.has(problem));
    part("[data-act=watch]").className = WATCHABLE.has(problem) ? "main" : "link";
    show(part("a.button"), Boolean(problem) && !naming);
    root.dataset.problem = problem ?? "";
    root.dataset.room = room ? "found" : "";
  };
}

function sentences({ problem, door, room, connection }, code) {
  if (problem) return told(problem);
  if (door === "name") return [text("door.title", { code }), whoIsHere(room)];
  if (connection === "lost" || connection === "away") return [text("door.trying"), text("door.silent")];
  return [text("door.moment"), text("door.opening", { code })];
}

function whoIsHere(room) {
  const names = room.seats.filter((seat) => seat.present).map((seat) => seat.name);
  if (names.length === 0) return text("door.empty");
  const more = names.length - SOME;
  const some = more > 0 ? [...names.slice(0, SOME), text("door.more", { count: more })] : names;
  return text("door.here", { names: listed(some), count: names.length });
}
