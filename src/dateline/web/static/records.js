// What the pages of records have in common: copy a citation; keep an opened part open when the address points into it.
import "./mentions.js";
import { api, later, make, say, t, typing } from "./app.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
    say(t("event.cite.copied"));
  } catch {
    field.select(); // the clipboard may be refused: the text is selected, so that a key copies it
  }
});

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", openTarget);
openTarget();

// ---- keys: a letter presses the button that it stands on
document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
  if (target.matches("summary")) target.parentElement.querySelector('input:not([type="hidden"]), select')?.focus();
});

// ---- suggestions from the gazetteer and the registry while one types
const suggestions = new Map();

function fieldset(input) {
  return input.closest(".item, .fields");
}

async function suggest(input) {
  const record = input.closest("form").elements.record?.value;
  const field = input.dataset.suggest === "places" ? "place" : "actors.0";
  const query = new URLSearchParams({ field, text: input.value, record_id: record });
  const found = await api(`/api/v1/suggestions?${query}`);
  const list = input.list || input.parentElement.appendChild(make("datalist", { id: `${input.id}-list` }));
  input.setAttribute("list", list.id);
  list.replaceChildren(...found.map((one) => make("option", { value: one.label }, one.detail || "")));
  for (const one of found) suggestions.set(`${field}|${one.label}`, one.value);
}

const soon = later((input) => suggest(input).catch(() => {}), 180);
document.addEventListener("input", (event) => {
  const input = event.target.closest("[data-suggest]");
  if (!input) return;
  const field = input.dataset.suggest === "places" ? "place" : "actors.0";
  const value = suggestions.get(`${field}|${input.value}`);
  if (value === undefined) {
    if (input.value.trim().length > 1) soon(input);
    return;
  }
  const prefix = input.name.slice(0, input.name.lastIndexOf("."));
  for (const other of fieldset(input).querySelectorAll("input, select")) {
    const name = other.name.slice(prefix.length + 1);
    if (other.name.startsWith(`${prefix}.`) && name in value) other.value = value[name] ?? "";
  }
});
