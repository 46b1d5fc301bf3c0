"""The commands that keep a library in order: list, remove, restore, evaluate, check, reindex."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Column, Table

from assistant import wording
from assistant.access import Person
from assistant.assistant import Assistant
from assistant.errors import NothingInTrash, NotInTrash
from assistant.evaluation import read_questions, told
from assistant.intake import Intake
from assistant.settings import AssistantSettings
from assistant.terminal import opened, words
from ingest import audit, command
from ingest.command import Json, as_words, errors_told, print_json
from ingest.pipeline import Outcome
from ingest.refusals import PasswordNeeded
from ingest.trash import Removed
from ingest.workshop import Step

# A checkout has the questions on the starter collection; elsewhere a file must be named.
_GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "starter.jsonl"

_ABSENT = (
    "Un document dont le fichier est absent répond encore, sans montrer ses pages\u00a0: ajoutez ce"
    " fichier de nouveau, ou retirez le document (`passerelle remove ID`)."
    "|A document whose file is missing still answers, without showing its pages: add that file"
    " again, or take the document out (`passerelle remove ID`)."
)

# As many names as a message can hold.
_MOST_NAMED = 5


def list_(as_json: Json = False) -> None:
    """Montrer les documents / show the documents."""
    with opened(as_json) as assistant:
        documents = assistant.documents()
        if as_json:
            names = "id title file pages chunks unreadable_pages ocr_pages added".split()
            rows = [{name: getattr(each, name) for name in names} for each in documents]
            print_json({"documents": rows})
            return
        if not documents:
            print(wording.reason("empty_library", command.language()))
            return
        table = Table(Column("id", no_wrap=True))
        for heading in words("Titre|Title", "Fichier|File", "Pages|Pages", "Ajouté|Added"):
            table.add_column(heading, overflow="fold")  # `remove` wants the name whole
        for each in documents:
            pages = command.counted(each)
            table.add_row(
                each.id[:8], escape(each.title), escape(each.file), pages, _day(each.added)
            )
        Console().print(table)
        print(wording.searched(assistant.extent(), command.language()))


def _day(instant: str) -> str:
    """Return the day of an ISO 8601 instant where the reader is."""
    return datetime.fromisoformat(instant).astimezone().date().isoformat()


def remove(
    name: Annotated[
        str | None,
        typer.Argument(parser=as_words, metavar="ID", help="Id ou fichier / id or file name."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Retirer un document / take a document out."""
    if name is None:
        raise typer.BadParameter(
            "un id ou un fichier, que `passerelle list` montre"
            " / an id or a file name, which `passerelle list` shows"
        )
    with opened(as_json) as assistant:
        document = assistant.document(name)
        Intake(assistant).remove(_me(), document, wait=0.5)
        if as_json:
            print_json({"removed": document.id})
        else:
            print(words("Retiré\u00a0:|Removed:")[0], document.file)


def restore(
    name: Annotated[
        str | None,
        typer.Argument(parser=as_words, metavar="NOM", help="Fichier ou titre / file or title."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Rétablir un document retiré ou remplacé il y a peu / put a removed document back."""
    if name is None:
        raise typer.BadParameter(
            "le fichier ou le titre d'un document retiré ou remplacé"
            " / the file name or title of a document removed or replaced"
        )
    with opened(as_json) as assistant:
        intake = Intake(assistant)
        # Names are kept in NFC; what a shell completes may be in another form.
        same = unicodedata.normalize("NFC", name)
        removed = intake.removed()
        kept = next((each for each in removed if same in (each.file, each.title)), None)
        if kept is None:
            raise _not_in_trash(name, removed)
        drop = intake.restore(_me(), kept, wait=0.5)
        try:
            intake.settled(drop)
        except KeyboardInterrupt:  # else whatever opens the page next would bring it back
            intake.withdraw(drop)
            raise
        [ticket] = drop.tickets
        locked = PasswordNeeded(file=kept.file) if ticket.state == "locked" else None
        intake.cancel(drop)  # what failed stays in the trash, and nowhere else
        intake.dismiss(_me())
        if refusal := locked or ticket.failure or (ticket.outcome and ticket.outcome.refusal):
            raise refusal
        outcome = ticket.outcome or Outcome(kept.file, "added")
        if as_json:
            told = {"status": outcome.status, "already": outcome.already or None}
            print_json({"restored": kept.file, "version": kept.when, **told})
        else:
            print(_restored(kept, outcome))


def _not_in_trash(name: str, removed: Sequence[Removed]) -> NotInTrash:
    """Name what can come back instead, the latest first."""
    files = list(dict.fromkeys(each.file for each in removed))
    if not files:
        return NothingInTrash(name=name)
    more = f" (+ {len(files) - _MOST_NAMED})" if len(files) > _MOST_NAMED else ""
    named = [wording.quoted(file, command.language()) for file in files[:_MOST_NAMED]]
    return NotInTrash(name=name, files=", ".join(named) + more)


def _restored(kept: Removed, outcome: Outcome) -> str:
    """Say which version came back, and what became of the one that was in its place."""
    clock = datetime.fromisoformat(kept.when).astimezone()
    replaced = outcome.status == "replaced"
    if command.language() == "en":
        version = f"the version set aside on {clock:%Y-%m-%d} at {clock:%H:%M:%S}"
        if outcome.status == "unchanged":
            known = f" as {outcome.already}" if outcome.already else ""
            return f"Already here{known}: {kept.file}, {version}."
        instead = "; it takes the place of the one that was here, in turn kept for 30 days"
        return f"Restored: {kept.file}, {version}{instead if replaced else ''}."
    version = f"la version mise de côté le {clock:%d/%m/%Y} à {clock:%H:%M:%S}"
    if outcome.status == "unchanged":
        known = f" sous le nom {outcome.already}" if outcome.already else ""
        return f"Déjà là{known}\u00a0: {kept.file}, {version}."
    instead = "\u00a0; elle prend la place de celle qui était là, gardée 30 jours à son tour"
    return f"Rétabli\u00a0: {kept.file}, {version}{instead if replaced else ''}."


def evaluate_(
    questions: Annotated[
        Path,
        typer.Option(
            help="Questions, une par ligne en JSON / questions, one JSON object a line.",
            exists=True,
            dir_okay=False,
            show_default="collection de départ / starter collection",
        ),
    ] = _GOLDEN,
    as_json: Json = False,
) -> None:
    """Mesurer les réponses sur des questions connues / score answers on known questions."""
    with opened(as_json) as assistant:
        asked = read_questions(questions)
        with Progress(console=Console(stderr=True), disable=as_json, transient=True) as bars:
            bar = bars.add_task("", total=len(asked))
            scores = assistant.evaluate(asked, lambda: bars.advance(bar))
        if as_json:
            print_json(scores.as_json())
            return
        table = Table("", *words("Part|Share", "À 95\u00a0%|95%", "Sur|Of"))
        for row in told(scores, command.language()):
            table.add_row(*row)
        Console().print(table)


def acronyms(as_json: Json = False) -> None:
    """Montrer les sigles et leur sens / show the acronyms and what they stand for."""
    with opened(as_json) as assistant:
        found = assistant.acronyms()
        if as_json:
            print_json({"acronyms": [each.as_json() for each in found]})
            return
        said = command.language()
        table = Table(*words("Sigle|Acronym", "Sens|Meaning", "Défini dans|Defined in"))
        for each in found:
            places = "\n".join(
                f"{place.file}, {wording.page_name(place.page, place.label, said, place.unit)}"
                for place in each.defined
            )
            table.add_row(escape(each.acronym), escape(each.expansion), escape(places))
        Console().print(table)


def check(
    repair: Annotated[bool, typer.Option(help="Réparer ce qui peut l'être / mend it.")] = False,
    as_json: Json = False,
) -> None:
    """Vérifier la bibliothèque / check the library."""
    with opened(as_json) as assistant:
        problems = assistant.check(command.language(), repair=repair)
        kept = [assistant.original(each.id).is_file() for each in assistant.documents()]
        advice = "" if all(kept) else words(_ABSENT)[0]
        if as_json:
            told = {"advice": advice} if advice else {}
            print_json({"ok": not problems, "problems": problems, **told})
        else:
            print("\n".join(problems) or words("Tout va bien.|All is well.")[0])
            if advice:
                print(advice)
    if problems:
        raise typer.Exit(1)


def reindex(as_json: Json = False) -> None:
    """Refaire l'index avec les réglages actuels / index again with today's settings."""
    with errors_told(as_json=as_json):
        settings = AssistantSettings.from_environment(os.environ)
        assistant = Assistant.open(settings, any_model=True)
        total = len(assistant.documents())
        with command.progress_bars(total, quiet=as_json) as (tell, done):

            def told(step: Step) -> None:
                tell(step)
                if step.stage == "published":
                    done()

            count = assistant.reindex(told)
        if as_json:
            print_json({"reindexed": count})
        else:
            print(f"{count} document{'s' if count > 1 else ''}")


def _me() -> Person:
    return Person(audit.system_user(), "admin")
