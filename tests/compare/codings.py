"""Small files in the layouts of the data sets, written for the tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

ACLED = (
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2",
    "country", "admin1", "location", "latitude", "longitude", "geo_precision", "fatalities",
)  # fmt: skip
UCDP = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "adm_1", "latitude", "longitude",
    "country", "date_prec", "date_start", "date_end", "best", "high", "low",
)  # fmt: skip
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Actor Name", "Recipient Name", "Placename", "City",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def table(columns: tuple[str, ...], *rows: Mapping[str, object], mark: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=mark, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def acled(number: int = 1, day: str = "2013-01-11", **cells: object) -> dict[str, object]:
    return {
        "event_id_cnty": f"MLI{number}", "event_date": day, "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike", "actor1": "Military Forces of France", "actor2": "Ansar Dine",
        "country": "Mali", "admin1": "Mopti", "location": "Konna", "latitude": 14.95, "longitude": -3.89,
        "geo_precision": 1, "fatalities": 10,
    } | cells  # fmt: skip


def ucdp(number: int = 1, day: str = "2013-01-11", **cells: object) -> dict[str, object]:
    return {
        "id": number, "type_of_violence": 1, "side_a": "Government of Mali, Government of France",
        "side_b": "Ansar Dine", "where_prec": 1, "where_coordinates": "Konna town", "adm_1": "Mopti region",
        "latitude": 14.943, "longitude": -3.892, "country": "Mali", "date_prec": 1, "date_start": f"{day}T00:00:00",
        "date_end": f"{day}T00:00:00", "best": 12, "high": 20, "low": 10,
    } | cells  # fmt: skip


def polecat(number: int = 1, day: str = "2013-01-11", **cells: object) -> dict[str, object]:
    return {
        "Event ID": f"P{number}", "Event Date": day, "Event Type": "ASSAULT", "Event Mode": "heavy-weapons",
        "Actor Name": "France", "Recipient Name": "None", "Placename": "Konna, Mopti, Mali", "City": "Konna",
        "Province": "Mopti", "Country": "MLI", "Latitude": 14.95, "Longitude": -3.89,
    } | cells  # fmt: skip


def gdelt(number: int = 1, day: str = "20130111", *, version: int = 2, code: str = "194", geo: str = "4") -> str:
    """One row: GDELT 1.0 has 57 columns or 58 with the source's address, GDELT 2.0 has 61."""
    actor = [""] * 10
    place = [geo, "Konna, Mopti, Mali", "ML", "ML04", "14.95", "-3.89", "-123"]
    nowhere = ["0", "", "", "", "", "", ""]
    if version == 2:
        place.insert(4, "")
        nowhere.insert(4, "")
    row = [str(number), day, day[:6], day[:4], "2013.03", "FRA", "FRANCE", *actor[:8], "MLIREB", "REBELS", *actor[:8]]
    row += ["1", code, code[:3], code[:2], "4", "-10.0", "5", "1", "5", "-4.2", *nowhere, *nowhere, *place, day]
    return "\t".join([*row, "http://news.example/1"]) + "\n"
