"use strict";
const body = document.querySelector("tbody");
const rows = Array.from(body.rows);
const count = document.querySelector("output");
document.querySelector("input").addEventListener("input", (typed) => {
  const words = typed.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  count.textContent = words.length ? `${shown} of ${rows.length}` : "";
});
const sorted = (number, down) => rows.slice().sort((one, other) => {
  const left = one.cells[number].textContent, right = other.cells[number].textContent;
  return (down ? -1 : 1) * left.localeCompare(right, undefined, { numeric: true });
});
document.querySelectorAll("th").forEach((head, number) => {
  const sort = () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    document.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...sorted(number, down));
  };
  head.addEventListener("click", sort);
  head.addEventListener("keydown", (key) => { if (key.key === "Enter" || key.key === " ") { key.preventDefault(); sort(); } });
});
