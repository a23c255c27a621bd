"""The commands and files that a page shows, and a shell small enough to run them in this process.

A page marks a file that the reader is to make with a comment before its code block: ``<!-- file: words.yaml -->``. A
page that needs the real coder says ``<!-- coder: real -->``; the lines below a command in a ``console`` block are then
what it must print, with ``…`` for anything.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from dateline.cli import app
from dateline.core.errors import DatelineError

_FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^(?P=indent)```", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"<!-- file: (?P<name>\S+) -->\s*\n```\w*\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}[^\n]*\n)+", re.MULTILINE)
_INLINE = re.compile(r"`((?:\.venv/bin/)?dateline [^`\n]+)`")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PROMPT = "$ "
_STARTS = ("dateline ", ".venv/bin/dateline ", "cat ", "make ", "pip ", "git ", "python ", "sqlite3 ", "datasette ")
REAL_CODER = "<!-- coder: real -->"


@dataclass(slots=True)
class Shown:
    """One command line of a page, with what the page says that it prints."""

    line: str
    output: list[str] = field(default_factory=list)
    inline: bool = False


def files_of(text: str) -> dict[str, str]:
    """The files that the reader is to make."""
    return {found["name"]: found["body"] for found in _FILE.finditer(text)}


def python_of(text: str) -> list[str]:
    """The blocks of Python that a page shows, but for those that are only a signature."""
    blocks = [block["body"] for block in _FENCE.finditer(text) if block["kind"] == "python"]
    return [body for body in blocks if "=" in body and "->" not in body]


def commands_of(text: str) -> list[Shown]:
    """The command lines of a page, in its order."""
    text = _FILE.sub("", text)
    found: list[tuple[int, Shown]] = []
    bare = text
    for block in _FENCE.finditer(text):
        bare = bare.replace(block[0], "\0" * len(block[0]), 1)
        if block["kind"] in {"", "console", "sh", "bash", "shell"}:
            found += [(block.start(), shown) for shown in _commands_in(block["body"])]
    for indented in _INDENTED.finditer(bare):
        found += [(indented.start(), shown) for shown in _commands_in(indented[0])]
        bare = bare.replace(indented[0], "\0" * len(indented[0]), 1)
    for inline in _INLINE.finditer(_COMMENT.sub(lambda comment: " " * len(comment[0]), bare)):
        found.append((inline.start(), Shown(inline[1], inline=True)))
    return [shown for _, shown in sorted(found, key=lambda entry: entry[0])]


def _commands_in(block: str) -> Iterator[Shown]:
    """Command lines of a block; with prompts in it, what has none is output."""
    lines = [line.removeprefix("    ") for line in re.sub(r"\\\n\s*", "", block).splitlines()]
    prompted = any(line.startswith(_PROMPT) for line in lines)
    last: Shown | None = None
    for line in lines:
        bare = line.removeprefix(_PROMPT).strip()
        if line.startswith(_PROMPT) or (not prompted and bare.startswith(_STARTS)):
            if last is not None:
                yield last
            last = Shown(bare.partition("  #")[0].strip())
        elif prompted and last is not None and line.strip():
            last.output.append(line)
    if last is not None:
        yield last


class Shell:
    """Runs `dateline`, `cat` and `head` with pipes, redirections and `||`."""

    def run(self, line: str) -> tuple[int, str]:
        """Run one line up to its `||`; the status and what its last program printed."""
        first, *_ = line.split("||")
        return self._piped(first)

    def _piped(self, line: str) -> tuple[int, str]:
        status, text = 0, ""
        for part in line.split(" | "):
            words, target = _redirected(shlex.split(part))
            status, text = self._one(words, text)
            if status != 0:
                break
            if target:
                Path(target).write_text(text, encoding="utf-8")
        return status, text

    def _one(self, words: list[str], text: str) -> tuple[int, str]:
        program, *rest = words
        if program == "cat":
            return 0, "".join(Path(name).read_text(encoding="utf-8") for name in rest)
        if program == "head":
            return 0, "".join(text.splitlines(keepends=True)[: int(rest[-1].lstrip("-n") or 10)])
        assert program in {"dateline", ".venv/bin/dateline"}, f"the tests cannot run {program!r}"
        result = CliRunner().invoke(app, rest, input=text or None)
        if isinstance(result.exception, DatelineError):
            return result.exception.exit_status, str(result.exception)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout if result.exit_code == 0 else result.stdout + result.stderr


def _redirected(words: list[str]) -> tuple[list[str], str | None]:
    kept: list[str] = []
    target = None
    rest = iter(words)
    for word in rest:
        if word == ">":
            target = next(rest)
        elif word == "2>":
            next(rest)
        else:
            kept.append(word)
    return kept, target


def fits(expected: list[str], printed: str) -> bool:
    """Whether the lines that a page shows are among those printed, in order, `…` standing for anything."""
    lines = iter([" ".join(line.split()) for line in printed.splitlines()])
    return all(any(_line_pattern(line).fullmatch(one) for one in lines) for line in expected if line.strip() != "…")


def _line_pattern(line: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in " ".join(line.split()).split("…")))
