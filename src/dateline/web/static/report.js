// The page of a report: the claim that has the focus stands out, in the text and in the list beside it.
import { later, make, t, typing } from "./app.js";

const text = document.getElementById("text");
const marks = [...document.querySelectorAll("[data-claims]")];
const listed = [...document.querySelectorAll("[data-claim]")];

function belongs(mark, claim) {
  return mark.dataset.claims.split(" ").includes(claim);
}

/** Make one claim stand out; null for none. */
function show(claim) {
  text.classList.toggle("one-claim", claim !== null);
  for (const mark of marks) mark.classList.toggle("of-claim", claim !== null && belongs(mark, claim));
  for (const row of listed) {
    if (row.dataset.claim === claim) {
      row.setAttribute("aria-current", "true");
      row.scrollIntoView({ block: "nearest" });
    } else row.removeAttribute("aria-current");
  }
}

document.addEventListener("focusin", (event) => {
  if (event.target.matches("a.mark[id]")) show(event.target.id);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !typing(event)) show(null);
});
document.addEventListener("click", (event) => {
  const row = event.target.closest('[data-claim] a[href^="#"]');
  if (row) {
    event.preventDefault();
    const target = document.getElementById(row.hash.slice(1));
    target.focus();
    target.scrollIntoView({ block: "center" });
    history.replaceState(null, "", row.hash);
  }
});

const named = location.hash.slice(1);
if (named && document.getElementById(named)?.matches("a.mark")) {
  const target = document.getElementById(named);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

// ---- select words: quote them, or put together a claim that the coder missed

const toolbar = document.getElementById("selection");
const form = document.querySelector("#add-claim form");
const LISTS = { actor: "actors", recipient: "recipients", figure: "figures", source: "sources" };
let selected = null;

/** How far a place in the page is into the report, in code points; null outside the report's words. */
function offsetOf(node, offset) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[offset] || node.lastChild || node);
  const piece = element?.closest?.("[data-start]") || element?.parentElement?.closest("[data-start]");
  if (!piece) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : offset === 0 ? "" : piece.textContent;
  return Number(piece.dataset.start) + [...before].length;
}

function readSelection() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  const around = range?.commonAncestorContainer;
  const element = around?.nodeType === Node.TEXT_NODE ? around.parentElement : around;
  if (!range || range.collapsed || !element.closest("#text, .part")) return null;
  const words = range.toString();
  const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  if (start === null || end === null || end <= start) return null;
  const lead = [...words].length - [...words.trimStart()].length;
  const trail = [...words].length - [...words.trimEnd()].length;
  return end - trail > start + lead ? { start: start + lead, end: end - trail, words: words.trim(), box: range.getBoundingClientRect() } : null;
}

function showToolbar() {
  selected = readSelection();
  toolbar.hidden = selected === null;
  if (!selected) return;
  const left = Math.min(Math.max(8, selected.box.left), innerWidth - toolbar.offsetWidth - 8);
  const below = selected.box.bottom + 8 + toolbar.offsetHeight < innerHeight;
  toolbar.style.left = `${left + scrollX}px`;
  toolbar.style.top = `${(below ? selected.box.bottom + 8 : selected.box.top - toolbar.offsetHeight - 8) + scrollY}px`;
}

/** Renumber the fields, so that their names are what the server reads. */
function renumber() {
  const counts = {};
  for (const item of form.querySelectorAll("[data-part]")) {
    const list = LISTS[item.dataset.part];
    const name = list ? `${list}.${(counts[list] = (counts[list] ?? -1) + 1)}` : item.dataset.part;
    item.querySelector("[data-span]").name = name;
    for (const [key, field] of [["measure", "[data-measure]"], ["best", "[data-best]"], ["kind", "[data-kind]"]]) {
      const found = item.querySelector(field);
      if (found) found.name = `${name}.${key}`;
    }
  }
  const parts = form.querySelectorAll("[data-part]");
  form.querySelector("[data-empty]").hidden = parts.length > 0;
  form.querySelector("button.primary").disabled = !form.querySelector('[data-part="trigger"]');
}

function choose(role) {
  if (!LISTS[role]) form.querySelector(`[data-part="${role}"]`)?.remove();
  const remove = make("button", { type: "button", class: "button quiet", onclick: (event) => { event.target.closest("li").remove(); renumber(); } }, t("report.add.remove"));
  const extra = document.getElementById(`chosen-${role}`);
  const item = make(
    "li", { "data-part": role },
    make("input", { type: "hidden", "data-span": "", value: `${selected.start}-${selected.end}` }),
    make("mark", { class: `role-${role}` }, t(`words.role.${role}`)), " ", make("bdi", {}, `“${selected.words}”`), " ",
    extra ? extra.content.cloneNode(true) : null, remove,
  );
  const digits = selected.words.replace(/[,.\s]/g, "").match(/\d+/);
  if (role === "figure" && digits) item.querySelector("[data-best]").value = digits[0];
  form.querySelector(".chosen").append(item);
  renumber();
}

function quote() {
  const field = document.querySelector('input[name="quote"]');
  const box = field.nextElementSibling;
  field.value = `${text.dataset.report}:${selected.start}-${selected.end}`;
  box.querySelector("blockquote").textContent = selected.words;
  box.hidden = false;
  field.form.querySelector("textarea").focus();
}

if (toolbar) {
  document.addEventListener("selectionchange", later(showToolbar, 120));
  toolbar.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !selected) return;
    if (button.dataset.role) choose(button.dataset.role);
    else quote();
    toolbar.hidden = true;
    getSelection().removeAllRanges();
  });
  form?.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear]")) return;
    for (const item of form.querySelectorAll("[data-part]")) item.remove();
    renumber();
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unquote]");
  if (!button) return;
  const box = button.closest(".quoting");
  box.hidden = true;
  box.previousElementSibling.value = "";
});

// ---- a link to words of the report, as a quotation in a discussion makes it: ?from=12&to=19

function showWords(from, to) {
  const pieces = [...document.querySelectorAll(".record-main [data-start]")].filter((piece) => {
    const start = Number(piece.dataset.start);
    return start < to && start + [...piece.textContent].length > from;
  });
  for (const piece of pieces) piece.classList.add("pointed");
  pieces[0]?.scrollIntoView({ block: "center" });
}
const asked = new URLSearchParams(location.search);
if (asked.has("from") && asked.has("to")) showWords(Number(asked.get("from")), Number(asked.get("to")));
