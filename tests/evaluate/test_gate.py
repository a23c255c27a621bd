from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from evaluate_fakes import system

from dateline.core.errors import InputError, UsageError
from dateline.evaluate import gate
from dateline.evaluate.gate import Check, fingerprint, load, lowered, raised, run, save

GOLD = {"start_date": "2012-01-31", "killq": False, "min_killed": 3}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [{"text": f"Release {number}.", "gold": GOLD} for number in range(4)]
    (tmp_path / "isaf.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return tmp_path


def check(**floors: float) -> Check:
    return Check("isaf", "isaf.jsonl", "all", {"fast": 2, "whole": None}, {"fast": floors, "whole": floors})


def test_a_figure_below_its_floor_fails(data: Path) -> None:
    save([check(killq=0.9, min_killed=0.5)], data / "floors.json")
    lines: list[str] = []
    found = run("fast", system(), say=lines.append, floors=data / "floors.json", data=data)
    assert [str(fall) for fall in found] == ["isaf (isaf.jsonl): min_killed is 0.000, below the floor of 0.500"]
    assert "2 documents" in lines[0]
    assert "killq 1.000 (floor 0.900)" in lines[0]


def test_other_data_fail(data: Path) -> None:
    known = raised(check(killq=0.5), "fast", gate.measure(check(killq=0.5), "fast", system(), data), data)
    assert known.fingerprint == fingerprint(data / "isaf.jsonl")
    save([known], data / "floors.json")
    assert run("fast", system(), say=print, floors=data / "floors.json", data=data) == []
    (data / "isaf.jsonl").write_text(json.dumps({"text": "Another.", "gold": GOLD}), "utf-8")
    (fall,) = run("fast", system(), say=print, floors=data / "floors.json", data=data)
    assert "not those" in str(fall)


def test_raising_never_lowers(data: Path) -> None:
    before = check(killq=0.5, min_killed=0.7)
    result = gate.measure(before, "fast", system(), data)
    after = raised(before, "fast", result, data)
    assert after.floors["fast"] == {"killq": 0.97, "min_killed": 0.7}
    assert after.floors["whole"] == before.floors["whole"]
    assert after.reached["fast"] == {"killq": 1.0, "min_killed": 0.0}


def test_lowering_takes_a_name_and_a_reason(data: Path) -> None:
    before = check(killq=0.5, min_killed=0.7)
    result = gate.measure(before, "whole", system(), data)
    with pytest.raises(UsageError, match="reason"):
        lowered(before, "whole", result, ["min_killed"], " ")
    after = lowered(before, "whole", result, ["min_killed"], "the gold was mended")
    assert after.floors["whole"] == {"killq": 0.5, "min_killed": 0.0}
    assert after.lowered == [
        {"field": "min_killed", "mode": "whole", "from": "0.7", "reason": "the gold was mended"}
    ]  # fmt: skip


def test_the_file_comes_back_as_it_was_written(data: Path) -> None:
    save([check(killq=0.5)], data / "floors.json")
    assert load(data / "floors.json") == [check(killq=0.5)]
    (data / "floors.json").write_text("{}", "utf-8")
    with pytest.raises(InputError):
        load(data / "floors.json")
    with pytest.raises(UsageError, match=r"none\.json"):
        load(data / "none.json")


ROOT = Path(__file__).parents[2]


@pytest.mark.data
@pytest.mark.skipif(not (ROOT / gate.DATA).exists(), reason="../shared/data is not here: nothing to measure on")
@pytest.mark.skipif(os.environ.get("DATELINE_GATE") == "off", reason="DATELINE_GATE=off")
def test_no_figure_is_below_its_floor_on_the_samples() -> None:
    """The fast gate. `make quality` runs the whole of each set's held-aside part."""
    from dateline.evaluate.stages import load_system

    found = run("fast", load_system(), say=print, floors=ROOT / gate.FLOORS, data=ROOT / gate.DATA)
    assert [str(fall) for fall in found] == []


def test_the_projects_own_sets_are_found_beside_the_floors(data: Path) -> None:
    own = Check("own", "quality/own3", "test", {"whole": None})
    assert gate.place_of(own, data) == Path("quality/own3")
    assert gate.place_of(check(), data) == data / "isaf.jsonl"
