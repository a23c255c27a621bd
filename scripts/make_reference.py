"""Write docs/reference/ from the code: commands, errors, records, configuration, Python interface, JSON Schemas.

`python scripts/make_reference.py` writes the pages; `--check` only says which are stale. A test runs the check.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import types
import typing
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from typer.core import TyperGroup

import dateline
from dateline import pipeline
from dateline.cli.app import COMMANDS, load_command
from dateline.cli.schema import record_schema
from dateline.core import errors
from dateline.core.config import FILE_NAME, PREFIX, Config
from dateline.export import acled, built_in, cameo, hxl, ucdp
from dateline.export import model as export_model
from dateline.ingest import plugins as ingest_plugins
from dateline.records import base, claim, event, judgement, report

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTE = "<!-- Written by scripts/make_reference.py; change the code, then run it. -->\n"


def pages() -> dict[str, str]:
    """All pages by their path below docs/reference."""
    made = {
        "commands.md": commands_page(),
        "errors.md": errors_page(),
        "records.md": records_page(),
        "configuration.md": configuration_page(),
        "python.md": python_page(),
        "exports.md": exports_page(),
    }
    for name in ("report", "claim", "event", "judgement"):
        made[f"schemas/{name}.json"] = json.dumps(record_schema(name), indent=2) + "\n"
    return made


# ---- commands


def commands_page() -> str:
    """Every command with its arguments and options."""
    lines = [
        NOTE,
        "# Commands\n",
        _text(
            """
            Records go to standard output, progress and errors to standard error. The exit status is 0 when all is done,
            1 when an input failed (the others are done), 2 when the call is wrong, 3 for the store, 4 when a part of
            the installation is missing. See [errors](errors.md).
            """
        ),
        "| command | what it does |\n| --- | --- |",
    ]
    lines += [f"| [`dateline {name}`](#dateline-{name}) | {entry.summary} |" for name, entry in COMMANDS.items()]
    for name in COMMANDS:
        lines += _command(f"dateline {name}", load_command(name))
    return "\n".join(lines) + "\n"


def _command(path: str, command: Any) -> list[str]:
    lines = [f"\n## {path}\n", _help(command.help or "")]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and one.name != "help"]
    if arguments or options:
        lines.append("\n| | | default |\n| --- | --- | --- |")
    lines += [f"| `{one.name}{' …' if one.nargs == -1 else ''}` | {_cell(one.help)} | |" for one in arguments]
    lines += [f"| {_names(one)} | {_cell(one.help)} | {_default(one)} |" for one in options]
    if isinstance(command, TyperGroup):
        for name, child in command.commands.items():
            lines += [line.replace("\n## ", "\n### ", 1) for line in _command(f"{path} {name}", child)]
    return lines


def _help(text: str) -> str:
    """The help as Markdown: an indented example needs a blank line before it."""
    return re.sub(r"(Examples?:)\n+ ", r"\1\n\n ", inspect.cleandoc(text).replace("\b\n", ""))


def _names(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    annotation = option.type_descriptor.annotation
    choices = get_args(annotation) if get_origin(annotation) is Literal else ()
    return f"{names} {' / '.join(f'`{choice}`' for choice in choices)}" if choices else names


def _default(option: Any) -> str:
    value = option.default
    return "" if value is None or value is False or callable(value) else f"`{value}`"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


# ---- errors


def errors_page() -> str:
    """The tree of errors."""
    lines = [
        NOTE,
        "# Errors\n",
        _text(
            """
            Every error that Dateline raises on purpose is a `dateline.DatelineError`. On the command line it is two
            lines, `error: …` and `hint: …`, and an exit status.
            """
        ),
        "| class | code | exit | HTTP | meaning |\n| --- | --- | --- | --- | --- |",
    ]
    for depth, kind in _tree(errors.DatelineError):
        meaning = inspect.getdoc(kind) or ""
        name = f"{'&nbsp;' * 4 * depth}`{kind.__name__}`"
        summary = meaning.split("\n\n")[0].replace("\n", " ")
        lines.append(f"| {name} | `{kind.code}` | {kind.exit_status} | {kind.http_status} | {summary} |")
    return "\n".join(lines) + "\n"


def _tree(kind: type[errors.DatelineError], depth: int = 0) -> list[tuple[int, type[errors.DatelineError]]]:
    below = [one for one in kind.__subclasses__() if one.__module__ == errors.__name__]
    return [(depth, kind), *(entry for child in below for entry in _tree(child, depth + 1))]


# ---- records


def records_page() -> str:
    """Every record with its fields and types."""
    lines = [
        NOTE,
        "# Records\n",
        _text(
            """
            JSON names are as below. Times are ISO 8601, countries ISO 3166-1 alpha-3, languages BCP 47. A value that
            the report does not support is `null` or an empty list, never a guess or a placeholder. Every value read
            from a report carries `start` and `end`, offsets in Unicode code points, and `report.text[start:end]` is its
            `text`. Records are never edited: a correction is a judgement, a later version of a report is a new report
            with `revises` set. `dateline schema` prints the JSON Schemas, which are also in [schemas/](schemas/).
            """
        ),
    ]
    for module in (report, claim, event, judgement, base):
        kinds = [value for value in vars(module).values() if _is_record(value, module.__name__)]
        for kind in sorted(kinds, key=lambda kind: kind.__name__.casefold() != module.__name__.rpartition(".")[2]):
            lines += _record(kind)
    return "\n".join(lines) + "\n"


def _is_record(value: object, module: str) -> bool:
    return isinstance(value, type) and issubclass(value, base.Record) and value.__module__ == module


def _record(kind: type[base.Record]) -> list[str]:
    lines = [f"\n## {kind.__name__}\n", inspect.getdoc(kind) or ""]
    if kind.model_fields:
        lines.append("\n| field | type | default |\n| --- | --- | --- |")
    hints = typing.get_type_hints(kind)
    for name, field in kind.model_fields.items():
        default = "required" if field.is_required() else f"`{json.dumps(field.default)}`"
        lines.append(f"| `{name}` | {_type(hints[name])} | {default} |")
    return lines


def _type(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ", ".join(f"`{arg}`" for arg in args)
    if origin in {Union, types.UnionType}:
        return " or ".join(_type(arg) for arg in args)
    if origin is tuple:
        return f"list of {_type(args[0])}"
    if hint is type(None):
        return "null"
    if isinstance(hint, type) and issubclass(hint, base.Record):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    plain = {str: "text", int: "integer", float: "number", bool: "true or false"}
    return plain.get(hint, "any JSON value")


# ---- configuration


def configuration_page() -> str:
    """Every key of the configuration."""
    lines = [
        NOTE,
        "# Configuration\n",
        _text(
            f"""
            Keys stand in `{FILE_NAME}` in the working directory (or the file named with `--config`), or in the
            environment, in capitals after `{PREFIX}`. An option on the command line stands above the environment, and
            that above the file. Unknown keys are refused. The environment variable `DATELINE_CACHE` names the folder in
            which the gazetteer is kept; without it, `$XDG_CACHE_HOME/dateline` or `~/.cache/dateline`.
            """
        ),
        "| key | environment | default | meaning |\n| --- | --- | --- | --- |",
    ]
    for name, field in Config.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        lines.append(f"| `{name}` | `{PREFIX}{name.upper()}` | {default} | {field.description or ''} |")
    return "\n".join(lines) + "\n"


# ---- exports


_DROPPED = """
    Changing such a field of an event, of its claims (`claim.…`) or of their reports (`report.…`) changes nothing in an
    export of events; a test tries every field. With `--records claims` the lossless formats hold all of a claim. Texts
    of reports, and offsets into them other than those of whole records, are in no export.
"""


def exports_page() -> str:
    """Every export format: what it holds, what it loses, which columns are always empty."""
    lines = [
        NOTE,
        "# Export formats\n",
        _text(
            """
            `dateline export --format NAME -o FILE`, from a store or from claims as JSON Lines
            ([how to](../how-to/export.md)). Every export says which version made it, of which day the data is, which
            filters were asked for and what licences hold: inside the file, or beside it in `FILE-metadata.json` with
            the numbers of records written and left out. A lossless format is read back into equal records by
            `dateline.export.read_back`, which a test does with records made at random. The same records give the same
            bytes. Memory stays flat where the format streams; linking a stream of claims to events keeps the claims in
            memory.
            """
        ),
        "| format | what it is | records | lossless | streams | about itself | claim ids |\n| " + "--- | " * 7,
    ]
    for name, form in built_in().items():
        yes = ("yes" if form.reader else "[no](#what-is-lost)", "yes" if form.streams else "no")
        records = ", ".join(form.records)
        lines.append(
            f"| `{name}` | {form.summary} | {records} | {' | '.join(yes)} | {form.metadata} | {form.claim_ids} |"
        )
    lines.append("\n## What is lost\n")
    for name, form in built_in().items():
        lines += [f"- `{name}`: {loss}." for loss in form.loses]
    lines += ["\n## Fields that are not in the file\n", _text(_DROPPED)]
    for name, form in built_in().items():
        lines.append(f"- `{name}`: {', '.join(f'`{field}`' for field in form.drops) or 'none'}.")
    lines.append("\n## Columns that are always empty\n")
    lines.append("No news report tells them, or they are for the publisher of that data set to give.\n")
    for name, form in built_in().items():
        if form.empty:
            lines.append(f"- `{name}`: {', '.join(f'`{column}`' for column in form.empty)}.")
    lines += ["\n## Columns of `acled`, `ucdp`, `cameo` and `hxl`\n", *_layouts()]
    return "\n".join(lines) + "\n"


def _layouts() -> list[str]:
    """The columns of the fixed layouts; what goes into them is told in an explanation."""
    layouts = {"acled": acled.COLUMNS, "ucdp": ucdp.COLUMNS, "cameo": cameo.COLUMNS}
    lines = ["How they are filled: [ACLED, UCDP and CAMEO](../explanation/exports.md).\n"]
    lines += [f"- `{name}`: {', '.join(f'`{column}`' for column in columns)}." for name, columns in layouts.items()]
    lines.append(f"- `hxl`: {', '.join(f'{header} `{tag}`' for header, tag in hxl.columns())}.")
    return lines


# ---- Python


def python_page() -> str:
    """The public surface: every name of `dateline`, and what plug-ins build on."""
    lines = [
        NOTE,
        "# Python interface\n",
        _text(
            """
            What is named here keeps its meaning within a major version; a test freezes the list. All else may change.
            The records have [a page of their own](records.md), and so have [errors](errors.md) and
            [configuration](configuration.md).
            """
        ),
    ]
    for name in sorted(set(dateline.__all__) - {"__version__"}, key=str.casefold):
        lines += _python_entry(f"dateline.{name}", getattr(dateline, name))
    lines.append("\n# Plug-ins\n\nSee [write a plug-in](../how-to/write-a-plug-in.md).")
    for kind in (pipeline.Coder, ingest_plugins.Reader, export_model.Exporter, export_model.Format):
        lines += _python_entry(f"{kind.__module__}.{kind.__name__}", kind)
    return "\n".join(lines) + "\n"


def _python_entry(name: str, target: Any) -> list[str]:
    if isinstance(target, types.ModuleType):  # `dateline.link` is a package that can be called
        target = target.link
    if not isinstance(target, type):
        return [f"\n## {name}\n", f"```python\n{_signature(name, target)}\n```\n", _docstring(target)]
    lines = [f"\n## {name}\n", _docstring(target)]
    if issubclass(target, (base.Record, errors.DatelineError, Config)):
        return lines
    for member, value in _members(target):
        if isinstance(value, property):
            lines.append(f"\n**`{member}`** — {_docstring(value)}")
        else:
            plain = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
            lines += [f"\n```python\n{_signature(member, plain)}\n```\n", _docstring(plain)]
    return lines


def _members(kind: type) -> list[tuple[str, Any]]:
    """Public methods and properties, those of our own bases included, in the order in which they are written."""
    found: dict[str, Any] = {}
    for one in reversed([one for one in kind.__mro__ if one.__module__.startswith("dateline")]):
        public = {
            name: value
            for name, value in vars(one).items()
            if (not name.startswith("_") or name == "__call__") and name not in {"flat", "shown"}
        }
        callables = (types.FunctionType, classmethod, staticmethod, property)
        found |= {name: value for name, value in public.items() if isinstance(value, callables)}
    return list(found.items())


def _signature(name: str, target: Any) -> str:
    signature = inspect.signature(target)
    kept = [one for one in signature.parameters.values() if one.name not in {"self", "cls"}]
    return f"{name}{signature.replace(parameters=kept)}".replace("'", "")


_SECTION = re.compile(r"^(Args|Returns|Raises|Yields):\n((?: {4}.*\n?|\n)+)", re.MULTILINE)
_ENTRY = re.compile(r"^ {4}(\S[^:\n]*): ", re.MULTILINE)


def _docstring(target: Any) -> str:
    """A docstring with its sections as lists."""

    def section(found: re.Match[str]) -> str:
        if found[1] in {"Args", "Raises"}:
            body = re.sub("^ {8}", "  ", _ENTRY.sub(r"- `\1`: ", found[2]), flags=re.MULTILINE)
        else:
            body = inspect.cleandoc(found[2])
        return f"**{found[1]}**\n\n{body}"

    return _SECTION.sub(section, (inspect.getdoc(target) or "") + "\n").rstrip() + "\n"


def _text(text: str) -> str:
    return " ".join(text.split()) + "\n"


def stale() -> list[str]:
    """The pages on disk that are not what the code gives."""
    found = []
    for name, content in pages().items():
        path = REFERENCE / name
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            found.append(name)
    return found


def main() -> int:
    """Write or check the pages."""
    if "--check" in sys.argv[1:]:
        for name in (names := stale()):
            print(f"stale: docs/reference/{name}")
        return 1 if names else 0
    for name, content in pages().items():
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
