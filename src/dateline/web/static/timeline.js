// The brush on the timeline: drag across the bars to choose days. The date fields of the filter do the same by keyboard.

import { make } from "./app.js";

const CLICK = 4; // pixels: below it a drag is a click on one bar

/** @param section The timeline. @param choose Called with the first and last day chosen, or nulls for all days. */
export function startTimeline(section, choose) {
  const chart = section?.querySelector(".timeline-chart");
  if (!chart) return;
  const bars = [...chart.querySelectorAll(".bar")];
  const label = section.querySelector(".brush-label");
  const brush = make("div", { class: "brush", hidden: true });
  chart.append(brush);
  let start = null;

  const barAt = (x) => {
    const box = chart.getBoundingClientRect();
    const share = Math.min(0.9999, Math.max(0, (x - box.left) / box.width));
    return Math.floor(share * bars.length);
  };
  const draw = (one, other) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    brush.hidden = false;
    brush.style.left = `${(100 * from) / bars.length}%`;
    brush.style.width = `${(100 * (to - from + 1)) / bars.length}%`;
    const total = bars.slice(from, to + 1).length;
    label.textContent = total === 1 ? bars[from].dataset.label : `${bars[from].dataset.first} – ${bars[to].dataset.last}`;
    return [bars[from].dataset.first, bars[to].dataset.last];
  };

  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    chart.setPointerCapture(event.pointerId);
    start = event.clientX;
    draw(barAt(start), barAt(start));
  });
  chart.addEventListener("pointermove", (event) => {
    if (start !== null) draw(barAt(start), barAt(event.clientX));
    else label.textContent = bars[barAt(event.clientX)].dataset.label;
  });
  chart.addEventListener("pointerleave", () => {
    if (start === null) label.textContent = "";
  });
  chart.addEventListener("pointercancel", () => {
    start = null;
    brush.hidden = true;
  });
  chart.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const end = Math.abs(event.clientX - start) < CLICK ? start : event.clientX;
    const [first, last] = draw(barAt(start), barAt(end));
    start = null;
    choose(first, last);
  });
}
