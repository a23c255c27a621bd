// What comes in while one looks, and what came since one looked last.

import { make, t } from "./app.js";

const LAST_VISIT = "dateline-last-visit";
const PULSE = "/api/v1/live";

/** @param reload Shows the view anew. @param api The request function. */
export function startLive({ reload, api }) {
  showDigest(api, reload);
  if (typeof EventSource === "undefined") return;
  let known = null;
  const source = new EventSource(PULSE);
  source.addEventListener("pulse", (event) => {
    const now = JSON.parse(event.data);
    if (known && (now.claims !== known.claims || now.events !== known.events || now.judgements !== known.judgements)) {
      announce(now, known, () => {
        known = now;
        reload();
      });
    }
    known ??= now;
  });
  window.addEventListener("pagehide", () => source.close());
}

function announce(now, known, show) {
  const place = document.getElementById("live");
  const fresh = now.claims - known.claims;
  place.replaceChildren(fresh > 0 ? t("overview.live.new", { n: fresh }) : t("overview.live.changed"), " ",
    make("button", { type: "button", class: "button", onclick: () => { place.hidden = true; show(); } }, t("overview.live.show")));
  place.hidden = false;
}

async function showDigest(api, reload) {
  const now = new Date().toISOString();
  let since = null;
  try {
    since = localStorage.getItem(LAST_VISIT);
    localStorage.setItem(LAST_VISIT, now);
  } catch { /* storage refused: then there is no last visit */ }
  if (!since) return;
  const digest = await api(`/api/v1/digest?since=${encodeURIComponent(since)}`).catch(() => null);
  const said = digest && ["events", "changed", "reports", "judgements", "comments"]
    .filter((name) => digest[name]).map((name) => t(`overview.digest.${name}`, { n: digest[name] }));
  if (!said?.length) return;
  const place = document.getElementById("digest");
  const when = new Date(since).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
  place.replaceChildren(make("strong", {}, t("overview.digest.since", { when })), make("span", {}, said.join(", ")),
    make("span", { class: "buttons" }, make("button", { type: "button", class: "button quiet", onclick: () => { place.hidden = true; } }, t("overview.digest.hide"))));
  place.hidden = false;
}
