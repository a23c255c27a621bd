"""What comes from npm is what the lock file says; templates and scripts keep to the content policy and the texts."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from urllib.error import URLError

import pytest

from dateline.web.assets import FOLDER, static, version
from dateline.web.texts import has_text, load_texts, text, texts_for_scripts

ROOT = Path(__file__).parents[2]
WEB = FOLDER.parent


@pytest.fixture(scope="module")
def fetch() -> ModuleType:
    spec = spec_from_file_location("fetch_assets", ROOT / "scripts/fetch_assets.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["fetch_assets"] = module
    spec.loader.exec_module(module)
    return module


def tarball(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def integrity(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def test_the_lock_file_has_a_checksum_for_every_asset() -> None:
    manifest = json.loads((ROOT / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name in manifest["assets"]:
        locked = lock[f"node_modules/{name}"]
        assert locked["integrity"].startswith("sha512-")
        assert locked["resolved"].startswith("https://registry.npmjs.org/")
        wanted = manifest["dependencies"].get(name) or manifest["devDependencies"][name]
        assert locked["version"] == wanted


def test_only_the_named_files_are_taken(fetch: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tarball({"dist/a.js": b"a", "dist/b.js": b"b"})
    monkeypatch.setattr(fetch, "download", lambda _url: content)
    locked = {"version": "1", "resolved": "https://x", "integrity": integrity(content)}
    fetch.fetch_package("x", locked, {"dist/a.js": "a.js"}, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a.js", ".x"}
    monkeypatch.setattr(fetch, "download", lambda _url: pytest.fail("fetched again"))
    fetch.fetch_package("x", locked, {"dist/a.js": "a.js"}, tmp_path)


def test_another_content_is_refused(fetch: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "download", lambda _url: tarball({"a.js": b"other"}))
    locked = {"version": "1", "resolved": "https://x", "integrity": integrity(b"what was locked")}
    with pytest.raises(fetch.AssetError, match="checksum"):
        fetch.fetch_package("x", locked, {"a.js": "a.js"}, tmp_path)
    with pytest.raises(fetch.AssetError, match="no sha512"):
        fetch.check("x", b"", "sha1-abc")
    with pytest.raises(fetch.AssetError, match=r"no file b\.js"):
        fetch.unpack("x", tarball({"a.js": b""}), {"b.js": "b.js"}, tmp_path)


def test_another_registry_is_asked_when_named(fetch: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(url: str, timeout: float) -> None:
        asked.append((url, timeout))
        raise URLError("away")

    monkeypatch.setattr(fetch.urllib.request, "urlopen", refuse)
    monkeypatch.setattr(fetch.time, "sleep", lambda _seconds: None)
    monkeypatch.setenv("npm_config_registry", "https://npm.example/mirror")
    with pytest.raises(fetch.AssetError, match="cannot fetch"):
        fetch.download("https://registry.npmjs.org/x/-/x-1.tgz")
    assert {url for url, _ in asked} == {"https://npm.example/mirror/x/-/x-1.tgz"}
    with pytest.raises(fetch.AssetError, match="not an address"):
        fetch.download("file:///etc/passwd")


def test_static_files_are_addressed_by_their_content() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", version())
    assert static("app.js") == f"/static/{version()}/app.js"


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted(WEB.glob("templates/**/*.html")):
        yield path.name, path.read_text("utf-8")


def scripts() -> Iterator[tuple[str, str]]:
    for path in sorted(FOLDER.glob("*.js")):
        yield path.name, path.read_text("utf-8")


def test_no_template_has_inline_script_or_style() -> None:
    for name, source in templates():
        assert not re.search(r"""\s(?:style|on[a-z]+)=["']""", source), name
        assert "<style" not in source, name
        for tag in re.findall(r"<script[^>]*>", source):
            assert "src=" in tag or 'type="application/json"' in tag, (name, tag)
        assert not re.search(r"[\w)\]]\s*\|\s*safe\b", source), name


def test_nothing_is_loaded_from_elsewhere() -> None:
    for name, source in (*templates(), *scripts()):
        assert not re.search(
            r"""(?:src|href)=["']https?://|import[^;]*["']https?://|fetch\(["'`]https?://""", source
        ), name


def test_no_script_turns_text_into_markup() -> None:
    for name, source in scripts():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", source), name


@pytest.mark.parametrize("kind", [templates, scripts])
def test_every_text_that_is_asked_for_is_there(kind: object) -> None:
    assert callable(kind)
    for name, source in kind():
        for key in re.findall(r"""\bt\(["']([a-z_.]+)["'][,)]""", source):
            assert has_text(key) or has_text(f"{key}.other"), (name, key)


def test_texts_take_their_values_and_forms() -> None:
    assert text("overview.events", n=1) == "One event"
    assert text("overview.events", n=7) == "7 events"
    assert len(load_texts()) > 100
    with pytest.raises(KeyError):
        text("overview.nothing_of_the_kind")


def test_texts_for_scripts_cannot_end_their_element() -> None:
    found = texts_for_scripts("overview")
    assert "<" not in found
    assert json.loads(found)["overview.title"] == "Overview"
