// What every page does: texts, requests, messages, menus, colour scheme, keys. Pages import what they need from here.

const texts = {};
for (const element of document.querySelectorAll('script[type="application/json"][id^="texts"]')) {
  Object.assign(texts, JSON.parse(element.textContent));
}

/** A text with its values put in; `n: 1` takes the form `.one` where there is one. */
export function t(key, values = {}) {
  const pattern = (values.n === 1 && texts[`${key}.one`]) || texts[key] || texts[`${key}.other`];
  if (pattern === undefined) throw new Error(`no text ${key}`);
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** An element, its attributes and children. Strings become text and never markup: report text is not to be trusted. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** What a refused request said (RFC 9457). `status` is 0 when the server did not answer. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.body = body;
  }
}

/** A request to our own API. Returns the JSON body; throws a Problem. */
export async function api(path, { method = "GET", body, headers = {}, signal } = {}) {
  const sent = { Accept: "application/json", ...headers };
  if (body !== undefined) sent["Content-Type"] = "application/json";
  const token = document.querySelector('meta[name="csrf-token"]');
  if (method !== "GET" && token) sent["X-CSRF-Token"] = token.content;
  let answer;
  try {
    answer = await fetch(path, {
      method, headers: sent, signal, credentials: "same-origin", body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { title: t("frame.offline") });
  }
  const json = answer.status !== 204 && (answer.headers.get("Content-Type") || "").includes("json");
  const content = json ? await answer.json() : {};
  if (!answer.ok) throw new Problem(answer.status, content);
  return content;
}

let silence;

/** Say something to everybody, screen readers too. `kind` "error" stays longer. */
export function say(message, kind = "info") {
  const place = document.getElementById("say");
  clearTimeout(silence);
  place.hidden = false;
  place.dataset.kind = kind;
  place.textContent = message;
  silence = setTimeout(() => { place.hidden = true; }, kind === "error" ? 12000 : 5000);
}

/** Call `run` once, `wait` milliseconds after the last call. */
export function later(run, wait) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), wait);
  };
}

/** Whether a key press belongs to a field that is being filled in. */
export function typing(event) {
  return event.target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const opener = event.target.closest("[data-open]");
    if (opener) {
      opener.closest("details[data-menu]")?.removeAttribute("open");
      document.getElementById(opener.dataset.open)?.showModal();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details[data-menu][open]") || document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

function startTheme() {
  const root = document.documentElement;
  const show = () => {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme || "system")));
    }
  };
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
    if (!choice) return;
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    try {
      localStorage.setItem("dateline-theme", choice);
    } catch { /* kept for this page only */ }
    show();
    document.dispatchEvent(new CustomEvent("dateline:theme"));
  });
  show();
}

/** Whether the page is dark now, by choice or by the system. */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const ADDRESSES = { o: "/", r: "/review", d: "/discussions", a: "/agreement" };
let afterG = 0;

function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("site-search").focus();
    } else if (event.key === "?") {
      document.getElementById("keys").showModal();
    } else if (event.key === "g") {
      afterG = event.timeStamp;
    } else if (event.timeStamp - afterG < 1200 && ADDRESSES[event.key]) {
      location.assign(ADDRESSES[event.key]);
    } else if (event.key === "j" || event.key === "k") {
      moveRow(event.key === "j" ? 1 : -1);
    }
  });
}

/** Move the focus among what `data-row` marks: the link or button that each row is opened by. */
function moveRow(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  if (!rows.length) return;
  const now = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now === -1 ? 0 : now + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

startMenus();
startTheme();
startKeys();
