"""A small store for the pages, made by hand in a moment: one attack told by many, and texts that mean harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline import pipeline
from dateline.core.ids import stable_id
from dateline.records import (
    Claim,
    DatelineLine,
    Figure,
    Image,
    Participant,
    Place,
    Quote,
    Report,
    Section,
    SectionKind,
    Source,
    Span,
    TimeSpan,
)
from dateline.store import Store

LONG_NAME = "The United Popular Front for the Defence of the Upper Valley and the Adjoining Highlands (General Command)"
HOSTILE = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script></mark></p>'
    "<style>body{display:none}</style> javascript:window.hacked=3 {{ 7*7 }} \u202etxet\u202c"
)

Part = tuple[SectionKind, str]


def build_report(*parts: Part, **fields: Any) -> Report:
    """A report whose text is the parts with an empty line between them."""
    text, sections = "", []
    for kind, words in parts:
        text += "\n\n" if text else ""
        sections.append(Section(kind=kind, start=len(text), end=len(text) + len(words)))
        text += words
    fields.setdefault("id", stable_id("r", text, fields.get("url")))
    fields.setdefault("language", "en")
    headline = next((words for kind, words in parts if kind == "headline"), None)
    return Report(text=text, sections=tuple(sections), headline=headline, **fields)


class Teller:
    """Makes claims on one report; words are looked for from the event word's paragraph on."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def at(self, words: str, near: str) -> dict[str, Any]:
        """The words and where they stand, the first after the beginning of the paragraph that holds `near`."""
        text = self.report.text
        paragraph = text.rfind("\n", 0, text.index(near)) + 1
        start = text.index(words, paragraph)
        return {"text": words, "start": start, "end": start + len(words)}

    def claim(self, near: str, trigger: str, **fields: Any) -> Claim:
        """A claim; `near` are words that stand once in its sentence. Parts are given by functions of this module."""
        text = self.report.text
        start = text.rfind("\n", 0, text.index(near)) + 1
        end = text.find("\n", start)
        event = self.at(trigger, near)
        made = {name: self._made(value, near) for name, value in fields.items()}
        defaults: dict[str, Any] = {"type": "assault", "status": "asserted", "confidence": 0.82, "coder": "rules/0.1.0"}
        return Claim(
            id=stable_id("c", self.report.id, event["start"]),
            report_id=self.report.id,
            sentence=Span(start=start, end=end if end >= 0 else len(text)),
            trigger=Quote(**event),
            **(defaults | made),
        )

    def _made(self, value: Any, near: str) -> Any:
        if isinstance(value, list):
            return tuple(self._made(one, near) for one in value)
        if isinstance(value, tuple):
            kind, words, facts = value
            return kind(**self.at(words, near), **facts)
        return value


def who(words: str, **facts: Any) -> tuple[type[Participant], str, dict[str, Any]]:
    return Participant, words, facts


def where(words: str, **facts: Any) -> tuple[type[Place], str, dict[str, Any]]:
    facts.setdefault("name", words)
    facts.setdefault("country", "MLI")
    return Place, words, facts


def when(words: str, first: str, last: str | None = None, precision: int = 1) -> tuple[type[TimeSpan], str, Any]:
    return TimeSpan, words, {"first": first, "last": last or first, "precision": precision}


def count(words: str, measure: str, *values: int | None, of: str | None = None) -> tuple[type[Figure], str, Any]:
    low, best, high = values if len(values) > 1 else values * 3
    return Figure, words, {"measure": measure, "low": low, "best": best, "high": high, "participant": of}


def says(words: str, kind: str, cue: str = "said", name: str | None = None) -> tuple[type[Source], str, Any]:
    return Source, words, {"kind": kind, "cue": cue, "name": name}


DOGO = {
    "admin2": "Koro Cercle",
    "admin1": "Mopti",
    "latitude": 14.3,
    "longitude": -3.2,
    "geonames_id": 1,
    "precision": 1,
}
ARMY = {"name": "Military of Mali", "id": "mil-mli", "country": "MLI", "sector": "MIL"}
REBELS = {"name": "Upper Valley Front", "id": "reb-uvf", "country": "MLI", "sector": "REB"}


def _ministry() -> tuple[Report, list[Claim]]:
    report = build_report(
        ("headline", "Eleven soldiers fall at Dogo"),
        ("byline", "By Lina Ortega"),
        ("dateline", "BAMAKO, March 2 -"),
        ("body", ("The Upper Valley Front attacked the army post at Dogo on Saturday, and 11 soldiers were killed, the "
                 "defence ministry said.")),
        ("body", "The army has sent 200 soldiers to Koro. The road there was closed on Sunday."),
        ("caption", "Smoke over the market of Dogo, seen from the river."),
        ("credit", "Photograph: Jo Bell/Valley News"),
        ("contributors", "Amadou Diallo contributed reporting from Koro."),
        url="https://valley.example/dogo?id=1&from=front",
        publisher="Valley News",
        byline=("Lina Ortega",),
        contributors=("Amadou Diallo",),
        dateline=DatelineLine(text="BAMAKO, March 2 -", place="BAMAKO", date="2014-03-02"),
        published="2014-03-02T10:00:00+00:00",
        images=(
            Image(
                caption="Smoke over the market of Dogo, seen from the river.",
                credit="Photograph: Jo Bell/Valley News",
                url="https://valley.example/smoke.jpg",
            ),
        ),
    )  # fmt: skip
    tell = Teller(report)
    attack = tell.claim(
        "army post",
        "attacked",
        mode="firearms",
        actors=[who("The Upper Valley Front", **REBELS)],
        recipients=[who("11 soldiers", head="soldiers", **ARMY)],
        place=where("Dogo", **DOGO),
        time=when("Saturday", "2014-03-01"),
        figures=[count("11", "killed", 11, of="11 soldiers")],
        sources=[says("the defence ministry", "official")],
        confidence=0.91,
    )
    march = tell.claim(
        "has sent",
        "sent",
        type="mobilize",
        mode="troops",
        actors=[who("The army", **ARMY)],
        place=where("Koro", admin1="Mopti", latitude=14.07, longitude=-3.08, geonames_id=2, precision=1),
        figures=[count("200", "deployed", 200)],
        confidence=0.64,
    )
    return report, [attack, march]


def _wire(toll: str, number: int, **fields: Any) -> tuple[Report, list[Claim]]:
    report = build_report(
        ("headline", f"{toll} dead in attack on Mali army post"),
        ("dateline", "BAMAKO, March 2 (Meridian) -"),
        ("body", (f"{toll} soldiers were killed when rebels attacked an army post at Dogo on Saturday, a doctor at the "
                 "hospital in Koro said.")),
        ("body", ("The Upper Valley Front said in a statement that it had taken the post. People who fled the town "
                 "spoke of shooting until dawn, and of houses on fire along the river road.")),
        ("body", "Nobody could be reached at the ministry. The front has fought the army for three years."),
        agencies=("Meridian",),
        dateline=DatelineLine(text="BAMAKO, March 2 (Meridian) -", place="BAMAKO", date="2014-03-02"),
        **fields,
    )  # fmt: skip
    claim = Teller(report).claim(
        "when rebels",
        "attacked",
        actors=[who("rebels", sector="REB")],
        recipients=[who(f"{toll} soldiers", head="soldiers", **ARMY)],
        place=where("Dogo", **DOGO),
        time=when("Saturday", "2014-03-01"),
        figures=[count(toll, "killed", number, of=f"{toll} soldiers")],
        sources=[says("a doctor at the hospital in Koro", "medical")],
    )
    return report, [claim]


def _rights_group() -> tuple[Report, list[Claim]]:
    report = build_report(
        ("headline", "More than 30 dead at Dogo, says rights group"),
        ("body", ("More than 30 soldiers were killed in the attack on the army post at Dogo on March 1, Valley Watch "
                 "said on Monday.")),
        publisher="Harbour Times",
        url="https://harbour.example/dogo",
        published="2014-03-03",
    )  # fmt: skip
    claim = Teller(report).claim(
        "Valley Watch",
        "attack",
        recipients=[who("More than 30 soldiers", head="soldiers", **ARMY)],
        place=where("Dogo", **DOGO),
        time=when("March 1", "2014-03-01"),
        figures=[count("More than 30", "killed", 31, None, None, of="More than 30 soldiers")],
        sources=[says("Valley Watch", "ngo")],
        confidence=0.77,
    )
    return report, [claim]


def _arabic() -> tuple[Report, list[Claim]]:
    report = build_report(
        ("headline", "قصف سوق حلب: 14 killed in Aleppo market"),
        ("byline", "محمد عبد الرحمن القاسمي"),
        ("body", ("Warplanes bombed a market in Aleppo on Monday, killing 14 people, said محمد عبد الرحمن القاسمي, a "
                 "member of the مجلس محافظة حلب الحرة council.")),
        publisher="وكالة أنباء الشرق",
        byline=("محمد عبد الرحمن القاسمي",),
        url="https://sharq.example/%D8%AD%D9%84%D8%A8",
        published="2014-03-04T07:30:00+02:00",
    )  # fmt: skip
    claim = Teller(report).claim(
        "Warplanes",
        "bombed",
        mode="aerial",
        actors=[who("Warplanes", sector="MIL")],
        recipients=[who("14 people", head="people", sector="CVL")],
        place=where("Aleppo", name="حلب", admin1="Aleppo", country="SYR", latitude=36.2, longitude=37.16, precision=1),
        time=when("Monday", "2014-03-03"),
        figures=[count("14", "killed", 14, of="14 people")],
        sources=[says("محمد عبد الرحمن القاسمي", "named")],
    )
    return report, [claim]


def _hostile() -> tuple[Report, list[Claim]]:
    report = build_report(
        ("headline", f"Attack {HOSTILE}"),
        ("body", f"Gunmen attacked {HOSTILE} in Gao on March 4, said <b>a man</b>."),
        ("caption", HOSTILE),
        publisher=HOSTILE,
        byline=(HOSTILE,),
        url="javascript:window.hacked=4",
        published="2014-03-05",
        images=(Image(caption=HOSTILE, credit=HOSTILE, url="javascript:window.hacked=5"),),
    )
    claim = Teller(report).claim(
        "in Gao",
        "attacked",
        actors=[who("Gunmen")],
        recipients=[who(HOSTILE, name=HOSTILE)],
        place=where("Gao", admin1="Gao", latitude=16.27, longitude=-0.04, precision=1),
        time=when("March 4", "2014-03-04"),
        sources=[says("<b>a man</b>", "anonymous")],
        confidence=0.4,
    )
    return report, [claim]


def _long() -> tuple[Report, list[Claim]]:
    report = build_report(
        ("headline", f"{LONG_NAME} says it will free the hostages it has held since the first week of the year"),
        ("body", f"{LONG_NAME} promised on Wednesday to release the six engineers."),
        ("body", "No ransom was paid, the mediator said."),
        publisher="The Highland and Upper Valley Weekly Intelligencer and General Advertiser",
        url="https://intelligencer.example/" + "a-very-long-address-" * 8,
        published="2014-03-05",
    )
    claim = Teller(report).claim(
        "promised",
        "release",
        type="cooperate",
        status="future",
        actors=[who(LONG_NAME, name=LONG_NAME, sector="REB", country="MLI")],
        recipients=[who("the six engineers", sector="CVL")],
        time=when("Wednesday", "2014-03-05"),
        figures=[count("six", "released", 6, of="the six engineers")],
        sources=[says(LONG_NAME, "rebel")],
    )
    return report, [claim]


def records() -> list[tuple[Report, list[Claim]]]:
    """All reports with their claims, in the order in which they arrive."""
    first = _wire(
        "Sixty", 60, publisher="Meridian Wire", url="https://meridian.example/1", published="2014-03-02T09:00Z"
    )
    later = _wire(
        "Seventy-four",
        74,
        publisher="Meridian Wire",
        url="https://meridian.example/1",
        published="2014-03-02T18:00Z",
        revises=first[0].id,
    )
    copy = _wire(
        "Sixty",
        60,
        publisher="Lakeside Daily",
        url="https://lakeside.example/mali",
        published="2014-03-02T11:00Z",
        copy_of=first[0].id,
    )
    return [_ministry(), first, copy, later, _rights_group(), _arabic(), _hostile(), _long()]


def make_store(path: str | Path) -> Store:
    """A store with all of it, linked."""
    store = Store.open(path)
    for report, claims in records():
        store.add(report, claims)
    pipeline.relink(store)
    return store
