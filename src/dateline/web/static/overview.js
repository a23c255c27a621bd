// The overview: filters that act at once, rows that open, the map, the brush on the timeline, what comes in meanwhile.
// Without this module the page works as a form and links; with it the parts that change are fetched and put in place.

import { later, make, say, t, typing } from "./app.js";
import { startTimeline } from "./timeline.js";
import { startLive } from "./live.js";

const form = document.getElementById("filters");
const PARTS = ["facets", "head", "apart", "timeline", "table", "found"];
const TYPING_PAUSE = 350;
const PAGE_SIZE = 50;

let map = null;
let waiting = null;

/** The filter as the form holds it now, without what is blank or usual. */
function query() {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (String(value).trim()) values.append(name, String(value).trim());
  }
  const counted = values.has("at_least") || values.has("at_most");
  if (values.has("measure") && !counted) values.delete("measure");
  return values;
}

/** The filter of the address that is shown: what the map and the downloads ask with. */
function filterQuery() {
  const values = new URLSearchParams(location.search);
  for (const name of ["sort", "cols", "cursor", "limit"]) values.delete(name);
  return values;
}

/** Show another view: fetch its page and put the parts in place that differ. */
async function show(address, { push = true, quiet = false } = {}) {
  waiting?.abort();
  waiting = new AbortController();
  const results = document.getElementById("results");
  results.classList.add("is-loading");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: waiting.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("table")) {
      location.assign(address); // an error, or the page to sign in: the server says it best
      return;
    }
    const before = filterQuery().toString();
    if (push) history.pushState(null, "", address);
    replaceParts(page);
    if (!quiet) say(document.querySelector("#head h1").textContent.trim());
    if (before !== filterQuery().toString()) map?.refresh({ force: true });
  } catch (problem) {
    if (problem.name !== "AbortError") say(t("frame.failed", { reason: t("frame.offline") }), "error");
  } finally {
    results.classList.remove("is-loading");
  }
}

function replaceParts(page) {
  const focused = document.activeElement?.id;
  const focusedName = document.activeElement?.name;
  const focusedValue = document.activeElement?.value;
  const open = new Set([...document.querySelectorAll(".filter[open]")].map((group) => group.dataset.group));
  const more = new Set([...document.querySelectorAll(".filter .more[open]")].map((one) => one.closest(".filter").dataset.group));
  for (const id of PARTS) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  form.querySelector(".filters-head").replaceWith(document.adoptNode(page.querySelector("#filters .filters-head")));
  for (const old of form.querySelectorAll(":scope > input[type=hidden]")) old.remove();
  for (const fresh of page.querySelectorAll("#filters > input[type=hidden]")) form.append(document.adoptNode(fresh));
  for (const group of form.querySelectorAll(".filter")) {
    if (open.has(group.dataset.group)) group.open = true;
    const rest = group.querySelector(".more");
    if (rest && more.has(group.dataset.group)) rest.open = true;
  }
  if (focused) document.getElementById(focused)?.focus();
  else if (focusedName) form.querySelector(`[name="${CSS.escape(focusedName)}"][value="${CSS.escape(focusedValue)}"]`)?.focus();
  startParts();
}

function startParts() {
  startTimeline(document.getElementById("timeline"), choose);
}

/** Choose days: from the brush. Both null: all days. */
function choose(first, last) {
  form.elements.since.value = first || "";
  form.elements.until.value = last || "";
  show(`/?${query()}`);
}

function startFilters() {
  const soon = later(() => show(`/?${query()}`), TYPING_PAUSE);
  document.addEventListener("input", (event) => {
    if (event.target.form === form && event.target.matches("input[type=text], input[type=search], input[type=number]")) soon();
  });
  document.addEventListener("change", (event) => {
    if (event.target.form === form && event.target.matches("select, [type=checkbox], [type=date]")) show(`/?${query()}`);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(`/?${query()}`);
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-view]");
    if (link) {
      event.preventDefault();
      syncForm(new URL(link.href).searchParams);
      show(link.href);
    }
    const toggle = event.target.closest(".filters-toggle");
    if (toggle) toggle.setAttribute("aria-expanded", String(form.classList.toggle("is-open")));
  });
  window.addEventListener("popstate", () => {
    syncForm(new URLSearchParams(location.search));
    show(location.href, { push: false });
  });
}

/** The search field stands in the masthead, outside of what is replaced. */
function syncForm(values) {
  document.getElementById("site-search").value = values.get("q") || "";
}

// ---- rows

async function toggleWords(button) {
  const row = button.closest("tr");
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) {
    row.nextElementSibling.remove();
    return;
  }
  const cell = make("td", { colspan: row.cells.length }, t("overview.table.loading"));
  row.after(make("tr", { class: "words" }, cell));
  try {
    const answer = await fetch(`/parts/events/${encodeURIComponent(row.dataset.event)}/words`, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    // A part of a page of our own server, where every text of a report was escaped.
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    cell.replaceChildren(...document.adoptNode(part.body).childNodes);
  } catch {
    cell.textContent = t("overview.table.no_words");
  }
}

async function appendFollowing(link) {
  const page = new DOMParser().parseFromString(await (await fetch(link.href, { headers: { Accept: "text/html" } })).text(), "text/html");
  const rows = page.querySelectorAll(".events tbody tr");
  const body = document.querySelector(".events tbody");
  const first = rows[0];
  body.append(...[...rows].map((row) => document.adoptNode(row)));
  const next = page.getElementById("following");
  if (next) link.replaceWith(document.adoptNode(next));
  else link.remove();
  first?.querySelector("[data-row]")?.focus({ preventScroll: true });
}

function startRows() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".events .expand");
    if (button) toggleWords(button);
    const link = event.target.closest("#following");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      appendFollowing(link).catch(() => location.assign(link.href));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || typing(event) || event.ctrlKey || event.metaKey) return;
    const button = document.activeElement?.closest("tr[data-event]")?.querySelector(".expand");
    if (button) toggleWords(button);
  });
}

// ---- taking along

function startCopy() {
  document.addEventListener("click", async (event) => {
    const what = event.target.closest("[data-copy]")?.dataset.copy;
    if (!what) return;
    const rows = [...document.querySelectorAll(".events tr")].filter((row) => !row.classList.contains("words"));
    const cells = (row) => [...row.cells].slice(1).map((cell) => cell.innerText.replace(/\s+/g, " ").trim());
    const copied = what === "link" ? location.href : rows.map((row) => cells(row).join("\t")).join("\n");
    try {
      await navigator.clipboard.writeText(copied);
      say(what === "link" ? t("overview.share.link_done") : t("overview.table.copied", { n: rows.length - 1 }));
    } catch {
      say(t("frame.failed", { reason: location.href }), "error");
    }
    event.target.closest("details")?.removeAttribute("open");
  });
}

// ---- the map

const joined = (parts, sign) => parts.filter(Boolean).join(sign);

function popupLine({ event }) {
  const days = event.first === event.last ? event.first : joined([event.first, event.last], " – ");
  const parties = joined(event.sides.map((side) => side.name), ", ");
  return make("li", {},
    make("a", { href: `/events/${event.id}`, class: "type", "data-type": event.type }, joined([event.type, event.mode], " · ")),
    make("bdi", { class: "muted" }, joined([days, parties], " · ")));
}

/** What stands in the popup of a place: its name, some of the events, and the way to all of them. */
function popup(cell, found, box) {
  const address = new URLSearchParams(location.search);
  address.delete("cursor");
  address.set("box", box);
  return make("div", {},
    make("h3", {}, cell.place ? make("bdi", {}, cell.place) : t("overview.map.here", { n: cell.n })),
    make("ul", {}, found.items.map(popupLine)),
    make("a", { class: "button", href: `/?${address}`, "data-view": true }, t("overview.map.all_here")));
}

async function startMap() {
  const holder = document.getElementById("map");
  if (!holder) return;
  const { EventMap, cellBox } = await import("./map.js");
  const places = document.getElementById("places");
  map = new EventMap(holder, { query: filterQuery, list: places.querySelector("ul"), show: (cell, found) => popup(cell, found, cellBox(cell)) });
  await map.ready;
  if (holder.dataset.extent) map.fit(holder.dataset.extent.split(",").map(Number)); // a move, which fetches the events
  else await map.refresh();
  const frame = document.getElementById("frame");
  frame.hidden = false;
  frame.addEventListener("click", () => {
    const address = new URLSearchParams(location.search);
    address.delete("cursor");
    address.set("box", EventMap.text(map.view(), 3));
    show(`/?${address}`);
  });
  globalThis.datelineMap = map; // for the tests and for the curious
}

startFilters();
startParts();
startRows();
startCopy();
startMap();
startLive({
  refresh: async () => {
    const before = new Set([...document.querySelectorAll("tr[data-event]")].map((row) => row.dataset.event));
    await show(location.href, { push: false, quiet: true });
    for (const row of document.querySelectorAll("tr[data-event]")) row.classList.toggle("is-new", !before.has(row.dataset.event));
    map?.refresh({ force: true });
  },
  // Rows that are open, a field being filled in, a list that was lengthened: what one works on must not move.
  busy: () => document.querySelector("tr.words, details[data-menu][open], dialog[open]") !== null
    || document.activeElement?.form === form || document.querySelectorAll("tr[data-event]").length > PAGE_SIZE,
});
