from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def notices() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_notices", ROOT / "scripts" / "make_notices.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_notices_are_those_of_the_lock_files(notices: ModuleType) -> None:
    assert not notices.stale(), "run: .venv/bin/python scripts/make_notices.py"


def test_a_lock_file_is_read_with_its_markers(notices: ModuleType) -> None:
    lock = "rich==15.0.0 \\\n    --hash=sha256:0\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:0\n"
    found = list(notices.python_packages(lock))
    assert [(one.name, one.version, one.licence) for one in found] == [
        ("rich", "15.0.0", "MIT"),
        ("colorama", "0.4.6", "BSD-3-Clause"),
    ]


def test_an_unknown_licence_stops_it(notices: ModuleType) -> None:
    with pytest.raises(SystemExit, match="no-such-package: licence not known"):
        notices.licence_of("no-such-package")
