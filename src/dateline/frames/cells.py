"""Cells of tables that people open in a spreadsheet: text from a report must not become a formula."""

from __future__ import annotations

# What Excel, LibreOffice and Google Sheets take for the start of a formula, by OWASP's note on CSV injection: the ASCII
# signs, white space that is cut off before them, and their full-width forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def starts_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula."""
    return text.lstrip(" ").startswith(_FORMULA)


def inert(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would calculate; anything else stays as it is."""
    return f"'{value}" if isinstance(value, str) and starts_formula(value) else value
