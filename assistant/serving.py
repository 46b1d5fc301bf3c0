"""The web page's commands: serve it, read who did what, and what its readers thought.

A door, so it reads the environment and catches errors.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.conversations import Conversations, opinions_csv
from assistant.errors import AddressUnavailable, PortTaken
from assistant.settings import AssistantSettings
from ingest import audit, command
from ingest.command import Json, errors_told, print_json

_ACTIONS = command.STATUSES["fr"] | {
    "removed": "retiré",
    "restored": "rétabli",
    "failed": "échoué",
}

# What `python -m streamlit` does, while a thread imports what the page is about to: the browser is
# still loading its own scripts.
_START = """
import importlib, threading
from streamlit.web import bootstrap, cli
threading.Thread(target=importlib.import_module, args=["assistant.intake"], daemon=True).start()
cli.main(prog_name="streamlit")
"""


def audit_(as_json: Json = False) -> None:
    """Montrer qui a ajouté et retiré quoi / show who added and removed what."""
    with errors_told(as_json=as_json):
        home = AssistantSettings.from_environment(os.environ).library.home
        deeds = list(audit.entries(home))
    if as_json:
        print_json({"entries": [each.as_json() for each in deeds]})
        return
    english = command.language() == "en"
    for each in deeds:
        who = each.who or ("on this machine" if english else "sur cette machine")
        action = each.action if english else _ACTIONS.get(each.action, each.action)
        print(" · ".join(part for part in (each.when, who, action, each.file, each.detail) if part))


def feedback(
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Écrire un CSV / write a CSV.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Montrer les avis donnés sur les réponses / show what readers thought of answers."""
    with errors_told(as_json=as_json):
        home = AssistantSettings.from_environment(os.environ).library.home
        opinions = Conversations(home).opinions()
        if csv_file:
            command.write_file(csv_file, opinions_csv(opinions))
    if as_json:
        print_json({"opinions": [asdict(each) for each in opinions]})
    elif not csv_file:
        for each in opinions:
            mark = {"up": "+", "down": "-"}.get(each.verdict, " ")
            print(f"{each.asked[:10]} {mark} {each.question}")
            if each.comment:
                print(f"             {each.comment}")


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    browser: Annotated[bool, typer.Option(help="Ouvrir le navigateur / open the browser.")] = True,
) -> None:
    """Ouvrir la page web / open the web page."""
    page = importlib.util.find_spec("app")
    if page is None or page.origin is None:
        said = (
            "app.py was not found: run passerelle from its own folder"
            if command.language() == "en"
            else "app.py est introuvable\u00a0: lancez passerelle depuis son dossier"
        )
        Console(stderr=True).print(said, style="red")
        raise typer.Exit(1)
    with errors_told(as_json=False):
        settings = AssistantSettings.from_environment(os.environ)
        _try_to_listen(settings.address, port)
    options = {
        "server.port": port,
        "server.address": settings.address,
        "server.headless": not browser,
        # Else the first start on a machine waits, in English, for an address to send offers to.
        "server.showEmailPrompt": False,
        # Else a card on the page offers visitors, in English, what helps to write Streamlit pages.
        "logger.hideWelcomeMessage": True,
        "server.maxUploadSize": settings.library.max_megabytes,
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "theme.light.primaryColor": "#1f6f78",
        "theme.dark.primaryColor": "#287c85",
        "server.fileWatcherType": "none",
        # Streamlit's full collection after every run holds all visitors up: with a model loaded, it
        # took two fifths of the server's time. Python's own collections do.
        "runner.postScriptGC": False,
    }
    if settings.sign_in == "oidc":
        options["secrets.files"] = settings.library.home / "secrets.toml"
    flags = [f"--{name}={_flag(value)}" for name, value in options.items()]
    told = [sys.executable, "-c", _START, "run", page.origin, *flags]
    host = f"[{settings.address}]" if ":" in settings.address else settings.address
    address = f"http://{host}:{port}"
    if command.language() == "en":
        print(f"Passerelle: {address} (Ctrl+C stops it)")
    else:
        print(f"Passerelle\u00a0: {address} (Ctrl+C l'arrête)")
    if os.name == "posix":  # one process: whatever ends this command ends the page
        sys.stdout.flush()
        os.execv(sys.executable, told)
    raise typer.Exit(subprocess.call(told))


def _try_to_listen(address: str, port: int) -> None:
    """Listen for a moment as the page's server will; raises AddressUnavailable, PortTaken.

    The server itself would fail once the address is announced, in English or with a traceback.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            if os.name == "posix":  # elsewhere it would take a port that another listens on
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((address, port))
            trial.listen()
    except OSError as error:
        failure = PortTaken if error.errno == errno.EADDRINUSE else AddressUnavailable
        raise failure(address=address, port=port, detail=error.strerror) from error
    except UnicodeError as error:  # no name of a machine is written so
        raise AddressUnavailable(address=address, port=port, detail=error) from error


def _flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
