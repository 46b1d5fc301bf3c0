"""`passerelle add`, also as `python -m ingest`: a door, so it reads the environment and catches."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from ingest import audit, pipeline
from ingest.admission import left_aside, read_as_text, sources
from ingest.errors import FileNotWritten, Interrupted, PasserelleError
from ingest.pipeline import Outcome
from ingest.schema import Document, Language, Unit
from ingest.settings import LibrarySettings
from ingest.workshop import Step, open_workshop

_STAGES: dict[Language, dict[str, str]] = {
    "fr": {"reading": "lecture", "ocr": "OCR", "embedding": "embedding", "published": "publié"},
    "en": {"reading": "reading", "ocr": "OCR", "embedding": "embedding", "published": "published"},
}
STATUSES: dict[Language, dict[str, str]] = {
    "fr": {
        "added": "ajouté",
        "unchanged": "inchangé",
        "replaced": "remplacé",
        "refused": "refusé",
    },
    "en": {
        "added": "added",
        "unchanged": "unchanged",
        "replaced": "replaced",
        "refused": "refused",
    },
}

# One of them, and several.
_COUNTED: dict[Unit, dict[Language, tuple[str, str]]] = {
    "page": {"fr": ("p.", "p."), "en": ("p.", "p.")},
    "section": {"fr": ("section", "sections"), "en": ("section", "sections")},
    "paragraph": {
        "fr": ("groupe de paragraphes", "groupes de paragraphes"),
        "en": ("group of paragraphs", "groups of paragraphs"),
    },
}
_UNREADABLE: dict[Language, tuple[str, str]] = {
    "fr": ("page illisible\u00a0:", "pages illisibles\u00a0:"),
    "en": ("unreadable page:", "unreadable pages:"),
}
_KEPT: dict[Language, str] = {
    "fr": "Ce qui est remplacé est gardé 30 jours (`passerelle restore NOM`)\u00a0; deux documents"
    " de même nom restent tous deux si l'un est renommé.",
    "en": "What is replaced is kept for 30 days (`passerelle restore NAME`); two documents of one"
    " name both stay if one is renamed.",
}
# Of the kinds of files left aside, those that are named.
_KINDS_TOLD = 6
_BY_OCR: dict[Language, tuple[str, str]] = {
    "fr": ("page lue par OCR\u00a0:", "pages lues par OCR\u00a0:"),
    "en": ("page read by OCR:", "pages read by OCR:"),
}

Json = Annotated[bool, typer.Option("--json", help="Un seul objet JSON / one JSON object.")]


def add(
    paths: Annotated[
        list[Path], typer.Argument(help="Fichiers ou dossiers / files or folders.", metavar="PATH…")
    ],
    password: Annotated[
        str, typer.Option(help="Mot de passe des PDF protégés / of protected PDFs.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Ajouter des documents (PDF, DOCX, ODT, HTML, texte) ou des dossiers / add documents."""
    with errors_told(as_json=as_json):
        started = time.perf_counter()
        settings = LibrarySettings.from_environment(os.environ)
        workshop = open_workshop(settings)
        found, who = sources(paths), audit.system_user()
        outcomes: list[Outcome] = []
        failure: PasserelleError | None = None
        with progress_bars(len(found), quiet=as_json) as (tell, done):
            try:
                adding = pipeline.add(workshop, found, password=password, progress=tell, who=who)
                for outcome in adding:
                    outcomes.append(outcome)
                    done(outcome)
                    pipeline.record(settings.home, who, outcome)
            except PasserelleError as error:  # a full disk: what entered before it is told first
                failure = error
            except KeyboardInterrupt:
                failure = Interrupted(done=len(outcomes), total=len(found))
        if failure and not outcomes:
            raise failure
        advice = pipeline.advice(outcomes, settings, language())
        if as_json:
            told = {"error": _error_as_json(failure)} if failure else {}
            results = [_as_json(outcome) for outcome in outcomes]
            print_json({"results": results, "advice": advice or None, **told})
        else:
            _summary(outcomes, time.perf_counter() - started)
            _tell_left_aside(left_aside(paths, found))
            if advice:
                print(advice)
        if failure:
            _print_error(failure)
    if failure or any(outcome.status == "refused" for outcome in outcomes):
        raise typer.Exit(_exit_code(failure))


def language() -> Language:
    """Return the language of messages: PASSERELLE_LANG, French unless it says English."""
    return "en" if os.environ.get("PASSERELLE_LANG", "").strip().lower() == "en" else "fr"


@contextmanager
def errors_told(*, as_json: bool) -> Iterator[None]:
    """Turn the project's errors into a message and exit 1; with `as_json`, an object as well.

    The exit of what was interrupted is 130, as a shell's.
    """
    try:
        yield
    except PasserelleError as error:
        if as_json:
            print_json({"error": _error_as_json(error)})
        _print_error(error)
        raise typer.Exit(_exit_code(error)) from error


def _exit_code(error: PasserelleError | None) -> int:
    return 130 if isinstance(error, Interrupted) else 1


def _error_as_json(error: PasserelleError) -> dict[str, str]:
    return {"code": error.code, "message": error.message(language())}


def _print_error(error: PasserelleError) -> None:
    message = error.message(language())
    Console(stderr=True).print(message, style="red", markup=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """Print one JSON object and nothing else on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@contextmanager
def progress_bars(total: int, *, quiet: bool) -> Iterator[tuple[Any, Any]]:
    """Show how far the work is, on standard error; give a step's and a file's callbacks.

    A file's takes what became of it, to tell it in a line, or nothing.
    """
    words = _STAGES[language()]
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, disable=quiet) as bars:
        files = bars.add_task("Documents", total=total)
        file = bars.add_task("", total=None, visible=False)

        def tell(step: Step) -> None:
            said = f"{words[step.stage]} {_shortened(step.file)}"
            size = step.total or None
            bars.update(file, description=said, completed=step.done, total=size, visible=True)

        def done(outcome: Outcome | None = None) -> None:
            bars.advance(files)
            bars.update(file, visible=False)
            if outcome and not quiet:
                bars.console.print(_line(outcome), markup=False, highlight=False, soft_wrap=True)

        yield tell, done


def as_words(argument: str) -> str:
    """Read words given to a command as Windows-1252 where they are not UTF-8, as names are."""
    return read_as_text(os.fsencode(argument))


def write_file(path: Path, data: bytes) -> None:
    """Write what a command was asked to; raises FileNotWritten."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileNotWritten(path=path, detail=error.strerror) from error


def _as_json(outcome: Outcome) -> dict[str, Any]:
    document = outcome.document
    return {
        "file": outcome.file,
        "status": outcome.status,
        "reason": outcome.reason(language()) or None,
        "already": outcome.already or None,
        "document": document.id if document else None,
        "pages": document.pages if document else 0,
        "chunks": document.chunks if document else 0,
        "unreadable_pages": list(document.unreadable_pages) if document else [],
        "ocr_pages": list(document.ocr_pages) if document else [],
        "seconds": outcome.seconds,
    }


def _line(outcome: Outcome) -> str:
    status = STATUSES[language()][outcome.status]
    if outcome.refusal:
        return f"✗ {status}{_colon()}{outcome.reason(language())}"
    if outcome.already:
        known = "already here as" if language() == "en" else "déjà là sous le nom"
        return f"✓ {outcome.file}{_colon()}{known} {outcome.already}"
    line = f"✓ {status}{_colon()}{outcome.file}"
    return f"{line} ({counted(outcome.document)})" if outcome.document else line


def _colon() -> str:
    return ": " if language() == "en" else "\u00a0: "


def counted(document: Document) -> str:
    """Say how many pages, sections or paragraphs a document has; which were not read, or by OCR."""
    said = [_several(document.pages, _COUNTED[document.unit][language()])]
    for pages, words in (
        (document.unreadable_pages, _UNREADABLE[language()]),
        (document.ocr_pages, _BY_OCR[language()]),
    ):
        if pages:
            said.append(f"{_several(len(pages), words)} {', '.join(map(str, pages))}")
    return " – ".join(said)


def _several(count: int, words: tuple[str, str]) -> str:
    return f"{count} {words[count > 1]}"


def _summary(outcomes: Sequence[Outcome], seconds: float) -> None:
    counts = dict.fromkeys(STATUSES["fr"], 0)
    pages = 0
    for outcome in outcomes:
        counts[outcome.status] += 1
        entered = outcome.document if outcome.status in ("added", "replaced") else None
        if entered and entered.unit == "page":  # sections and paragraphs are no pages
            pages += entered.pages
    words = STATUSES[language()]
    said = ", ".join(
        f"{count} {words[name]}{_plural(count)}" for name, count in counts.items() if count
    )
    read = _several(pages, ("page", "pages"))
    rate = f" – {read}, {_decimal(pages / seconds)} pages/s" if pages else ""
    nothing = "nothing to add" if language() == "en" else "rien à ajouter"
    print(f"{said or nothing} ({_decimal(seconds)}\u00a0s){rate}")
    if counts["replaced"]:
        print(_KEPT[language()])


def _tell_left_aside(files: Counter[str]) -> None:
    """Say which kinds of files of a folder were not taken: whoever gave it thinks they were."""
    count = files.total()
    if not count:
        return
    kinds = ", ".join(f"{kind} ({many})" for kind, many in files.most_common(_KINDS_TOLD))
    kinds += ", …" if len(files) > _KINDS_TOLD else ""
    if language() == "en":
        said = f"{_several(count, ('file', 'files'))} left aside, in no format that is read: "
    else:
        left = _several(count, ("fichier laissé", "fichiers laissés"))
        said = f"{left} de côté, dont le format n'est pas lu\u00a0: "
    print(said + kinds)


def _decimal(value: float) -> str:
    return f"{value:.1f}" if language() == "en" else f"{value:.1f}".replace(".", ",")


def _plural(count: int) -> str:
    return "s" if count > 1 and language() == "fr" else ""


def _shortened(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:19]}…{name[-20:]}"
