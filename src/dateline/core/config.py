"""One configuration object: from `dateline.toml`, the environment and the command line, in rising order.

It is read once, at the edge (the command line or the caller's own code), and passed in. Unknown keys are refused.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dateline.core.errors import UsageError

FILE_NAME = "dateline.toml"
PREFIX = "DATELINE_"
PATHS = frozenset({"gazetteer", "ontology"})
"""Keys that name files: in `dateline.toml`, these lie beside it. The store may be a URL, and is taken as it stands."""
ELSEWHERE = frozenset({"DATELINE_CACHE"})
"""Variables that are no settings: where the gazetteer is cached is a matter of the machine, not of a run."""


def _split(value: object) -> object:
    """In the environment a list is one text, as `PATH` is."""
    return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value


class Config(BaseModel):
    """What can be set: in `dateline.toml`, or in the environment, in capitals after ``DATELINE_``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    store: Annotated[str, Field(description="Path (SQLite) or URL of the store.")] = "dateline.sqlite"
    coder: Annotated[
        str, Field(description="`rules+encoder`, `rules` without the encoder, or the name of a plug-in.")
    ] = "rules+encoder"
    gazetteer: Annotated[
        Path | None, Field(description="A gazetteer of your own; without it, the one that Dateline builds.")
    ] = None
    ontology: Annotated[
        tuple[Path, ...],
        BeforeValidator(_split),
        Field(description="Files of your own with event words, types, modes, frames or word classes."),
    ] = ()
    workers: Annotated[int, Field(ge=1, le=64, description="Processes that code reports; each takes 0.5 GB.")] = 1


def load_config(
    path: str | Path | None = None, *, environment: Mapping[str, str] | None = None, **overrides: object
) -> Config:
    """Read the configuration.

    Args:
        path: The file; without it `dateline.toml` in the working directory, if there is one.
        environment: Instead of the process's own.
        overrides: Values from the command line; ``None`` means "not given".

    Raises:
        UsageError: The file cannot be read, a key is unknown, or a value is of the wrong kind.
    """
    values: dict[str, Any] = _from_file(Path(path)) if path else {}
    if not path and Path(FILE_NAME).is_file():
        values = _from_file(Path(FILE_NAME))
    values |= _from_environment(os.environ if environment is None else environment)
    values |= {key: value for key, value in overrides.items() if value is not None}
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        raise UsageError(_first_problem(error), hint=f"Keys: {', '.join(Config.model_fields)}.") from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a TOML file: {error}") from error
    return {key: _beside(path.parent, value) if key in PATHS else value for key, value in values.items()}


def _beside(folder: Path, value: object) -> object:
    if isinstance(value, list):
        return [_beside(folder, one) for one in value]
    return str(folder / value) if isinstance(value, str) else value


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(PREFIX) and key not in ELSEWHERE
    }


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"configuration: unknown key {key!r}"
    return f"configuration: {key}: {problem['msg']}"
