// The base map: countries, divisions and towns from our own files. No tiles, no fonts, nothing from elsewhere.

import "./vendor/topojson-client.min.js";

const PALETTES = {
  light: {
    sea: "#dfe8ee", land: "#f8f7f3", border: "#a7a9a6", division: "#d5d2c9", label: "#5b6066", halo: "#ffffff", ink: "#1b1f24", town: "#7c828a",
    violence: "#b3261e", pressure: "#b06c06", against: "#6b4c9a", words: "#2c6aa0", deeds: "#14706b", none: "#5d6670",
    cluster: "#1b3a57", count: "#ffffff", chosen: "#0b63c5",
  },
  dark: {
    sea: "#10161c", land: "#232a32", border: "#59636e", division: "#3a434d", label: "#a9b3bd", halo: "#14181d", ink: "#e8eaed", town: "#8d97a2",
    violence: "#ff7d6e", pressure: "#f2b35a", against: "#c3a6ee", words: "#86bdee", deeds: "#66cfc6", none: "#a9b2bc",
    cluster: "#cfe0ee", count: "#0f1820", chosen: "#9fd0ff",
  },
};

/** Labels are drawn with the fonts of this computer: with no `glyphs` in the style, MapLibre draws them itself. */
const FONT = ["system-ui", "sans-serif"];

export function palette(dark) {
  return dark ? PALETTES.dark : PALETTES.light;
}

async function json(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

const collection = (features) => ({ type: "FeatureCollection", features });
const point = (lon, lat, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties });

/** A line that crosses the 180th meridian, continued beyond it: the atlas jumps to the other edge of the world instead. */
function unwrapped(line) {
  let turns = 0;
  return line.map(([lon, lat], at) => {
    const step = at ? lon - line[at - 1][0] : 0;
    if (Math.abs(step) > 180) turns -= Math.sign(step) * 360;
    return [lon + turns, lat];
  });
}

/** A ring made fit for a flat map; the one around a pole is closed along the map's edge. */
function flat(ring) {
  const line = unwrapped(ring);
  const [[first, latitude], [last]] = [line[0], line.at(-1)];
  if (Math.abs(last - first) < 180) return line;
  const pole = latitude < 0 ? -90 : 90;
  return [...line, [last, pole], [first, pole], line[0]];
}

function flattened(area) {
  const { type, coordinates } = area.geometry;
  const parts = type === "MultiPolygon" ? coordinates : [coordinates];
  return { ...area, geometry: { type: "MultiPolygon", coordinates: parts.map((rings) => rings.map(flat)) } };
}

/** The countries of a TopoJSON atlas: areas, and the borders between them drawn once. */
export async function loadCountries(name) {
  const atlas = await json(`vendor/${name}`);
  const topojson = globalThis.topojson;
  const areas = topojson.feature(atlas, atlas.objects.countries);
  const borders = topojson.mesh(atlas, atlas.objects.countries, (one, other) => one !== other);
  return {
    areas: collection(areas.features.filter((area) => area.geometry).map(flattened)),
    borders: { ...borders, coordinates: borders.coordinates.map(unwrapped) },
  };
}

/** Where each country's name goes: in the middle of its largest part. */
export function countryLabels(areas) {
  return collection(areas.features.map((country) => {
    const sized = country.geometry.coordinates.map((part) => ({ part, box: boxOf(part[0]) })).sort((one, other) => size(other.box) - size(one.box));
    const { part, box } = sized[0];
    const [lon, lat] = middle(part[0]);
    return point(lon, lat, { name: country.properties.name, size: size(box) });
  }));
}

function boxOf(ring) {
  const lons = ring.map((one) => one[0]);
  const lats = ring.map((one) => one[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

const size = ([west, south, east, north]) => (east - west) * (north - south);

/** The centre of gravity of a ring (shoelace formula). */
function middle(ring) {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    area += cross;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  return area ? [x / (3 * area), y / (3 * area)] : ring[0];
}

/** Divisions: their borders (steps on a grid, see scripts/make_basemap.py) and names. */
export async function loadDivisions() {
  const { grid, lines, labels } = await json("basemap/divisions.json");
  const coordinates = lines.map((steps) => {
    const line = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      line.push([x / grid, y / grid]);
    }
    return line;
  });
  return {
    borders: { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } },
    // Natural Earth counts zoom for tiles of 256 pixels, MapLibre for 512: one less.
    reaches: labels.map(([, lon, lat, , kilometres]) => ({ lon, lat, kilometres })),
    labels: collection(labels.map(([name, lon, lat, zoom]) => point(lon, lat, { name, zoom: Math.max(3.5, zoom - 1.5) }))),
  };
}

export async function loadTowns() {
  const towns = await json("basemap/towns.json");
  return collection(towns.map(([name, lon, lat, thousands, capital], rank) => point(lon, lat, {
    name, capital, rank, zoom: capital ? 3.2 : thousands > 3000 ? 3.5 : thousands > 800 ? 4.6 : thousands > 250 ? 5.6 : 6.6,
  })));
}

const EMPTY = collection([]);

/** The style before any data is there: sources are filled as they come. */
export function baseStyle(dark) {
  const colour = palette(dark);
  const label = (size) => ({ "text-font": FONT, "text-field": ["get", "name"], "text-size": size, "text-max-width": 8 });
  const ink = { "text-color": colour.label, "text-halo-color": colour.halo, "text-halo-width": 1.2 };
  const source = () => ({ type: "geojson", data: EMPTY });
  return {
    version: 8,
    sources: {
      countries: source(), borders: source(), names: source(), divisions: source(), "division-names": source(), towns: source(),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": colour.land, "fill-outline-color": colour.border } },
      { id: "divisions", type: "line", source: "divisions", minzoom: 3.4,
        paint: { "line-color": colour.division, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 8, 1.4] } },
      { id: "borders", type: "line", source: "borders", layout: { "line-join": "round" },
        paint: { "line-color": colour.border, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.6] } },
      { id: "town-dots", type: "circle", source: "towns", minzoom: 4, filter: [">=", ["zoom"], ["get", "zoom"]],
        paint: { "circle-radius": ["case", ["==", ["get", "capital"], 1], 2.6, 1.8], "circle-color": colour.town } },
      { id: "division-names", type: "symbol", source: "division-names", minzoom: 4.2, maxzoom: 11,
        filter: [">=", ["zoom"], ["get", "zoom"]],
        layout: { ...label(11), "text-transform": "uppercase", "text-letter-spacing": 0.08 },
        paint: { ...ink, "text-opacity": 0.65 } },
      { id: "country-names", type: "symbol", source: "names", minzoom: 1.6, maxzoom: 7,
        filter: [">=", ["get", "size"], ["step", ["zoom"], 500, 2.5, 60, 3.5, 12, 4.5, 0]],
        layout: { ...label(["interpolate", ["linear"], ["zoom"], 2, 11, 6, 16]), "symbol-sort-key": ["-", 0, ["get", "size"]] },
        paint: { ...ink, "text-halo-width": 1.6 } },
      { id: "town-names", type: "symbol", source: "towns", minzoom: 3.2, filter: [">=", ["zoom"], ["get", "zoom"]],
        layout: { ...label(11.5), "text-anchor": "left", "text-offset": [0.5, 0], "symbol-sort-key": ["get", "rank"] }, paint: ink },
    ],
  };
}

/** Fill the sources with the coarse countries. Gives the function that fetches the rest. */
export async function fillBase(map) {
  const set = (source, data) => map.getSource(source)?.setData(data);
  const show = ({ areas, borders }) => {
    set("countries", areas);
    set("borders", { type: "Feature", properties: {}, geometry: borders });
    set("names", countryLabels(areas));
  };
  show(await loadCountries("countries-110m.json"));
  const finer = async () => {
    show(await loadCountries("countries-50m.json"));
    const towns = await loadTowns();
    set("towns", towns);
    const divisions = await loadDivisions();
    set("divisions", divisions.borders);
    set("division-names", divisions.labels);
    return { towns: towns.features, reaches: divisions.reaches };
  };
  return finer;
}
