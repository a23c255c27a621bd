"""Libraries that Dateline can use and does not need: imported when they are called for."""

from __future__ import annotations

import importlib
from typing import Any

from dateline.core.errors import InstallError


def need(module: str, extra: str) -> Any:
    """Import an optional library.

    Args:
        module: Its import name, such as `pyarrow` or `matplotlib.figure`.
        extra: The extra of this package that installs it.

    Raises:
        InstallError: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise InstallError(f"{library} is not installed", hint=f"pip install 'dateline[{extra}]'") from error
