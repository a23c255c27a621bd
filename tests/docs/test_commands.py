"""Every command that the documents show is run, page by page, in a folder with made-up files.

The coder is a stub, but for the pages that say otherwise. What needs a network, a server or large data is held against
the command's own options instead of being run.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import codings
import pytest
import samples
from commands import REAL_CODER, Shell, Shown, commands_of, files_of, fits, python_of
from stub import StubCoder

from dateline import pipeline, spacy_pipe
from dateline.cli.app import load_command
from dateline.core.config import Config
from dateline.ingest import read_inputs
from dateline.records import Report
from dateline.store import Store

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]) if page.name != "CHANGELOG.md"]
PARSED_ONLY = {
    "fetch": "asks a network",
    "watch": "asks a network, without end",
    "serve": "serves without end",
    "demo": "codes sixteen reports; tested with the wheel and by `make demo`",
    "evaluate": "reads data sets",
    "account": "asks for a password",
    "doctor": "loads all models",
    "gazetteer build": "takes 15 s; tested with the places",
}
_ID = re.compile(r"\b([ecr])-(?:[0-9a-f]{4,12}\b|…)")
_PLACEHOLDERS = {"EVENT": "e-…", "CLAIM CLAIM": "c-… c-…", "REPORT.txt": "report.txt", "YOUR-REPORT.txt": "report.txt"}
_OPEN = re.compile(r"(?<![ecr]-)…|\[--|\bFILE\b|\bNAME\b|\bREPORTS\b")
"""What leaves open what stands there."""
_MAKE = re.compile(r"^([a-z-]+):", re.MULTILINE)
TEXTS = (
    "Rebels attacked Gao on 2013-01-10. Planes bombed Konna on 2013-01-11.\n",
    "Mutineers attacked Bamako on 2013-01-12.\n",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that the pages take for granted."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "reports").mkdir()
    for number, text in enumerate(TEXTS):
        (folder / "reports" / f"{number}.txt").write_text(text)
    (folder / "report.txt").write_text(TEXTS[0])
    (folder / "more.html").write_text(samples.PAGE)
    (folder / "page.html").write_text(samples.PAGE)
    (folder / "nexis.txt").write_text(samples.NEXIS)
    (folder / "reports.jsonl").write_text('{"text": "Rebels attacked Kidal.", "published": "2013-01-12"}\n')
    (folder / "ged.csv").write_text(codings.table(codings.UCDP, codings.ucdp(), codings.ucdp(2, "2013-02-01")))
    (folder / "acled.csv").write_text(codings.table(codings.ACLED, codings.acled()))
    shutil.copytree(ROOT / "examples", folder / "examples")
    reports = [one for one in read_inputs([folder / "reports"], published="2013-01-12") if isinstance(one, Report)]
    stub = StubCoder()
    claims = [claim for report in reports for claim in stub.code(report)]
    for name in ("claims.jsonl", "old-claims.jsonl", "new-claims.jsonl"):
        (folder / name).write_text("".join(claim.model_dump_json() + "\n" for claim in claims))
    newer = reports[0].model_copy(update={"id": "r-00aa", "text": f"{TEXTS[0]}Calm.\n", "revises": reports[0].id})
    with Store.open(folder / "mine.sqlite") as store:
        for report in (*reports, newer):
            store.add(report, stub.code(report))
        pipeline.relink(store)
        events = "".join(event.model_dump_json() + "\n" for event in store.events())
    (folder / "events.jsonl").write_text(events)
    for name in ("mali", "demo", "dateline"):
        shutil.copy(folder / "mine.sqlite", folder / f"{name}.sqlite")
    return folder


@pytest.fixture
def here(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to work in; what is imported stays there too."""
    folder = tmp_path / "reader"
    shutil.copytree(prepared, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")
    return folder


def ids_of(store: Path) -> dict[str, list[str]]:
    with Store.open(store) as opened:
        return {
            "e": [event.id for event in opened.events()],
            "c": [claim.id for claim in opened.claims()],
            "r": [report.id for report in opened.reports()],
        }


def with_ids(line: str, ids: dict[str, list[str]]) -> str:
    """The line with ids of the store in place of those that the page makes up."""
    for placeholder, meant in _PLACEHOLDERS.items():
        line = re.sub(rf"\b{re.escape(placeholder)}(?![\w.])", meant, line)
    taken: dict[str, int] = {"e": 0, "c": 0, "r": 0}

    def real(found: re.Match[str]) -> str:
        kind = found[1]
        taken[kind] += 1
        return ids[kind][(taken[kind] - 1) % len(ids[kind])]

    return _ID.sub(real, line)


def parse(line: str) -> None:
    """Hold a `dateline` line against the options of its command."""
    words = shlex.split(re.split(r" [|>] ", line)[0])
    name, rest = words[1], words[2:]
    command = load_command(name)
    if hasattr(command, "commands"):
        name, *rest = rest
        command = command.commands[name]
    command.make_context(name, rest)


def is_named_only(shown: Shown) -> bool:
    """`dateline events` in a sentence names a command, and `--format …` stands for whatever it takes."""
    if shown.inline and " -" not in shown.line and not _ID.search(shown.line):
        return True
    return bool(_OPEN.search(shown.line)) and not shown.output


def put_stub_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    stub = StubCoder()

    def load_stub(config: Config) -> pipeline.Coder:
        del config
        return stub

    monkeypatch.setattr(pipeline, "load_coder", load_stub)
    monkeypatch.setattr(spacy_pipe, "load_coder", load_stub)


def check(shown: Shown, line: str, *, real: bool) -> None:
    """Run a line, or hold it against its command's options."""
    program, name, *_ = [*line.split(), ""]
    if program == "make":
        assert name in set(_MAKE.findall((ROOT / "Makefile").read_text())), line
    elif program in {"pip", "git", "python", "sqlite3", "datasette"}:
        return
    elif "postgresql://" in line or any(f"dateline {one}" in line for one in PARSED_ONLY):
        parse(line)
    else:
        status, printed = Shell().run(line)
        assert status == 0, f"{line}\n{printed}"
        if real:
            assert fits(shown.output, printed), f"{line}\nprinted:\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_and_the_python_of_a_page_work(page: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    # A page written from the code names options in the words of their help.
    written_by_hand = not text.startswith("<!-- Written by")
    commands = [one for one in commands_of(text) if not is_named_only(one) and (written_by_hand or not one.inline)]
    snippets = python_of(text) if page.parent.name != "decisions" and written_by_hand else []
    real = REAL_CODER in text
    if not real:
        put_stub_in_place(monkeypatch)
    for name, body in files_of(text).items():
        (here / name).write_text(body, encoding="utf-8")
    ids = ids_of(here / "mine.sqlite") if commands else {}
    for shown in commands:
        check(shown, with_ids(shown.line, ids), real=real)
    names: dict[str, object] = {}
    for snippet in snippets:
        exec(compile(snippet, str(page), "exec"), names)  # noqa: S102 - the page's own lines


def test_a_page_is_read_in_its_order() -> None:
    text = (
        "`dateline events --country MLI`\n\n<!-- file: own.yaml -->\n```yaml\na: 1\n```\n\n"
        "```console\n$ dateline code a.txt  # why\nline one\n  two\n$ dateline version\n```\n\n"
        "    dateline add x \\\n        --quiet\n"
    )
    assert [(one.line, one.output) for one in commands_of(text)] == [
        ("dateline events --country MLI", []),
        ("dateline code a.txt", ["line one", "  two"]),
        ("dateline version", []),
        ("dateline add x --quiet", []),
    ]
    assert files_of(text) == {"own.yaml": "a: 1\n"}


def test_expected_output_is_compared_in_order_with_gaps() -> None:
    assert fits(["one", "…", "th…ee  x"], "one\ntwo\nthree x\n")
    assert not fits(["two", "one"], "one\ntwo\n")
