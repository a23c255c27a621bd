// What comes in while one looks, and what one has seen already.

import { api, make, say, t } from "./app.js";

const STREAM = "/api/v1/live";
const markOf = ({ reports, judgements, events }) => `${reports}.${judgements}.${events}`;

/** Follow what is written to the store.
 *  @param refresh Shows the view anew. @param busy Tells whether that would disturb: then a button offers it. */
export function startLive({ refresh, busy }) {
  startDigest();
  let shown = null;
  const source = new EventSource(STREAM);
  source.addEventListener("pulse", async (event) => {
    const now = JSON.parse(event.data);
    const before = shown ?? now;
    shown ??= now;
    if (markOf(now) === markOf(before)) return;
    const { claims } = await api(`/api/v1/digest?since=${markOf(before)}&limit=1`).catch(() => ({ claims: 0 }));
    const show = async () => {
      shown = now;
      document.getElementById("live").hidden = true;
      await refresh();
    };
    if (busy()) {
      offer(claims, show);
    } else {
      await show();
      say(claims ? t("overview.live.shown", { n: claims }) : t("overview.live.changed"));
    }
  });
  window.addEventListener("pagehide", () => source.close());
}

function offer(claims, show) {
  const place = document.getElementById("live");
  place.replaceChildren(
    claims ? t("overview.live.new", { n: claims }) : t("overview.live.changed"), " ",
    make("button", { type: "button", class: "button", onclick: show }, t("overview.live.show")),
  );
  place.hidden = false;
}

/** The digest stays until one says that one has seen it; whoever comes for the first time has seen all that is there. */
function startDigest() {
  const digest = document.getElementById("digest");
  if (!digest) return;
  const seen = () => api("/api/v1/digest", { method: "PUT", body: { mark: digest.dataset.mark } });
  if (digest.hidden) seen().catch(() => {});
  document.getElementById("digest-seen")?.addEventListener("click", async () => {
    try {
      await seen();
      digest.remove();
    } catch (problem) {
      say(t("frame.failed", { reason: problem.message }), "error");
    }
  });
}
