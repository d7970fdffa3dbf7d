/* Before the room: finding it, giving a name, and what went wrong. */

import { show, write } from "./element.js";
import { PROBLEMS } from "./words.js";

/** Problems after which a new seat may be taken. */
const NAME_AGAIN = new Set(["bad_name", "bad_token"]);
const BRING_BACK = new Set(["replaced"]);
const WATCHABLE = new Set(["room_full"]);

export function doorView(root, { code }) {
  const part = (selector) => root.querySelector(selector);
  return (state) => {
    const { problem, room } = state;
    const naming = state.door === "name" && (!problem || NAME_AGAIN.has(problem));
    const [head, words] = sentences(state, code);
    write(part(".door-head"), head);
    write(part(".door-words"), words);
    show(part(".door-name"), naming);
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
  if (problem) return PROBLEMS[problem] ?? PROBLEMS.other;
  if (door === "name") return [`Room ${code}`, whoIsHere(room)];
  if (connection === "lost" || connection === "away") return ["Still trying", "The server does not answer yet. Is the network there?"];
  return ["One moment", `Opening room ${code} …`];
}

function whoIsHere(room) {
  const names = room.seats.filter((seat) => seat.present).map((seat) => seat.name);
  if (names.length === 0) return "Nobody is here just now. Be the first back.";
  if (names.length === 1) return `${names[0]} is waiting for you.`;
  const some = names.slice(0, 3);
  const more = names.length - some.length;
  return more > 0 ? `${some.join(", ")} and ${more} more are here.` : `${some.slice(0, -1).join(", ")} and ${some.at(-1)} are here.`;
}
