"""The published files of MUC-3 and MUC-4: texts and their answer templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.core.errors import UsageError
from dateline.evaluate.mapping import plain
from dateline.evaluate.reading import existing, files, text_of

ROLES = ("perp_individual", "perp_organization", "target", "victim", "weapon")
_SLOT_OF_ROLE = {6: "weapon", 9: "perp_individual", 10: "perp_organization", 12: "target", 18: "victim"}
_DESCRIPTION = 19
_HEADER = re.compile(r"^((?:DEV|TST\d?)-MUC\d-\d+)(?:\s*\(.*\))?\s*$")
_SLOT = re.compile(r"^\s*(\d+)\.\s+[A-Z][A-Z :]*?\s{2,}(.*)$")
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_DATELINE = re.compile(r"(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{2})\b")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


@dataclass(frozen=True, slots=True)
class Filler:
    """One entity of a role: the strings that name it, normalised; `optional` if the coder marked it with `?`."""

    names: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident. `types` holds the type, or both of an alternative ("BOMBING / ATTACK")."""

    types: frozenset[str]
    roles: dict[str, tuple[Filler, ...]]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One message with its templates. `published` is the date of its dateline."""

    key: str
    text: str
    published: str | None
    templates: tuple[Template, ...] = ()


@dataclass(slots=True)
class _Raw:
    """A template's lines by slot."""

    message: str = ""
    slots: dict[int, list[str]] = field(default_factory=dict)


def read(path: Path) -> list[Text]:
    """Read a folder with `key-*` files and the files of texts beside them, or a folder of such folders.

    Raises:
        UsageError: There are no keys, or no texts.
    """
    if existing(path).is_file():
        path = path.parent
    keys = files(path, "key-*")
    templates: dict[str, list[Template]] = {}
    for file in keys:
        for message, template in _templates(text_of(file)):
            templates.setdefault(message, [])
            if template is not None and template not in templates[message]:
                templates[message].append(template)
    texts = [one for file in sorted(path.rglob("*-muc*")) if file not in keys for one in _texts(text_of(file))]
    if not texts:
        raise UsageError(f"no data at {path}", hint="Looked for the texts (*-muc3-*, *-muc4-*) beside the keys.")
    return [Text(key, text, published_of(text), tuple(templates[key])) for key, text in texts if key in templates]


def _texts(content: str) -> Iterator[tuple[str, str]]:
    """Messages by id; a coder's suffix after the id is cut off."""
    key, lines = "", list[str]()
    for line in content.split("\n"):
        match = _HEADER.match(line)
        if match is None:
            lines.append(line)
            continue
        if key:
            yield key, "\n".join(lines).strip()
        key, lines = match[1], []
    if key:
        yield key, "\n".join(lines).strip()


def published_of(text: str) -> str | None:
    """The ISO date of the message's dateline, which stands in its first lines."""
    match = _DATELINE.search(text[:200])
    if match is None:
        return None
    return f"19{match[3]}-{_MONTHS.index(match[2]) + 1:02d}-{int(match[1]):02d}"


def _templates(content: str) -> Iterator[tuple[str, Template | None]]:
    """Each message with its template; a message without incidents has a template of asterisks, given as None."""
    for raw in _raw_templates(content):
        yield raw.message, _template(raw)


def _raw_templates(content: str) -> Iterator[_Raw]:
    raw, slot = _Raw(), -1
    for line in content.split("\n"):
        if line.startswith(";"):
            continue
        match = _SLOT.match(line)
        if match is None:
            if line.strip() and slot >= 0:
                raw.slots[slot].append(line.strip())
            continue
        slot, value = int(match[1]), match[2].strip()
        if slot == 0:
            if raw.message:
                yield raw
            raw = _Raw(message=value.split()[0])
        raw.slots[slot] = [value]
    if raw.message:
        yield raw


def _template(raw: _Raw) -> Template | None:
    kind = raw.slots.get(4, ["*"])[0]
    if kind in {"*", "-", ""}:
        return None
    roles = {
        role: tuple(_fillers(raw.slots.get(slot, []), raw.slots.get(_DESCRIPTION, []) if role == "victim" else []))
        for slot, role in _SLOT_OF_ROLE.items()
    }
    types = frozenset(one.strip().lower() for one in kind.split("/"))
    return Template(types, roles, optional="OPTIONAL" in raw.slots.get(1, [""])[0])


def _fillers(lines: list[str], descriptions: list[str]) -> list[Filler]:
    """The entities of a slot. A victim's description that names him (`"MAYOR": "JUAN PEREZ"`) is one more name."""
    found = [_Entity(_strings(line), optional=line.startswith("?")) for line in _joined(lines) if _strings(line)]
    for line in _joined(descriptions):
        described, _, named = _split_link(line)
        names = _strings(named)
        match = next((one for one in found if one.names & names), None)
        if match is not None:
            match.names |= _strings(described)
        elif _strings(line):
            found.append(_Entity(_strings(described) | names, optional=line.startswith("?")))
    return [Filler(frozenset(one.names), one.optional) for one in found]


@dataclass(slots=True)
class _Entity:
    names: set[str]
    optional: bool


def _joined(lines: list[str]) -> list[str]:
    """Lines that go on from the one before (a `/` at the end of it, or at their start) are joined to it."""
    joined: list[str] = []
    for line in lines:
        if joined and (joined[-1].endswith("/") or line.startswith("/") or joined[-1].count('"') % 2):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _split_link(line: str) -> tuple[str, str, str]:
    """`"A" / "B": "C"` -> what describes, the colon, who is described; colons within strings do not count."""
    for match in re.finditer(r'"\s*:\s*"|-\s*:\s*"', line):
        colon = line.index(":", match.start())
        return line[:colon], ":", line[colon + 1 :]
    return line, "", ""


def _strings(text: str) -> set[str]:
    """The quoted strings, normalised; the few fillers that were typed without quotation marks are taken whole."""
    quoted = [match[1].replace('\\"', '"') for match in _STRING.finditer(text)]
    if not quoted and text.strip(" ?") not in {"", "*", "-"}:
        quoted = [text.strip(' ?"')]
    return {name for name in map(plain, quoted) if name}
