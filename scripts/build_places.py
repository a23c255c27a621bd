"""Make the shipped tables of places from UCDP's and GeoNames' facts in `../shared/data`.

    python scripts/build_places.py [--data ../shared/data]

Writes into `src/dateline/places/`:

- `conflict_places.tsv`: places and divisions of UCDP's events that GeoNames' lists of towns lack;
- `place_aliases.tsv`: UCDP's spellings of places that they have;
- `sahel_places.tsv`: GeoNames' populated places of Mali, Niger and Burkina Faso;
- `common_words.txt`: names of places that are words of everyday English, too.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.core.countries import countries, countries_by_code, country_of_name
from dateline.places.names import key_of, skeleton_of, without_article
from dateline.places.sources import PRECISION, Row, keys_of, read_packages, read_table

OUT = Path(__file__).parent.parent / "src" / "dateline" / "places"
SAHEL = ("ML", "NE", "BF")
DIVISION = re.compile(
    r"\b(?:governorate|province|state|region|department|département|oblast|county|division|republic|rayon|raion|"
    r"district|municipality|lga|territory|cercle|zone|agency|constituency|prefecture|commune|regency|delegation|"
    r"arrondissement|woreda|sub-district|subdistrict|sub-prefecture|subdivision|sub-division|ward|territories|krai)\b",
    re.IGNORECASE,
)
SITE = re.compile(
    r"\s+(?:village|town|city|suburb|locality|camp|refugee camp|neighbou?rhood|settlement|hamlet|area|farms?|"
    r"villages|towns|quarter|tambon)$",
    re.IGNORECASE,
)
LINE = re.compile(r"border|road|highway|between|waters|axis|along| - |;|front ?line|line of contact", re.IGNORECASE)
QADA = re.compile(r"^(?:Qaḑā’|Nāḩiyat)\s+", re.IGNORECASE)
# What UCDP counts as divisions of Israel lies by ISO 3166 in Palestine, as do the towns in it for GeoNames.
TERRITORIES = {"Gaza Strip": "PSE", "Gaza Strip (occupied territory)": "PSE", "West Bank": "PSE"}
# UCDP's "Congo" is the one of Brazzaville.
COUNTRIES = {"Congo": "COG"}
# First-order divisions that UCDP calls by another or a former name than GeoNames, and those that are now a part of one.
DIVISIONS = {
    ("AFG", "Jawzjan"): "Jowzjān",
    ("ETH", "Benishangul-Gumuz"): "Benshangul-Gumaz",
    ("ETH", "Dire Dawa Chartered City"): "Dire Dawa",
    ("HTI", "L'Artibonite"): "Artibonite",
    ("IND", "National Capital"): "Delhi",
    ("IND", "Orissa"): "Odisha",
    ("ISR", "Northern"): "Ash Shamālī",
    ("ISR", "Southern"): "Al Janūbī",
    ("LBN", "Baalbek-Hermel"): "B‘alabak-Al Hirmil",
    ("LBN", "South Lebanon"): "Al Janūb",
    ("MMR", "Naypyidaw Union"): "Nay Pyi Taw",
    ("NGA", "Federal Capital"): "Abuja Federal Capital Territory",
    ("PAK", "Azad Jammu & Kashmir"): "Azad Jammu and Kashmir",
    ("PAK", "Federally Administered Tribal Areas"): "Khyber Pakhtunkhwa",
    ("PHL", "Compostela Valley"): "Davao de Oro",
    ("PHL", "Maguindanao"): "Autonomous Region in Muslim Mindanao",
    ("RUS", "Dagestan"): "Dagestan, Respublika",
    ("RUS", "Ingushetia"): "Ingushetiya, Respublika",
    ("RUS", "Karachay-Cherkessia"): "Karachayevo-Cherkesskaya Respublika",
    ("SAU", "Eastern"): "Ash Sharqīyah",
    ("SSD", "North Bahr-al-Ghazal"): "Northern Bahr el Ghazal",
    ("SSD", "West Bahr-al-Ghazal"): "Western Bahr el Ghazal",
    ("SSD", "West Equatoria"): "Western Equatoria",
    ("UKR", "Kiev Special Republican"): "Kyiv",
    ("UKR", "Kyiv Special Republican"): "Kyiv",
}
NEAR_KM_DEGREES = 0.5  # a match farther from the division's centre than this in a known spot is another place


def main() -> None:
    """Read the facts and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data: Path = parser.parse_args().data
    known = Known.of([*read_packages(), *territories()])
    sahel = list(read_sahel(data / "geonames", known))
    write(OUT / "sahel_places.tsv", SAHEL_COLUMNS, sahel)
    sahel_ids = {int(str(row[0])) for row in sahel}
    for path in sorted((data / "geonames").glob("*.txt.gz")):
        known.add_dump(path)
    known.ids |= sahel_ids
    rows, aliases = conflict_places(data / "ucdp", known)
    write(OUT / "conflict_places.tsv", CONFLICT_COLUMNS, rows)
    write(OUT / "place_aliases.tsv", ("geonames_id", "alias"), sorted(aliases))
    words = common_words(data, known)
    (OUT / "common_words.txt").write_text("".join(f"{word}\n" for word in words), "utf-8")
    print(f"{len(sahel)} Sahel places, {len(rows)} conflict places, {len(aliases)} aliases, {len(words)} common words")


CONFLICT_COLUMNS = (
    "country", "admin1", "admin2", "name", "aliases", "kind", "latitude", "longitude", "precision", "geonames_id",
)  # fmt: skip
SAHEL_COLUMNS = (
    "geonames_id", "name", "aliases", "latitude", "longitude", "country", "admin1", "admin2", "population",
)  # fmt: skip


@dataclass(slots=True)
class Known:
    """All places with a GeoNames id, by country and key, and by country and skeleton."""

    by_key: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    by_sound: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Known:
        """Index rows."""
        known = cls()
        for row in rows:
            known.add(row)
        return known

    def add(self, row: Row, *, shipped: bool = True) -> None:
        """Index one row by its keys and sounds."""
        if row.geonames_id and shipped:
            self.ids.add(row.geonames_id)
        if row.code:
            self.codes[row.country, row.code] = row.name
        for key in keys_of(row):
            self.by_key[row.country, key].append(row)
            if bare := without_article(key):
                self.by_key[row.country, bare].append(row)
            if sound := skeleton_of(key):
                self.by_sound[row.country, sound].append(row)

    def add_dump(self, path: Path) -> None:
        """The populated places and divisions of a GeoNames dump that are not known yet."""
        for row in read_dump(path, self.codes):
            if row.geonames_id not in self.ids:
                self.add(row, shipped=False)

    def find(self, country: str, name: str, kinds: frozenset[str]) -> list[Row]:
        """Places of that name in a country: by key, else without article, else by sound."""
        key = key_of(name)
        for found in (
            self.by_key.get((country, key)),
            self.by_key.get((country, without_article(key) or key)),
            self.by_sound.get((country, skeleton_of(key) or "")),
        ):
            fit = [row for row in found or () if row.kind in kinds]
            if fit:
                return fit
        return []


def read_dump(path: Path, codes: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Populated places and landforms of a dump in GeoNames' 19 columns."""
    iso3 = {country.iso2: country.iso3 for country in countries()}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[6] not in {"P", "L", "T", "S"}:
                continue
            country = iso3[cells[8]]
            yield Row(
                id=int(cells[0]),
                name=cells[1],
                kind="place",
                country=country,
                latitude=float(cells[4]),
                longitude=float(cells[5]),
                admin1=codes.get((country, f"{cells[8]}.{cells[10]}"), ""),
                admin2=codes.get((country, f"{cells[8]}.{cells[10]}.{cells[11]}"), ""),
                geonames_id=int(cells[0]),
                population=int(cells[14] or 0),
                source=cells[6],
                exact={cells[1]},
                aliases={alias for alias in cells[3].split(",") if alias},
            )


def read_sahel(folder: Path, known: Known) -> Iterator[tuple[object, ...]]:
    """Rows of `sahel_places.tsv`."""
    for code in SAHEL:
        for row in read_dump(folder / f"{code}.txt.gz", known.codes):
            if row.source == "P" and row.geonames_id not in known.ids:
                keys = {key_of(row.name)}
                aliases = [
                    alias for alias in sorted(row.aliases) if key_of(alias) not in keys and not keys.add(key_of(alias))
                ]
                yield (
                    row.geonames_id, row.name, "|".join(aliases), row.latitude, row.longitude, row.country,
                    row.admin1, row.admin2, row.population or "",
                )  # fmt: skip


# --- UCDP


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of UCDP's places, names cleaned; coordinates where published."""

    country: str
    admin1: tuple[str, ...]
    admin2: tuple[str, ...]
    where: str
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None


def territories() -> Iterator[Row]:
    """`TERRITORIES` as divisions, as the shipped table of regions has them."""
    for cells in read_table("regions.tsv"):
        if cells["name"] in TERRITORIES:
            yield Row(
                id=0,
                name=cells["name"],
                kind="admin1",
                country=TERRITORIES[cells["name"]],
                latitude=float(cells["latitude"]),
                longitude=float(cells["longitude"]),
                admin1=cells["name"],
                precision=PRECISION["admin1"],
                source="regions",
            )


def read_facts(folder: Path) -> Iterator[Fact]:
    """All lines of UCDP's two tables, those with coordinates first."""
    for name in ("places_with_coordinates.tsv", "places.tsv"):
        with (folder / name).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                country = (
                    COUNTRIES.get(row["country"])
                    or country_of_name(re.sub(r" \(.*|Kingdom of ", "", row["country"]))
                    or country_of_name(row["country"])
                )
                if country is None:
                    raise SystemExit(f"no country {row['country']!r}")
                yield Fact(
                    TERRITORIES.get(row["adm1"].strip(), country),
                    names_of(row["adm1"]),
                    names_of(row["adm2"]),
                    row["where"].strip(),
                    float(row["latitude"]) if row.get("latitude") else None,
                    float(row["longitude"]) if row.get("longitude") else None,
                    int(row["where_prec"]) if row.get("where_prec") else None,
                )


def names_of(text: str) -> tuple[str, ...]:
    """Name and aliases: "Nahri Sarraj district (Greshk)" is Nahri Sarraj, Greshk."""
    inside = re.findall(r"\(([^)]*)\)", text)
    outside = re.sub(r"\([^)]*\)", " ", text)
    parts = [QADA.sub("", DIVISION.sub(" ", SITE.sub("", part.strip()))) for part in (outside, *inside)]
    pieces = [piece for part in parts[:1] for piece in part.split("/")] + parts[1:]
    cleaned = [" ".join(piece.split()) for piece in pieces]
    return tuple(dict.fromkeys(name for name in cleaned if len(name) > 1))


class Places:
    """Collects rows and aliases while facts are read."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.rows: dict[tuple[str, str, str, str], tuple[object, ...]] = {}
        self.aliases: set[tuple[int, str]] = set()
        self.own: dict[tuple[str, str, str], Row] = {}

    def division(self, fact: Fact, level: str) -> Row | None:
        """The division of that level, made known if it was not."""
        names = fact.admin1 if level == "admin1" else fact.admin2
        if not names:
            return None
        if level == "admin1":
            names = tuple(dict.fromkeys((*(DIVISIONS.get((fact.country, name), name) for name in names), *names)))
        above = self.division(fact, "admin1") if level == "admin2" else None
        for name in names:
            found = self.known.find(fact.country, name, frozenset({level}))
            if above is not None:
                found = [row for row in found if _under(row, above)]
            if found:
                self.alias(found[0], names)
                return found[0]
        if level == "admin1":  # what UCDP counts as the first order GeoNames may count as the second (Philippines)
            lower = [row for name in names for row in self.known.find(fact.country, name, frozenset({"admin2"}))]
            if lower:
                return lower[0]
        return self.new_division(fact, level, names, above)

    def new_division(self, fact: Fact, level: str, names: tuple[str, ...], above: Row | None) -> Row:
        """A division that GeoNames lacks; its centre is its seat's, else that of the division above."""
        held = self.own.get((fact.country, level, names[0]))
        if held is not None:
            return held
        seats = [
            row
            for row in self.known.find(fact.country, names[0], frozenset({"place"}))
            if above is None or above.source == "regions" or _under(row, above)
        ]
        centre = max(seats, key=lambda row: row.population) if seats else above
        row = Row(
            id=0,
            name=names[0],
            kind=level,
            country=fact.country,
            latitude=centre.latitude if centre else None,
            longitude=centre.longitude if centre else None,
            admin1=names[0] if level == "admin1" else (above.admin1 if above else ""),
            admin2=names[0] if level == "admin2" else "",
            precision=PRECISION[level]
            if centre is not above or above is None
            else max(above.precision, PRECISION["admin1"]),
        )
        _locate(row)
        self.own[fact.country, level, names[0]] = row
        self.put(row, names[1:])
        return row

    def alias(self, row: Row, names: Iterable[str]) -> None:
        """Note spellings that a known place does not have as its own."""
        keys = keys_of(row)
        for name in names:
            if row.geonames_id and not keys.get(key_of(name)) and not country_of_name(name):
                self.aliases.add((row.geonames_id, name))

    def put(self, row: Row, aliases: Iterable[str]) -> None:
        """Note a row, once."""
        where = (row.country, row.admin1, row.kind, key_of(row.name))
        self.rows.setdefault(
            where,
            (
                row.country, row.admin1, row.admin2, row.name, "|".join(aliases), row.kind,
                _degrees(row.latitude), _degrees(row.longitude), row.precision, row.geonames_id or "",
            ),
        )  # fmt: skip

    def site(self, fact: Fact) -> None:
        """A place below the divisions."""
        admin1, admin2 = self.division(fact, "admin1"), self.division(fact, "admin2")
        names = names_of(fact.where)
        taken = {row.name for row in (admin1, admin2) if row}
        upper = not names or names[0] in taken or country_of_name(names[0]) == fact.country
        if upper or (LINE.search(fact.where) and fact.latitude is None):
            return
        if LINE.search(fact.where):
            names = (fact.where,)
        found = self.match(fact, names, admin1, admin2)
        if found is not None and found.geonames_id in self.known.ids:
            self.alias(found, names)
            return
        row = self.new_site(fact, names[0], admin1, admin2, found)
        if row.latitude is not None:
            self.put(row, names[1:])

    def match(self, fact: Fact, names: Iterable[str], admin1: Row | None, admin2: Row | None) -> Row | None:
        """The place of GeoNames that this is: same name, same division, and the same spot where that is published."""
        for name in names:
            found = self.known.find(fact.country, name, frozenset({"place"}))
            if admin1 is not None and admin1.source != "regions":
                found = [row for row in found if _under(row, admin1)]
            if fact.latitude is not None and fact.longitude is not None:
                found = [row for row in found if _apart(row, fact.latitude, fact.longitude) < NEAR_KM_DEGREES]
            if admin2 is not None:
                found = [row for row in found if row.admin2 == admin2.name] or found
            if found:
                return max(found, key=lambda row: (row.source in {"geonames", "P"}, row.population, -row.id))
        return None

    def new_site(self, fact: Fact, name: str, admin1: Row | None, admin2: Row | None, found: Row | None) -> Row:
        """A place that GeoNames lacks: published coordinates, else those of its smallest located division."""
        row = Row(
            id=0,
            name=name,
            kind="region" if (fact.precision or 1) >= PRECISION["region"] else "place",
            country=fact.country,
            admin1=admin1.admin1 if admin1 else "",
            admin2=admin1.admin2 if admin1 and admin1.kind == "admin2" else admin2.admin2 if admin2 else "",
        )
        if fact.latitude is not None:
            row.latitude, row.longitude, row.precision = fact.latitude, fact.longitude, fact.precision or 1
        elif found is not None:
            row.latitude, row.longitude, row.geonames_id = found.latitude, found.longitude, found.geonames_id
        elif (above := admin2 or admin1) is not None:
            row.latitude, row.longitude = above.latitude, above.longitude
            row.precision = max(above.precision, PRECISION[above.kind])
        _locate(row)
        return row


def conflict_places(folder: Path, known: Known) -> tuple[list[tuple[object, ...]], set[tuple[int, str]]]:
    """Rows of `conflict_places.tsv` and of `place_aliases.tsv`."""
    places = Places(known)
    for fact in read_facts(folder):
        if fact.where:
            places.site(fact)
        else:
            places.division(fact, "admin2" if fact.admin2 else "admin1")
    return [places.rows[where] for where in sorted(places.rows)], places.aliases


def _locate(row: Row) -> None:
    """Where no division has coordinates, those of the country, with that precision."""
    if row.latitude is None:
        country = countries_by_code()[row.country]
        row.latitude, row.longitude, row.precision = country.latitude, country.longitude, PRECISION["country"]


def _under(row: Row, above: Row) -> bool:
    """Whether a place lies in a division."""
    if above.kind == "admin1":
        return row.admin1 == above.name
    return row.admin1 == above.admin1 and row.admin2 == above.name


def _apart(row: Row, latitude: float, longitude: float) -> float:
    if row.latitude is None or row.longitude is None:
        return 180.0
    return max(abs(row.latitude - latitude), abs(row.longitude - longitude))


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


# --- words


def common_words(data: Path, known: Known) -> list[str]:
    """Words seen in lower case in the press that are places' names, too ("august", "reform")."""
    counts: Counter[str] = Counter()
    for path, part in (("isaf/dev.jsonl", "text"), ("gvdb/dev.jsonl", "text"), ("event_location/dev.jsonl", "text")):
        with (data / path).open(encoding="utf-8") as lines:
            for line in lines:
                counts.update(set(re.findall(r"(?<![\w'])[a-z]{2,}(?![\w'])", str(json.loads(line).get(part, "")))))
    names = {key for _, key in known.by_key}
    seldom = 2  # once may be a slip of the typist
    return sorted(word for word, count in counts.items() if count >= seldom and word in names)


def write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table with its heading."""
    lines = ["\t".join(columns), *("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
