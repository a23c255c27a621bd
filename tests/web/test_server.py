from __future__ import annotations

import socket
from pathlib import Path

import pytest

from dateline.core.errors import UsageError
from dateline.store import Store
from dateline.web.pages.frame import environment
from dateline.web.server import _listen, free_port, warm
from dateline.web.settings import WebSettings


def settings(tmp_path: Path) -> WebSettings:
    return WebSettings(store=str(tmp_path / "a.sqlite"), port=free_port("127.0.0.1"))


def test_an_answer_is_not_held_back_until_its_head_is_acknowledged(tmp_path: Path) -> None:
    with _listen(settings(tmp_path)) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_an_address_that_is_taken_is_said_to_be(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    with _listen(wanted), pytest.raises(UsageError, match=f"127.0.0.1:{wanted.port}"):
        _listen(wanted)


def test_what_the_first_view_needs_is_there_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.cache_clear()
    with Store.open(tmp_path / "a.sqlite") as store:
        warm(store)
        loads: list[str] = []
        monkeypatch.setattr(environment().loader, "load", lambda _env, name, *_more: loads.append(name))
        assert environment().get_template("overview.html").name == "overview.html"
        assert loads == []
