/* The list of public rooms under the pad. */

import { element, Keyed, show, write } from "./element.js";
import { text } from "./language.js";
import { Tiny } from "./tiny.js";

const tinies = new WeakMap();

/** @param {(tag: string) => string} languageName what a language calls itself */
export function publicView(root, languageName) {
  const rows = new Keyed(root.querySelector(".public-rooms"), {
    key: ({ code }) => code,
    make: makeRow,
    update: (row, room) => updateRow(row, room, languageName(room.language)),
    gone: (row) => tinies.get(row).close(),
    glide: true,
  });
  return (rooms) => {
    rows.show(rooms);
    show(root.querySelector(".public-empty"), rooms.length === 0);
  };
}

function makeRow({ code }) {
  const canvas = element("canvas", { class: "sheet public-ink", "aria-hidden": "true" });
  const row = element("li", { class: "public-room", "data-code": code },
    canvas,
    element("p", { class: "public-what" },
      element("strong", { class: "public-mode" }),
      element("span", { class: "public-host" })),
    element("p", { class: "public-how" },
      element("span", { class: "public-players" }),
      element("span", { class: "public-phase" }),
      element("bdi", { class: "public-language" })),
    element("div", { class: "public-ways" },
      element("button", { type: "button", "data-act": "join", "data-code": code }, text("public.join")),
      element("a", { class: "button quiet", href: `/r/${code}?watch` }, text("public.watch"))));
  tinies.set(row, new Tiny(canvas));
  return row;
}

function updateRow(row, room, language) {
  const put = (name, words) => write(row.querySelector(name), words);
  const { mode, phase, host, players, seats, round, rounds } = room;
  put(".public-mode", text(`settings.mode.${mode}`));
  put(".public-host", host ? text("public.host", { name: host }) : "");
  put(".public-players", text(room.full ? "public.full" : "public.players", { players, seats }));
  put(".public-phase", text(`public.phase.${phase}`, { round, rounds }));
  put(".public-language", language);
  row.querySelector(".public-language").lang = room.language;
  row.querySelector("[data-act=join]").disabled = room.full;
  row.classList.toggle("drawn", room.ink.length > 0);
  tinies.get(row).show(room.ink);
}
