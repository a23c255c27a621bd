from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.errors import InstallError
from dateline.ontology import crosswalk, load_ontology
from dateline.ontology.crosswalk import acled_of, cameo_of, plover_of, ucdp_of
from dateline.ontology.loader import DATA

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    },
}  # fmt: skip
KINDS = [(kind.name, mode) for kind in load_ontology().types.values() for mode in (None, *kind.modes)]
ONE_WAY = {("retreat", "resign"), ("sanction", "convict"), ("sanction", "discontinue")}
"""The published table reads these CAMEO codes as concede, accuse and coerce."""
SECTORS = st.lists(st.sampled_from(sorted(load_ontology().sectors)), max_size=3)


def test_every_name_in_the_table_is_acleds() -> None:
    for row in crosswalk.tables().acled.rows:
        assert (row.event_type is None) == (row.sub_event_type is None)
        if row.event_type is not None:
            assert row.sub_event_type in ACLED[row.event_type]


@given(st.sampled_from(KINDS), SECTORS, SECTORS, st.integers(0, 9))
def test_crosswalks_are_total_over_types_and_modes(
    kind: tuple[str, str | None], actors: list[str], recipients: list[str], deaths: int
) -> None:
    found = acled_of(*kind, actors, recipients)
    assert found is None or found.sub_event_type in ACLED[found.event_type]
    assert ucdp_of(*kind, actors, recipients, deaths=deaths) in {None, 1, 2, 3}
    code = cameo_of(*kind)
    assert code is not None
    assert plover_of(code) is not None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ONE_WAY])
def test_cameo_and_back_gives_the_type(kind: tuple[str, str | None]) -> None:
    back = plover_of(str(cameo_of(*kind)))
    assert back is not None
    assert back.type == kind[0]


@pytest.mark.parametrize(
    ("type_", "mode", "actors", "recipients", "expected"),
    [
        ("assault", "aerial", ["MIL"], ["REB"], ("Explosions/Remote violence", "Air/drone strike")),
        ("assault", "suicide-attack", ["REB"], ["MIL"], ("Explosions/Remote violence", "Suicide bomb")),
        ("assault", None, ["MIL"], ["REB"], ("Battles", "Armed clash")),
        ("assault", None, ["MIL", "REB"], [], ("Battles", "Armed clash")),
        ("assault", "firearms", ["REB"], ["CVL"], ("Violence against civilians", "Attack")),
        ("assault", "abduct", ["UAF"], ["JRN"], ("Violence against civilians", "Abduction/forced disappearance")),
        ("assault", "beat", ["CVL"], ["CVL"], ("Riots", "Mob violence")),
        ("assault", "crowd-control", ["COP"], ["CVL"], ("Protests", "Protest with intervention")),
        ("assault", None, [], [], None),
        ("protest", "demo", ["CVL"], ["GOV"], ("Protests", "Peaceful protest")),
        ("protest", "riot", ["CVL"], [], ("Riots", "Violent demonstration")),
        ("protest", "hunger", ["CVL"], [], None),
        ("coerce", "arrest", ["COP"], ["OPP"], ("Strategic developments", "Arrests")),
        ("retreat", "ceasefire", ["GOV"], ["REB"], ("Strategic developments", "Agreement")),
        ("consult", "visit", ["GOV"], ["GOV"], None),
    ],
)
def test_acled(
    type_: str, mode: str | None, actors: list[str], recipients: list[str], expected: tuple[str, str] | None
) -> None:
    assert acled_of(type_, mode, actors, recipients) == expected


def test_acled_uses_what_else_is_known() -> None:
    assert acled_of("assault", "explosives", instruments=["grenade"]) == ("Explosions/Remote violence", "Grenade")
    taken = acled_of("assault", None, ["REB"], ["MIL"], contexts=["territory"])
    assert taken == ("Battles", "Non-state actor overtakes territory")
    harmed = acled_of("assault", "crowd-control", ["COP"], ["CVL"], measures=["killed"])
    assert harmed == ("Protests", "Excessive force against protesters")


@pytest.mark.parametrize(
    ("actors", "recipients", "deaths", "expected"),
    [
        (["MIL"], ["REB"], 3, 1),
        (["REB"], ["MIL"], 1, 1),
        (["REB"], ["REB"], 5, 2),
        (["REB", "REB"], [], 5, 2),
        (["MIL", "REB"], [], 5, 1),
        (["REB"], ["CVL"], 8, 3),
        (["MIL"], ["CVL"], 8, 3),
        (["MIL"], ["REB"], 0, None),
        (["MIL"], ["REB"], None, None),
        (["UAF"], ["CVL"], 8, None),
        ([], ["CVL"], 8, None),
    ],
)
def test_ucdp(actors: list[str], recipients: list[str], deaths: int | None, expected: int | None) -> None:
    assert ucdp_of("assault", None, actors, recipients, deaths=deaths) == expected


def test_cameo_codes_fall_back_to_the_longest_beginning() -> None:
    assert plover_of("1834") == plover_of("183")
    assert plover_of("99") is None
    assert cameo_of("assault", "aerial") == "195"
    assert cameo_of("gossip") is None


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("ucdp.yaml", "groups: {a: XXX}\nminimum_deaths: 1\nrows: []\n", "no sector 'XXX'"),
        (
            "ucdp.yaml",
            "groups: {}\nminimum_deaths: 1\nrows:\n- {types: assault, actor: a, type_of_violence: 1}\n",
            "no group 'a'",
        ),
        ("acled.yaml", "groups: {}\nrows:\n- {types: attack}\n", "no type 'attack'"),
        ("acled.yaml", "groups: {}\nrows:\n- {types: aid, modes: demo}\n", "no mode of aid 'demo'"),
        ("cameo.yaml", "to_cameo: []\nfrom_cameo: {'01': {type: speak}}\n", "no type 'speak'"),
    ],
)
def test_a_damaged_table_is_refused(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, file: str, text: str, said: str
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    for name in ("cameo.yaml", "acled.yaml", "ucdp.yaml"):
        (folder / name).write_bytes((DATA / name).read_bytes())
    (folder / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(crosswalk, "DATA", folder)
    crosswalk.tables.cache_clear()
    try:
        with pytest.raises(InstallError, match=said):
            crosswalk.tables()
    finally:
        crosswalk.tables.cache_clear()
