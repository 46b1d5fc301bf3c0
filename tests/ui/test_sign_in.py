"""A shared server: signing in through a real OpenID Connect provider, or by a proxy's header."""

from __future__ import annotations

import contextlib
import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import FilePayload, Page, expect

from ingest import audit
from tests.ui.conftest import Visiting, free_port, keep, serving

NAMED = "X-Forwarded-Email"
ROLES = {
    "PASSERELLE_READERS": "*@ong.example",
    "PASSERELLE_CONTRIBUTORS": "chloe@ong.example",
    "PASSERELLE_ADMINS": "awa@ong.example",
}
SECRET = "un-secret-de-client-qui-ne-doit-jamais-se-montrer"


def claims(name: str, **others: object) -> User:
    return User(sub=name, claims={"email": name, **others})


@pytest.fixture(scope="module")
def shared(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve an empty library to those whom a provider on loopback vouches for."""
    home = tmp_path_factory.mktemp("shared") / "home"
    home.mkdir()
    port, people = (
        free_port(),
        [
            claims("lea@ong.example"),
            claims("chloe@ong.example", email_verified=True),
            claims("faux@ong.example", email_verified=False),
            claims("douteux@ong.example", email_verified="false"),
            claims("intrus@ailleurs.example"),
        ],
    )
    with run_server_in_thread(user_claims=people) as provider:
        (home / "secrets.toml").write_text(
            f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{"c" * 40}"
client_id = "passerelle"
client_secret = "{SECRET}"
server_metadata_url = "http://localhost:{provider.server_port}/.well-known/openid-configuration"
""",
            encoding="utf-8",
        )
        with serving(home, cache, port, PASSERELLE_SIGN_IN="oidc", **ROLES) as url:
            yield url, home


def sign_in(visit: Visiting, url: str, name: str) -> Page:
    page = visit(url)
    page.locator(".st-key-sign-in button:visible").click()
    page.get_by_role("button", name=name).click()
    page.wait_for_url(re.compile(re.escape(url)))
    return page


def test_each_role_sees_and_does_what_it_may(visit: Visiting, shared: tuple[str, Path]) -> None:
    url, home = shared
    page = visit(f"{url}/documents")
    expect(page.get_by_text("réservée aux personnes inscrites")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)
    keep(page, "connexion")

    page = sign_in(visit, url, "lea@ong.example")
    expect(page.get_by_text("La bibliothèque est vide")).to_be_visible()
    expect(page.locator("[data-testid='stChatInput']")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)
    assert SECRET not in page.content() + page.url
    page.get_by_role("link", name="Documents").click()
    expect(page.get_by_role("heading", name="Documents")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.locator(".st-key-sign-out button:visible").click()
    page.get_by_role("button", name="End session").click()  # the provider's own page
    expect(page.locator(".st-key-sign-in button:visible")).to_be_visible()

    page = sign_in(visit, url, "chloe@ong.example")
    page.get_by_role("link", name="Documents").click()
    # Until then, the box that takes files is the first page's.
    expect(page.get_by_role("heading", name="Documents")).to_be_visible()
    expect(page.locator("[data-testid='stChatInput']")).to_have_count(0)
    page.locator("input[type=file]").set_input_files(
        [FilePayload(name="faux.pdf", mimeType="application/pdf", buffer=b"pas un PDF")]
    )
    expect(page.get_by_text("« faux.pdf » n'est pas un PDF")).to_be_visible(timeout=180_000)
    [entry] = audit.entries(home)
    assert (entry.who, entry.action, entry.file) == ("chloe@ong.example", "refused", "faux.pdf")

    page = sign_in(visit, url, "intrus@ailleurs.example")
    expect(page.get_by_text("n'a pas accès à cette bibliothèque")).to_be_visible()
    for doubted in ("faux@ong.example", "douteux@ong.example"):
        page = sign_in(visit, url, doubted)
        expect(page.get_by_text("n'a pas donné d'adresse vérifiée")).to_be_visible()
    log = next(home.parent.glob("log-*")).read_text(errors="replace")
    assert SECRET not in log


class _Naming(socketserver.StreamRequestHandler):
    """What a reverse proxy does: it says in a header of its own who asks, and passes all on."""

    server: _Proxy

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        first, *lines = head.rstrip().split(b"\r\n")
        if b"upgrade: websocket" not in head.lower():  # one request a connection
            lines = [each for each in lines if not each.lower().startswith(b"connection:")]
            lines.append(b"Connection: close")
        lines.append(f"{NAMED}: LEA@ong.example".encode())
        with socket.create_connection(("127.0.0.1", self.server.behind)) as server:
            server.sendall(b"\r\n".join([first, *lines, b"", b""]))
            back = threading.Thread(target=_pass_on, args=[server, self.connection], daemon=True)
            back.start()
            _pass_on(self.connection, server)
            back.join()


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behind: int) -> None:
        self.behind = behind
        super().__init__(("127.0.0.1", 0), _Naming)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def test_a_proxys_header_is_trusted_only_where_the_settings_say_so(
    visit: Visiting, cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    port = free_port()
    with (
        serving(tmp_path / "home", cache, port, PASSERELLE_SIGN_IN="header", **ROLES) as url,
        _Proxy(port) as proxy,
    ):
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        page = visit(url)
        expect(page.get_by_text("réservée aux personnes inscrites")).to_be_visible()
        page = visit(f"http://127.0.0.1:{proxy.server_address[1]}")
        expect(page.get_by_text("lea@ong.example")).to_be_visible()
        expect(page.locator("input[type=file]")).to_have_count(0)
        proxy.shutdown()
