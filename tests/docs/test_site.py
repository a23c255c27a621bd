"""The site that `make docs` builds: whole, searchable, and with nothing from outside."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-docs" / "bin" / "python"
_LOADED = re.compile(r"<(?:script|img|link|iframe)[^>]*?(?:src|href)=\"((?:https?:)?//[^\"]*)\"")
_LINK = re.compile(r"<a[^>]*? href=\"([^\"#:]+\.html)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PYTHON.exists():
        pytest.skip("no .venv-docs: `make docs` makes it")
    target = tmp_path_factory.mktemp("site")
    command = [str(PYTHON), "-m", "sphinx", "-q", "-W", "-b", "html", "-c", "docs/site", "docs", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def test_every_page_is_in_it_and_in_the_search(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8").removeprefix("Search.setIndex(").removesuffix(")")
    found = set(json.loads(index)["docnames"])
    pages = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").glob("**/*.md")]
    assert {str(page.with_suffix("")) for page in pages if page.parts[0] != "plugins"} == found
    assert (site / "search.html").is_file()


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.glob("**/*.html"):
        assert not _LOADED.findall(page.read_text(encoding="utf-8")), page.name


def test_its_links_lead_to_pages(site: Path) -> None:
    for page in site.glob("**/*.html"):
        missing = [
            link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()
        ]
        assert not missing, page.name
