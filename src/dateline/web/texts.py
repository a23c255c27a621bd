"""The words that the pages show. All of them stand in ``text/<language>/*.yaml``, one file for a page."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup, escape

from dateline.core.errors import InstallError

LANGUAGE = "en"
_FOLDER = Path(__file__).parent / "text"


@lru_cache
def load_texts(language: str = LANGUAGE) -> dict[str, str]:
    """Load the texts of a language: key (``file.name`` and deeper names, joined by dots) -> text.

    Raises:
        InstallError: There is no such language.
    """
    files = sorted((_FOLDER / language).glob("*.yaml"))
    if not files:
        raise InstallError(f"no texts for the language {language!r}", hint=f"Put them in {_FOLDER / language}.")
    found: dict[str, str] = {}
    for path in files:
        _flatten(path.stem, yaml.safe_load(path.read_text("utf-8")) or {}, found)
    return found


def _flatten(prefix: str, value: Any, into: dict[str, str]) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _flatten(f"{prefix}.{name}", inner, into)
    else:
        into[prefix] = str(value)


def text(key: str, /, **values: object) -> str | Markup:
    """Give a text with its values put in: ``t("overview.title")``, ``t("overview.events", n=3)``.

    With ``n=1`` the key's form ``.one`` is taken where there is one. Values are escaped if one of them is markup.

    Raises:
        KeyError: There is no such text; a test looks up every key that a template or a script uses.
    """
    texts = load_texts()
    pattern = texts.get(f"{key}.one") if values.get("n") == 1 else None
    pattern = pattern or texts.get(key) or texts[f"{key}.other"]
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(escape(pattern)).format(**values)  # noqa: S704 - escaped here
    return pattern.format(**values) if values else pattern


def has_text(key: str) -> bool:
    """Tell whether there is a text of this key."""
    return key in load_texts()


def texts_for_scripts(*prefixes: str) -> Markup:
    """Give the texts under these keys as JSON for a ``<script type="application/json">``, which nothing executes."""
    wanted = {
        key: value
        for key, value in load_texts().items()
        if any(key == prefix or key.startswith(f"{prefix}.") for prefix in prefixes)
    }
    data = json.dumps(wanted, ensure_ascii=False, sort_keys=True)
    return Markup(data.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - no tag can be in it
