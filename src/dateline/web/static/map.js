// The map of events: clusters from the server for what is in view, precision as a circle of honest size.

import * as maplibregl from "./vendor/maplibre-gl.mjs";
import { api, isDark, later, make, say, t } from "./app.js";
import { baseStyle, fillBase, palette } from "./basemap.js";

/** How far, in km, a place reaches that is known with this precision (UCDP where_prec); 0: the place itself.
 *  2: UCDP codes "within 25 km". 3: the mean area of the world's 48,000 second-order divisions is 2,800 km².
 *  4: the division's own reach where it is found, else this: the mean area of the 4,600 is 29,000 km².
 *  5: areas such as "the north" have no bounds; at least this. */
const REACH = { 1: 0, 2: 25, 3: 30, 4: 95, 5: 150 };
const FIRST_ORDER = 4;
const KILOMETRES_PER_DEGREE = 111.2;
const METRES_PER_PIXEL = 78271.517; // at the equator, zoom 0, tiles of 512 pixels
const WORLD = [-20, 8];
const SPLIT_ZOOM = 11; // closer than any report's place: what still stands together stands in one place
const FETCH_MARGIN = 0.35; // of the view, fetched around it, so that a short pan needs nothing
const LISTED = 8; // places beside the map, and events in a popup

const TONES = {
  violence: ["assault"],
  pressure: ["coerce", "mobilize", "sanction", "protest"],
  against: ["accuse", "reject", "threaten", "request"],
  words: ["agree", "consult", "support", "concede"],
  deeds: ["cooperate", "aid", "retreat"],
};
const TONE_OF = Object.fromEntries(Object.entries(TONES).flatMap(([tone, types]) => types.map((type) => [type, tone])));

/** The part of the map that holds a cluster, a little wider than its points so that rounding leaves none out. */
export function cellBox({ west, south, east, north }) {
  return EventMap.text([west - 0.0001, south - 0.0001, east + 0.0001, north + 0.0001], 5);
}

const sizeOf = (n) => (n === 1 ? 5.5 : Math.min(24, 7 + 1.5 * Math.log2(n)));

/** Join clusters that would be drawn over each other: the server's cells are squares, and their middles may lie close. */
function joined(cells, zoom) {
  const kept = [];
  const pixels = 512 * 2 ** zoom;
  for (const cell of cells.toSorted((one, other) => other.n - one.n)) {
    const { x, y } = maplibregl.MercatorCoordinate.fromLngLat([cell.longitude, cell.latitude]);
    const over = kept.find((one) => pixels * Math.hypot(one.x - x, one.y - y) < 0.8 * (sizeOf(one.cell.n) + sizeOf(cell.n)));
    if (over) over.cell = sum(over.cell, cell);
    else kept.push({ x, y, cell });
  }
  return kept.map((one) => one.cell);
}

/** Two clusters as one, which stands where the larger stood. */
function sum(large, small) {
  return {
    ...large,
    n: large.n + small.n,
    killed: large.killed + small.killed,
    west: Math.min(large.west, small.west),
    south: Math.min(large.south, small.south),
    east: Math.max(large.east, small.east),
    north: Math.max(large.north, small.north),
    precision: Math.max(large.precision ?? 0, small.precision ?? 0) || null,
    place: large.place === small.place ? large.place : null,
    id: null,
  };
}

export class EventMap {
  /** @param container Element. @param options `query()` gives the filter's URLSearchParams, `list` the element for places in view. */
  constructor(container, { query, list, show }) {
    this.query = query;
    this.list = list;
    this.show = show;
    this.towns = []; // the largest first
    this.reaches = []; // of first-order divisions
    this.fetched = null;
    this.map = new maplibregl.Map({
      container,
      style: this.style(),
      center: WORLD,
      zoom: 1.4,
      minZoom: 0.8,
      maxZoom: 13,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      renderWorldCopies: true,
      locale: { "Map.Title": t("overview.map.canvas") },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
    this.map.addControl(new maplibregl.AttributionControl({ compact: true, customAttribution: t("overview.map.attribution") }));
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 90 }), "bottom-left");
    this.ready = this.start();
  }

  async start() {
    await new Promise((resolve) => this.map.once("style.load", resolve));
    this.map.getContainer().querySelector(".maplibregl-ctrl-attrib")?.classList.remove("maplibregl-compact-show");
    const coarse = fillBase(this.map);
    this.map.on("moveend", later(() => this.refresh(), 60));
    for (const layer of ["cells", "reach"]) {
      this.map.on("click", layer, (event) => this.open(event.features[0]));
      this.map.on("mouseenter", layer, () => { this.map.getCanvas().style.cursor = "pointer"; });
      this.map.on("mouseleave", layer, () => { this.map.getCanvas().style.cursor = ""; });
    }
    document.addEventListener("dateline:theme", () => this.recolour());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    const finer = await coarse;
    const when = globalThis.requestIdleCallback || ((run) => setTimeout(run, 200));
    when(() => this.refine(finer), { timeout: 1500 });
  }

  /** Take what makes the base map finer, once the first view is there. */
  async refine(finer) {
    try {
      const { towns, reaches } = await finer();
      Object.assign(this, { towns, reaches });
      if (this.found) this.draw(this.found);
    } catch {
      say(t("overview.map.failed"), "error");
    }
  }

  style() {
    const style = baseStyle(isDark());
    const colour = palette(isDark());
    const tone = ["match", ["get", "tone"], ...Object.keys(TONES).flatMap((name) => [name, colour[name]]), colour.none];
    style.sources.cells = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
    style.layers.push(
      { id: "reach", type: "circle", source: "cells", filter: [">", ["get", "reach"], 0],
        paint: {
          "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "reach"], 20, ["*", ["get", "reach"], 2 ** 20]],
          "circle-color": tone, "circle-opacity": 0.07, "circle-stroke-color": tone, "circle-stroke-width": 1, "circle-stroke-opacity": 0.5,
        } },
      { id: "cells", type: "circle", source: "cells",
        paint: {
          "circle-radius": ["get", "size"],
          "circle-color": tone,
          // Hollow: somewhere within the circle around it, and not here.
          "circle-opacity": ["case", ["get", "vague"], 0.25, 0.88],
          "circle-stroke-color": ["case", ["get", "vague"], tone, colour.halo],
          "circle-stroke-width": ["case", ["get", "vague"], 1.6, 1.2],
        } },
      { id: "places", type: "symbol", source: "cells", minzoom: 5.2, filter: ["has", "label"],
        layout: { "text-field": ["get", "label"], "text-font": ["system-ui", "sans-serif"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.7], "symbol-sort-key": ["-", 0, ["get", "n"]] },
        paint: { "text-color": colour.ink, "text-halo-color": colour.halo, "text-halo-width": 1.4 } },
      { id: "counts", type: "symbol", source: "cells", filter: [">", ["get", "n"], 1],
        layout: { "text-field": ["get", "shown"], "text-font": ["system-ui", "sans-serif"], "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true },
        paint: { "text-color": ["case", ["get", "vague"], colour.label, colour.count], "text-halo-color": ["case", ["get", "vague"], colour.halo, "rgba(0,0,0,0)"], "text-halo-width": 1.2 } },
    );
    return style;
  }

  /** Draw in the colours of the scheme that holds now; the data stays. */
  async recolour() {
    const cells = this.cells;
    this.map.setStyle(this.style(), { diff: false });
    await new Promise((resolve) => this.map.once("style.load", resolve));
    const finer = await fillBase(this.map);
    if (cells) this.map.getSource("cells").setData(cells);
    await this.refine(finer);
  }

  /** The part of the world in view, with a margin: west, south, east, north. */
  view(margin = 0) {
    const box = this.map.getBounds();
    const wide = (box.getEast() - box.getWest()) * margin;
    const high = (box.getNorth() - box.getSouth()) * margin;
    const west = box.getWest() - wide;
    const east = box.getEast() + wide;
    const whole = east - west >= 360;
    return [whole ? -180 : west, Math.max(-85, box.getSouth() - high), whole ? 180 : east, Math.min(85, box.getNorth() + high)];
  }

  /** A part of the world as an address says it: within ±180°, so that across the 180th meridian west is above east. */
  static text([west, south, east, north], digits = 4) {
    const within = (lon) => (Math.abs(lon) <= 180 ? lon : ((lon + 540) % 360) - 180);
    return [within(west), south, within(east), north].map((value) => Number(value.toFixed(digits))).join(",");
  }

  /** Fetch the clusters for the view, unless what was fetched still covers it. */
  async refresh({ force = false } = {}) {
    const [west, south, east, north] = this.view();
    const zoom = Math.round(this.map.getZoom());
    const had = this.fetched;
    const covered = had && had.zoom === zoom && had.box[0] <= west && had.box[1] <= south && had.box[2] >= east && had.box[3] >= north;
    if (covered && !force) {
      this.listPlaces();
      return;
    }
    const box = this.view(FETCH_MARGIN);
    this.waiting?.abort();
    this.waiting = new AbortController();
    const query = this.query();
    query.set("zoom", String(zoom));
    query.set("view", EventMap.text(box));
    try {
      const found = await api(`/api/v1/map?${query}`, { signal: this.waiting.signal });
      this.fetched = { zoom, box };
      this.draw(found.cells);
    } catch (problem) {
      if (problem.name !== "AbortError") say(t("frame.failed", { reason: problem.message }), "error");
    }
  }

  draw(cells) {
    this.found = cells;
    this.cells = { type: "FeatureCollection", features: joined(cells, this.map.getZoom()).map((cell) => this.feature(cell)) };
    this.map.getSource("cells")?.setData(this.cells);
    this.listPlaces();
  }

  /** How far from its point a place may lie, in km. */
  reach({ precision, longitude, latitude }) {
    if (precision !== FIRST_ORDER) return REACH[precision] ?? 0;
    const narrowing = Math.cos((latitude * Math.PI) / 180);
    let found = null;
    let least = Infinity;
    for (const division of this.reaches) {
      const away = KILOMETRES_PER_DEGREE * Math.hypot((division.lon - longitude) * narrowing, division.lat - latitude);
      if (away < least && away <= division.kilometres) [least, found] = [away, division.kilometres];
    }
    return found ?? REACH[precision];
  }

  feature(cell) {
    const one = cell.west === cell.east && cell.south === cell.north;
    const reach = one ? this.reach(cell) : 0;
    const pixels = (reach * 1000) / (METRES_PER_PIXEL * Math.cos((cell.latitude * Math.PI) / 180));
    return {
      type: "Feature",
      geometry: { type: "Point", coordinates: [cell.longitude, cell.latitude] },
      properties: {
        ...cell, ...(cell.place && { label: cell.place }), one, reach: pixels, vague: one && cell.precision >= 3, tone: TONE_OF[cell.type] || "none",
        size: sizeOf(cell.n),
        shown: cell.n >= 10000 ? `${Math.round(cell.n / 1000)}k` : cell.n >= 1000 ? `${(cell.n / 1000).toFixed(1)}k` : String(cell.n),
      },
    };
  }

  /** The places in view as a list, for those who cannot see or point at the map. */
  listPlaces() {
    if (!this.list || !this.cells) return;
    const [west, south, east, north] = this.view();
    const inside = this.cells.features.filter(({ geometry: { coordinates: [lon, lat] } }) => lon >= west && lon <= east && lat >= south && lat <= north);
    const most = inside.sort((one, other) => other.properties.n - one.properties.n).slice(0, LISTED);
    this.list.replaceChildren(...most.map((feature) => make("li", {}, make("button", { type: "button", class: "place", onclick: () => this.open(feature) },
      make("bdi", {}, feature.properties.place || this.around(feature)),
      make("span", { class: "count" }, feature.properties.n.toLocaleString("en"))))));
    this.list.parentElement.hidden = most.length === 0;
  }

  /** Say where a cluster of several places is: around the largest town within it, or the nearest. */
  around({ properties: { west, south, east, north }, geometry: { coordinates: [lon, lat] } }) {
    let nearest = null;
    let least = Infinity;
    for (const town of this.towns) {
      const [x, y] = town.geometry.coordinates;
      if (x >= west && x <= east && y >= south && y <= north) return t("overview.map.around", { place: town.properties.name });
      const distance = ((x - lon) * Math.cos((lat * Math.PI) / 180)) ** 2 + (y - lat) ** 2;
      if (distance < least) [least, nearest] = [distance, town.properties.name];
    }
    return nearest ? t("overview.map.around", { place: nearest }) : t("overview.map.unnamed");
  }

  /** Open a cluster: come nearer while it can fall apart, else list what happened there. */
  open(feature) {
    const cell = feature.properties;
    if (!cell.one && this.map.getZoom() < SPLIT_ZOOM) {
      const box = [[cell.west, cell.south], [cell.east, cell.north]];
      const camera = this.map.cameraForBounds(box, { padding: 70, maxZoom: SPLIT_ZOOM });
      this.map.easeTo({ ...camera, zoom: Math.max(camera.zoom, this.map.getZoom() + 1) });
    } else {
      this.popup(cell, feature.geometry.coordinates);
    }
  }

  async popup(cell, at) {
    const query = this.query();
    query.set("box", cellBox(cell));
    query.set("limit", String(LISTED));
    try {
      const found = await api(`/api/v1/events?${query}`);
      const content = this.show(cell, found);
      this.opened?.remove();
      this.opened = new maplibregl.Popup({ maxWidth: "22rem", closeButton: true, focusAfterOpen: true }).setLngLat(at).setDOMContent(content).addTo(this.map);
    } catch (problem) {
      say(t("frame.failed", { reason: problem.message }), "error");
    }
  }

  /** Show all that the filter lets through: west, south, east, north. */
  fit(box) {
    if (!box) return;
    const camera = this.map.cameraForBounds([[box[0], box[1]], [box[2], box[3]]], { padding: 50, maxZoom: 8 });
    if (camera) this.map.jumpTo(camera);
  }
}
