"""How Sphinx makes the site of docs/: `make docs`. The pages stay plain Markdown that reads well where it lies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parents[1]
VERSION = re.search(r'"(.+)"', (DOCS.parent / "src/dateline/_version.py").read_text().partition("=")[2])

project = "Dateline"
author = "The Dateline developers"
copyright = author  # noqa: A001 - the name that Sphinx reads
release = VERSION[1] if VERSION else ""
extensions = ["myst_parser"]
exclude_patterns = ["site", "plugins"]
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]
suppress_warnings = ["myst.xref_missing", "misc.highlighting_failure"]

html_theme = "furo"
html_title = f"Dateline {release}"
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None  # the same sources give the same site

PARTS = {
    "Learn": ("tutorial", ("from-zero-to-a-map", "first-record")),
    "Do": ("how-to", ()),
    "Look up": ("reference", ("commands", "records", "python", "configuration", "errors")),
    "Understand": ("explanation", ("how-a-claim-is-made", "architecture")),
    "Decisions": ("decisions", ("README",)),
}
"""The parts of the site: their folder, and the pages that come first. All others follow by name."""


def _tree(caption: str, folder: str, first: tuple[str, ...]) -> str:
    found = sorted(path.stem for path in (DOCS / folder).glob("*.md"))
    ordered = [name for name in first if name in found] + [name for name in found if name not in first]
    pages = "\n".join(f"{folder}/{name}" for name in ordered)
    return f"\n\n```{{toctree}}\n:hidden:\n:caption: {caption}\n:maxdepth: 1\n\n{pages}\n```\n"


def add_trees(_app: Sphinx, name: str, source: list[str]) -> None:
    """Give the start page the trees of contents, which plain Markdown has no need of."""
    if name == "index":
        source[0] += "".join(_tree(caption, *part) for caption, part in PARTS.items())


def setup(app: Sphinx) -> None:
    """Hook in."""
    app.connect("source-read", add_trees)
