from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import PASSWORD, Workbench, copied, make_workbench

from dateline.core.clock import later, now
from dateline.core.errors import SignInError, TooManyError, UsageError
from dateline.review.people import Role
from dateline.store import Store
from dateline.web.auth import signing_in
from dateline.web.auth.csrf import HEADER
from dateline.web.auth.middleware import CONTENT_SECURITY_POLICY, HEADERS, MAX_BODY
from dateline.web.auth.passwords import Passwords, passwords
from dateline.web.auth.signing_in import COOKIE


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("auth") / "empty.sqlite"
    Store.open(path).close()
    return path


@pytest.fixture
def bench(empty: Path, tmp_path: Path) -> Iterator[Workbench]:
    with copied(empty, tmp_path / "a.sqlite") as store:
        yield make_workbench(store)


@pytest.fixture
def alone(empty: Path, tmp_path: Path) -> Iterator[Workbench]:
    with copied(empty, tmp_path / "a.sqlite") as store:
        yield make_workbench(store, single_user=True)


# ---- passwords


def test_passwords_are_kept_as_argon2id_hashes_of_rfc_9106() -> None:
    hashed = Passwords().hash(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords(quick=True).outdated(hashed)


def test_only_the_password_fits() -> None:
    hasher = passwords(quick=True)
    hashed = hasher.hash(PASSWORD)
    assert hasher.fits(hashed, PASSWORD)
    assert not hasher.fits(hashed, PASSWORD + "x")
    assert not hasher.fits(None, PASSWORD)
    assert not hasher.fits("no hash", PASSWORD)
    for bad in ("short", "x" * 129):
        with pytest.raises(UsageError):
            hasher.hash(bad)


# ---- sessions


def test_signing_in_and_out(bench: Workbench) -> None:
    client = bench.client("coder")
    me = client.get("/api/v1/me").json()
    assert (me["account"], me["role"], me["via"]) == ("coder-1", "coder", "session")
    assert client.delete("/api/v1/session").status_code == 204
    assert client.get("/api/v1/me").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(bench: Workbench) -> None:
    bench.client("coder")
    answer = bench.stranger().post("/api/v1/session", json={"name": "coder-1", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie
    over_https = bench.stranger()
    over_https.base_url = "https://localhost"
    answer = over_https.post("/api/v1/session", json={"name": "coder-1", "password": PASSWORD})
    assert answer.headers["set-cookie"].startswith("__Host-dateline_session=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_the_store_keeps_no_secret(bench: Workbench, tmp_path: Path) -> None:
    client = bench.client("coder")
    token = client.post("/api/v1/me/tokens", json={"label": "script"}).json()["secret"]
    cookie = client.cookies[COOKIE]
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("a.sqlite*"))
    assert signing_in.hashed(cookie).encode() in raw
    for secret in (cookie, token, PASSWORD):
        assert secret.encode() not in raw


def test_sessions_end(bench: Workbench) -> None:
    account = bench.store.people.add_account("ann", Role.CODER, password_hash=None, shown="Ann", now=now())
    secret = signing_in.open_session(bench.store, account, now=now())
    hashed = signing_in.hashed(secret)
    found = bench.store.people.session(hashed, now())
    assert found is not None
    assert found.identity.name == "Ann"
    after = later(now(), seconds=signing_in.SESSION_SECONDS + 1)
    assert bench.store.people.session(hashed, after) is None


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(bench: Workbench) -> None:
    bench.client("coder")
    answers = [
        bench.stranger().post("/api/v1/session", json={"name": name, "password": "wrong wrong wrong"})
        for name in ("coder-1", "nobody", "a b c", "x" * 64)
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.json()["detail"] for answer in answers}) == 1


def test_guessing_is_slowed_down(bench: Workbench) -> None:
    bench.client("coder")
    stranger = bench.stranger()
    for _ in range(signing_in.LIMIT_HERE):
        assert stranger.post("/api/v1/session", json={"name": "coder-1", "password": "x"}).status_code == 401
    answer = stranger.post("/api/v1/session", json={"name": "coder-1", "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= signing_in.WINDOW_SECONDS + 1


def test_a_stranger_elsewhere_does_not_lock_the_owner_out(bench: Workbench) -> None:
    bench.client("coder")
    hasher, moment = passwords(quick=True), now()

    def tried(password: str, address: str, at: str = moment) -> str:
        return signing_in.sign_in(bench.store, hasher, "coder-1", password, address=address, now=at)

    for _ in range(signing_in.LIMIT_HERE):
        with pytest.raises(SignInError):
            tried("guess", "203.0.113.9")
    with pytest.raises(TooManyError):
        tried(PASSWORD, "203.0.113.9")
    assert tried(PASSWORD, "127.0.0.1")
    assert tried(PASSWORD, "203.0.113.9", later(moment, seconds=signing_in.WINDOW_SECONDS + 2))


def test_many_addresses_together_are_slowed_down_too(bench: Workbench) -> None:
    moment = now()
    limits = [f"{signing_in.hashed('ann')}@"]
    for _ in range(signing_in.LIMIT_ACCOUNT):
        bench.store.people.note_attempts(limits, now=moment, since=moment)
    with pytest.raises(TooManyError):
        signing_in.sign_in(bench.store, passwords(quick=True), "Ann", "x", address="198.51.100.7", now=moment)


def test_a_new_password_ends_all_sessions(bench: Workbench) -> None:
    client = bench.client("coder")
    assert client.put("/api/v1/me/password", json={"old": "wrong", "new": "another long one"}).status_code == 401
    assert client.put("/api/v1/me/password", json={"old": PASSWORD, "new": "short"}).status_code == 400
    assert client.put("/api/v1/me/password", json={"old": PASSWORD, "new": "another long one"}).status_code == 204
    assert client.get("/api/v1/me").status_code == 401
    again = bench.stranger().post("/api/v1/session", json={"name": "coder-1", "password": "another long one"})
    assert again.status_code == 204


# ---- forged requests


def test_a_write_needs_the_sessions_own_token(bench: Workbench) -> None:
    client, other = bench.client("coder"), bench.client("reader")
    right = client.headers[HEADER]
    for wrong in (None, "", "x", other.headers[HEADER]):
        headers = {} if wrong is None else {HEADER: wrong}
        bare = bench.stranger()
        bare.cookies = client.cookies
        assert bare.post("/api/v1/me/identities", json={"name": "A"}, headers=headers).status_code == 403
    assert right != other.headers[HEADER]
    assert client.post("/api/v1/me/identities", json={"name": "A"}).status_code == 201


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 201), ("none", 201)]
)
def test_a_browser_that_says_another_site_sent_it_is_refused(alone: Workbench, site: str, status: int) -> None:
    client = alone.stranger()
    token = client.get("/api/v1/me").json()["csrf"]
    headers = {HEADER: token, "Sec-Fetch-Site": site}
    assert client.post("/api/v1/me/identities", json={"name": "A"}, headers=headers).status_code == status


def test_single_user_mode_needs_the_token_too(alone: Workbench) -> None:
    assert alone.stranger().post("/api/v1/me/identities", json={"name": "A"}).status_code == 403


# ---- around every request


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True),
        ("localhost:8374", True),
        ("127.0.0.1:8374", True),
        ("[::1]:8374", True),
        ("workbench.example", True),
        ("Workbench.Example:80", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_only_our_own_names_are_answered_to(empty: Path, tmp_path: Path, host: str, *, ours: bool) -> None:
    with copied(empty, tmp_path / "a.sqlite") as store:
        bench = make_workbench(store, single_user=True, hosts=("workbench.example",))
        answer = bench.stranger().get("/api/v1/me", headers={"Host": host})
    assert answer.status_code == (200 if ours else 421)


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/none", "/none", "/sign-in", "/static/none"])
def test_every_answer_binds_the_browser(bench: Workbench, path: str) -> None:
    headers = bench.stranger().get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_answer_to_a_defect_binds_the_browser_too(bench: Workbench, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise RuntimeError

    bench.app.add_api_route("/broken", broken)
    answer = bench.stranger().get("/broken")
    assert answer.status_code == 500
    assert answer.headers.items() >= {name.lower(): value for name, value in HEADERS.items()}.items()
    assert "RuntimeError" in caplog.text


def test_what_is_too_large_is_refused(alone: Workbench) -> None:
    client = alone.stranger()
    body = b"x" * (MAX_BODY + 1)
    assert client.post("/api/v1/session", content=body).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(MAX_BODY // 100_000 + 1):
            yield b"x" * 100_000

    assert client.post("/api/v1/session", content=pieces()).status_code >= 400


@pytest.mark.parametrize("path", ["/api/v1/records/c%00/history", "/api/v1/suggestions?field=type&text=%00"])
def test_the_character_nul_is_refused(alone: Workbench, path: str) -> None:
    assert alone.stranger().get(path).status_code == 400


# ---- accounts


def test_an_admin_makes_and_changes_accounts(bench: Workbench) -> None:
    admin = bench.client("admin")
    body: dict[str, Any] = {"name": "Ann", "role": "coder", "password": PASSWORD, "shown": "Ann Lee"}
    made = admin.post("/api/v1/accounts", json=body)
    assert (made.status_code, made.json()["name"]) == (201, "ann")
    assert admin.post("/api/v1/accounts", json=body).status_code == 400
    assert admin.patch("/api/v1/accounts/ann", json={"role": "editor"}).json()["role"] == "editor"
    assert admin.patch("/api/v1/accounts/ann", json={"disabled": True}).json()["disabled"]
    stranger = bench.stranger()
    assert stranger.post("/api/v1/session", json={"name": "ann", "password": PASSWORD}).status_code == 401
    admin.patch("/api/v1/accounts/ann", json={"disabled": False, "password": "a wholly new one"})
    assert stranger.post("/api/v1/session", json={"name": "ann", "password": "a wholly new one"}).status_code == 204
    assert admin.patch("/api/v1/accounts/nobody", json={"role": "coder"}).status_code == 404
    listed = {one["name"]: one["role"] for one in admin.get("/api/v1/accounts").json()}
    assert listed == {"admin-1": "admin", "ann": "editor"}


@pytest.mark.parametrize("change", [{"role": "editor"}, {"disabled": True}])
def test_the_last_admin_stays(bench: Workbench, change: dict[str, Any]) -> None:
    assert bench.client("admin").patch("/api/v1/accounts/admin-1", json=change).status_code == 400
    assert bench.client("admin").get("/api/v1/me").json()["role"] == "admin"


def test_disabling_ends_sessions_and_stops_tokens(bench: Workbench) -> None:
    client = bench.client("coder")
    secret = client.post("/api/v1/me/tokens", json={"label": "script"}).json()["secret"]
    bench.client("admin").patch("/api/v1/accounts/coder-1", json={"disabled": True})
    assert client.get("/api/v1/me").status_code == 401
    bearer = {"Authorization": f"Bearer {secret}"}
    assert bench.stranger().get("/api/v1/me", headers=bearer).status_code == 401


@pytest.mark.parametrize("name", ["", " ", "a b", "a/b", "x" * 65, "a\nb", "<b>"])
def test_odd_names_of_accounts_are_refused(bench: Workbench, name: str) -> None:
    with pytest.raises(UsageError):
        bench.store.people.add_account(name, Role.READER, password_hash=None, shown=None, now=now())


# ---- identities


def test_one_speaks_under_ones_identities_only(bench: Workbench) -> None:
    client, admin = bench.client("coder"), bench.client("admin")
    own = client.post("/api/v1/me/identities", json={"name": "Ann Lee"}).json()
    assert client.post("/api/v1/me/identities", json={"name": "Mali Desk", "kind": "desk"}).status_code == 403
    given = admin.post("/api/v1/accounts/coder-1/identities", json={"name": "Mali Desk", "kind": "desk"})
    assert given.status_code == 201
    chosen = client.put("/api/v1/me/identity", json={"identity": given.json()["id"]})
    assert chosen.json()["identity"]["name"] == "Mali Desk"
    me = client.get("/api/v1/me").json()
    assert me["identity"]["name"] == "Mali Desk"
    assert [one["name"] for one in me["identities"]] == ["coder-1", "Ann Lee", "Mali Desk"]
    assert admin.put("/api/v1/me/identity", json={"identity": own["id"]}).status_code == 403


def test_nobody_takes_anothers_name(bench: Workbench) -> None:
    bench.client("coder").post("/api/v1/me/identities", json={"name": "Ann Lee"})
    other = bench.client("reader")
    for name in ("Ann Lee", "ANN LEE", " Ann  Lee ", "coder-1"):
        assert other.post("/api/v1/me/identities", json={"name": name}).status_code == 400
    for name in ("\u202eAnn", "A\u200bnn", "\x07"):
        assert other.post("/api/v1/me/identities", json={"name": name}).status_code == 400


def test_a_desk_is_shared(bench: Workbench) -> None:
    admin = bench.client("admin")
    for name in ("coder", "reader"):
        bench.client(name)
        given = admin.post(f"/api/v1/accounts/{name}-1/identities", json={"name": "Mali Desk", "kind": "desk"})
        assert given.status_code == 201
    taken = admin.post("/api/v1/accounts/reader-1/identities", json={"name": "Mali Desk", "kind": "person"})
    assert taken.status_code == 400


def test_a_retired_name_stays_taken_and_can_be_taken_up_again(bench: Workbench) -> None:
    client = bench.client("coder")
    made = client.post("/api/v1/me/identities", json={"name": "Ann Lee"}).json()
    assert client.delete(f"/api/v1/me/identities/{made['id']}").status_code == 204
    assert bench.client("reader").post("/api/v1/me/identities", json={"name": "Ann Lee"}).status_code == 400
    assert client.post("/api/v1/me/identities", json={"name": "Ann Lee"}).json()["id"] == made["id"]
    only = bench.client("reader").get("/api/v1/me").json()["identity"]["id"]
    assert bench.client("reader").delete(f"/api/v1/me/identities/{only}").status_code == 400
    assert bench.client("reader").delete(f"/api/v1/me/identities/{made['id']}").status_code == 404


def test_the_identity_of_single_user_mode_is_kept_by_the_browser(alone: Workbench) -> None:
    client = alone.stranger()
    client.headers[HEADER] = client.get("/api/v1/me").json()["csrf"]
    desk = client.post("/api/v1/me/identities", json={"name": "Desk", "kind": "desk"}).json()
    assert client.put("/api/v1/me/identity", json={"identity": desk["id"]}).status_code == 200
    assert client.get("/api/v1/me").json()["identity"]["name"] == "Desk"
    assert alone.stranger().get("/api/v1/me").json()["identity"]["name"] == "Local user"


# ---- tokens


def test_a_token_acts_for_its_account_without_a_csrf_token(bench: Workbench) -> None:
    client = bench.client("editor")
    made = client.post("/api/v1/me/tokens", json={"label": "script", "role": "coder"}).json()
    bearer = {"Authorization": f"Bearer {made['secret']}"}
    me = bench.stranger().get("/api/v1/me", headers=bearer).json()
    assert (me["account"], me["role"], me["via"], me["csrf"]) == ("editor-1", "coder", "token", None)
    assert bench.stranger().post("/api/v1/me/identities", json={"name": "B"}, headers=bearer).status_code == 201
    assert bench.stranger().post("/api/v1/me/tokens", json={"label": "more"}, headers=bearer).status_code == 403
    assert "secret" not in client.get("/api/v1/me/tokens").text.replace('"secret":null', "")
    assert client.delete(f"/api/v1/me/tokens/{made['id']}").status_code == 204
    assert bench.stranger().get("/api/v1/me", headers=bearer).status_code == 401


def test_a_token_never_may_more_than_its_account(bench: Workbench) -> None:
    client = bench.client("editor")
    assert client.post("/api/v1/me/tokens", json={"label": "x", "role": "admin"}).status_code == 400
    secret = client.post("/api/v1/me/tokens", json={"label": "x", "role": "editor"}).json()["secret"]
    bench.client("admin").patch("/api/v1/accounts/editor-1", json={"role": "reader"})
    me = bench.stranger().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).json()
    assert me["role"] == "reader"


def test_tokens_expire(bench: Workbench) -> None:
    account = bench.store.people.add_account("ann", Role.CODER, password_hash=None, shown=None, now=now())
    _, secret = signing_in.make_token(
        bench.store, account, "x", role=Role.READER, identity_id=account.identities[0].id, now=now()
    )
    hashed = signing_in.hashed(secret)
    assert bench.store.people.token(hashed, now()) is not None
    assert bench.store.people.token(hashed, later(now(), seconds=366 * 86400)) is None


# ---- audit


def test_what_is_done_is_in_the_audit_log(bench: Workbench) -> None:
    admin = bench.client("admin")
    bench.client("coder").post("/api/v1/me/tokens", json={"label": "script"})
    bench.stranger().post("/api/v1/session", json={"name": "coder-1", "password": "x"})
    admin.patch("/api/v1/accounts/coder-1", json={"role": "reader"})
    lines = admin.get("/api/v1/audit").json()["items"]
    done = [(line["account"], line["action"]) for line in reversed(lines)]
    assert done[-3:] == [("coder-1", "make-token"), ("coder-1", "sign-in-failed"), ("admin-1", "set-role")]
    assert all(line["address"] == "testclient" for line in lines)
    assert PASSWORD not in str(lines)
    page = admin.get("/api/v1/audit", params={"limit": 2}).json()
    more = admin.get("/api/v1/audit", params={"limit": 2, "before": page["next"]}).json()
    assert [line["position"] for line in (*page["items"], *more["items"])] == [line["position"] for line in lines[:4]]
    own = admin.get("/api/v1/audit", params={"account": "coder-1"}).json()["items"]
    assert {line["account"] for line in own} == {"coder-1"}
