// The page of a report: the claim that has the focus stands out, in the text and in the list beside it.
import { typing } from "./app.js";

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
