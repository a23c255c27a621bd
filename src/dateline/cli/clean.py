"""Make text from reports safe to show: a report may hold terminal commands."""

from __future__ import annotations

import re

# Escape sequences first, as a whole; then what is left of the C0 and C1 controls; then characters that change the
# direction of the text or cannot be seen.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")


def for_eyes(text: str | None) -> str:
    """Give the text on one line, without anything that a terminal would obey."""
    if not text:
        return ""
    return _SPACE.sub(" ", _CONTROLS.sub("", _ESCAPES.sub("", text))).strip()
