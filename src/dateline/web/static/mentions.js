// Completing names in a discussion: after an @ the names that can be mentioned are listed, and one of them is taken.

import { api, later, make, t } from "./app.js";

const PAUSE = 120;
const OPENED = /(?:^|[\s(])@(?:"([^"\n]{0,60})|([^\s"@]{0,60}))$/; // what stands before the caret while one mentions

let open = null; // { field, list, names, chosen }

/** The name that is being typed before the caret, and where its @ stands; null if none is. */
export function asked(text, caret) {
  const found = OPENED.exec(text.slice(0, caret));
  if (!found) return null;
  const typed = found[1] ?? found[2];
  return { typed, at: caret - typed.length - (found[1] === undefined ? 1 : 2) };
}

/** A name as it is mentioned: in quotes unless it is one word. */
export function mention(name) {
  return /^[\p{L}\p{N}_.-]*[\p{L}\p{N}_]$/u.test(name) ? `@${name} ` : `@"${name}" `;
}

function close() {
  if (!open) return;
  open.list.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) open.field.removeAttribute(name);
  open = null;
}

function choose(number) {
  open.chosen = (number + open.names.length) % open.names.length;
  [...open.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === open.chosen)));
  open.field.setAttribute("aria-activedescendant", open.list.children[open.chosen].id);
}

function take(number) {
  const { field, names } = open;
  const place = asked(field.value, field.selectionStart);
  if (place) field.setRangeText(mention(names[number].name), place.at, field.selectionStart, "end");
  close();
  field.focus();
}

function show(field, names) {
  close();
  if (!names.length || document.activeElement !== field) return;
  const id = `${field.id}-names`;
  const options = names.map(({ name, kind }, number) => make("li", {
    id: `${id}-${number}`, role: "option", "aria-selected": "false",
    onmousedown: (event) => { event.preventDefault(); take(number); }, // before the field loses the focus
  }, make("bdi", {}, name), kind === "desk" ? make("span", { class: "muted small" }, t("frame.mentions.desk")) : null));
  const list = make("ul", { id, role: "listbox", class: "mentions", "aria-label": t("frame.mentions.label") }, options);
  field.after(list);
  field.setAttribute("aria-controls", id);
  open = { field, list, names, chosen: 0 };
  choose(0);
}

async function complete(field) {
  const place = asked(field.value, field.selectionStart);
  if (!place) {
    close();
    return;
  }
  const found = await api(`/api/v1/mentionable?${new URLSearchParams({ text: place.typed })}`);
  const now = asked(field.value, field.selectionStart);
  if (now?.typed === place.typed) show(field, found); // else more was typed meanwhile, and is asked for by itself
}

const soon = later((field) => complete(field).catch(close), PAUSE);

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-mentions]")) soon(event.target);
});
document.addEventListener("keydown", (event) => {
  if (!open || event.target !== open.field) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(open.chosen + moves[event.key]);
  else if (event.key === "Enter" || event.key === "Tab") take(open.chosen);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener("focusout", (event) => {
  if (open && event.target === open.field) close();
});
