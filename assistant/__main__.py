"""The `passerelle` command: a door, so it reads the environment and catches errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from assistant import mention_wording, serving, wording
from assistant.access import Person
from assistant.answer_text import as_text
from assistant.assistant import Assistant
from assistant.evaluation import read_questions, told
from assistant.intake import Intake
from assistant.mention_rows import mentions_csv
from assistant.mention_schema import Mentions
from assistant.settings import AssistantSettings
from ingest import audit, command
from ingest.command import Json, errors_told, print_json
from ingest.errors import PasswordNeeded, UnknownDocument
from ingest.schema import Language

app = typer.Typer(
    name="passerelle",
    help="Questions et réponses citées sur vos documents / cited answers from your documents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("add")(command.add)
app.command("serve")(serving.serve)
app.command("audit")(serving.audit_)
app.command("feedback")(serving.feedback)

# A checkout has the questions on the starter collection; elsewhere a file must be named.
_GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "starter.jsonl"

Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        help="Une question ou un terme par ligne / one question or term a line.",
        exists=True,
        dir_okay=False,
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--document", help="Chercher là seulement : id, fichier ou titre / look only there."
    ),
]
Year = Annotated[
    int | None,
    typer.Option(help="Seulement les documents de cette année / only documents of that year."),
]


class Lang(StrEnum):
    """The languages of the words around an answer."""

    fr = "fr"
    en = "en"


@app.command("list")
def list_(as_json: Json = False) -> None:
    """Montrer les documents / show the documents."""
    with _assistant(as_json) as assistant:
        documents = assistant.documents()
        if as_json:
            names = "id title file pages chunks unreadable_pages ocr_pages added".split()
            rows = [{name: getattr(each, name) for name in names} for each in documents]
            print_json({"documents": rows})
            return
        table = Table("id", *_words("Titre|Title", "Fichier|File", "Pages|Pages", "Ajouté|Added"))
        for each in documents:
            pages = command.counted(each)
            table.add_row(
                each.id[:8], escape(each.title), escape(each.file), pages, each.added[:10]
            )
        Console().print(table)
        print(wording.searched(assistant.extent(), command.language()))


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id ou fichier / id or file name.")],
    as_json: Json = False,
) -> None:
    """Retirer un document / take a document out."""
    with _assistant(as_json) as assistant:
        document = assistant.document(name)
        Intake(assistant).remove(_me(), document, wait=0.5)
        if as_json:
            print_json({"removed": document.id})
        else:
            print(_words(f"Retiré : {document.file}|Removed: {document.file}")[0])


@app.command()
def restore(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Fichier ou titre / file or title.")],
    as_json: Json = False,
) -> None:
    """Rétablir un document retiré ou remplacé il y a peu / put a removed document back."""
    with _assistant(as_json) as assistant:
        intake = Intake(assistant)
        kept = next((each for each in intake.removed() if name in (each.file, each.title)), None)
        if kept is None:
            raise UnknownDocument(name=name)
        drop = intake.settled(intake.restore(_me(), kept))
        [ticket] = drop.tickets
        locked = PasswordNeeded(file=kept.file) if ticket.state == "locked" else None
        intake.cancel(drop)  # what failed stays in the trash, and nowhere else
        intake.dismiss(_me())
        if refusal := locked or ticket.failure or (ticket.outcome and ticket.outcome.refusal):
            raise refusal
        if as_json:
            print_json({"restored": kept.file})
        else:
            print(_words(f"Rétabli : {kept.file}|Restored: {kept.file}")[0])


@app.command()
def search(
    query: Annotated[str | None, typer.Argument()] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    document: Only = None,
    year: Year = None,
    batch: Batch = None,
    as_json: Json = False,
) -> None:
    """Montrer les passages les plus proches / show the nearest passages."""

    def run(assistant: Assistant, text: str) -> tuple[dict[str, Any], str]:
        asks = any(c.isalnum() for c in text)
        hits = assistant.search(text, limit, document or (), year) if asks else []
        lines = []
        for place, hit in enumerate(hits, start=1):
            chunk, said = hit.chunk, command.language()
            page = wording.page_name(chunk.page, chunk.label, said, chunk.unit, ocr=chunk.ocr)
            lines.append(f"{place}. {chunk.title} ({chunk.file}), {page} – {hit.score:.2f}")
            lines.append(f"   {' '.join(chunk.text.split())}")
        return {"hits": [hit.as_json() for hit in hits]}, "\n".join(lines)

    _run(run, query, batch, as_json)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument()] = None,
    model: Annotated[
        str | None,
        typer.Option(help="fournisseur:modèle, none : sans / provider:model, none: without."),
    ] = None,
    lang: Annotated[
        Lang | None,
        typer.Option(help="Langue des mots autour des citations / of the words around quotes."),
    ] = None,
    document: Only = None,
    year: Year = None,
    batch: Batch = None,
    as_json: Json = False,
) -> None:
    """Répondre à une question, sources à l'appui / answer a question, with its sources."""
    wanted: Language | None = lang.value if lang else None

    def run(assistant: Assistant, text: str) -> tuple[dict[str, Any], str]:
        answer = assistant.ask(text, wanted, model=model, documents=document or (), year=year)
        return answer.as_json(), as_text(answer, styled=sys.stdout.isatty())

    _run(run, question, batch, as_json)


@app.command()
def mentions(
    term: Annotated[str | None, typer.Argument()] = None,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Écrire aussi un CSV / write a CSV too.")
    ] = None,
    document: Annotated[
        str, typer.Option(help="Seulement là : titre, fichier ou id / only there.")
    ] = "",
    year: Annotated[
        int | None, typer.Option(help="Documents de cette année / of that year.")
    ] = None,
    inflections: Annotated[
        bool,
        typer.Option(
            "--inflections",
            help="Compter à part pluriels et féminins / count plurals and feminines separately.",
        ),
    ] = False,
    batch: Batch = None,
    as_json: Json = False,
) -> None:
    """Trouver toutes les mentions d'un terme / find every mention of a term.

    `"…"` : tel quel. ET, OU, SAUF et parenthèses : sur une même page. `*` final : toute suite.
    / `"…"`: as typed. AND, OR, NOT, brackets: on one page. Trailing `*`: any ending.
    """
    found: list[Mentions] = []

    def run(assistant: Assistant, text: str) -> tuple[dict[str, Any], str]:
        result = assistant.mentions(text, document=document, year=year, inflected=inflections)
        found.append(result)
        said = command.language()
        line = mention_wording.headline(result, said)
        notes = mention_wording.notes(result, said)
        return result.as_json(), "\n".join([line, *notes, *mention_wording.lines(result, said)])

    _run(run, term, batch, as_json)
    if csv_file:
        with errors_told(as_json=as_json):
            command.write_file(csv_file, mentions_csv(found))


@app.command("evaluate")
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
    with _assistant(as_json) as assistant:
        asked = read_questions(questions)
        with Progress(console=Console(stderr=True), disable=as_json, transient=True) as bars:
            bar = bars.add_task("", total=len(asked))
            scores = assistant.evaluate(asked, lambda: bars.advance(bar))
        if as_json:
            print_json(scores.as_json())
            return
        table = Table("", *_words("Part|Share", "À 95 %|95 %", "Sur|Of"))
        for row in told(scores, command.language()):
            table.add_row(*row)
        Console().print(table)


@app.command()
def acronyms(as_json: Json = False) -> None:
    """Montrer les sigles et leur sens / show the acronyms and what they stand for."""
    with _assistant(as_json) as assistant:
        found = assistant.acronyms()
        if as_json:
            print_json({"acronyms": [each.as_json() for each in found]})
            return
        table = Table(*_words("Sigle|Acronym", "Sens|Meaning", "Défini dans|Defined in"))
        for each in found:
            places = "\n".join(
                f"{place.file}, {wording.page_name(place.page, place.label, command.language())}"
                for place in each.defined
            )
            table.add_row(escape(each.acronym), escape(each.expansion), escape(places))
        Console().print(table)


@app.command()
def check(
    repair: Annotated[bool, typer.Option(help="Réparer ce qui peut l'être / mend it.")] = False,
    as_json: Json = False,
) -> None:
    """Vérifier la bibliothèque / check the library."""
    with _assistant(as_json) as assistant:
        problems = assistant.check(command.language(), repair=repair)
        if as_json:
            print_json({"ok": not problems, "problems": problems})
        else:
            print("\n".join(problems) or _words("Tout va bien.|All is well.")[0])
    if problems:
        raise typer.Exit(1)


@app.command()
def reindex(as_json: Json = False) -> None:
    """Refaire l'index avec les réglages actuels / index again with today's settings."""
    with errors_told(as_json=as_json):
        settings = AssistantSettings.from_environment(os.environ)
        assistant = Assistant.open(settings, any_model=True)
        total = len(assistant.documents())
        with command.progress_bars(total, quiet=as_json) as (tell, _):
            count = assistant.reindex(tell)
        if as_json:
            print_json({"reindexed": count})
        else:
            print(f"{count} documents")


def _run(
    run: Callable[[Assistant, str], tuple[dict[str, Any], str]],
    text: str | None,
    batch: Path | None,
    as_json: bool,
) -> None:
    """Run one text, or each line of the batch in order, loading everything once."""
    if (text is None) == (batch is None):
        raise typer.BadParameter("un texte, ou --batch FICHIER / a text, or --batch FILE")
    with _assistant(as_json) as assistant:
        for line in _lines(text, batch):
            value, said = run(assistant, line)
            if as_json or batch:
                print_json(value)
            else:
                print(said)


def _lines(text: str | None, batch: Path | None) -> Iterator[str]:
    if text is not None:
        yield text
    if batch is not None:
        # Not `splitlines`, which takes a form feed or U+2028 inside a line for its end.
        lines = batch.read_text(encoding="utf-8-sig", errors="replace").split("\n")
        yield from lines if lines[-1] else lines[:-1]


@contextmanager
def _assistant(as_json: bool) -> Iterator[Assistant]:
    """Open the assistant for one command; its errors become a message and exit 1."""
    with errors_told(as_json=as_json):
        assistant = Assistant.open(AssistantSettings.from_environment(os.environ))
        try:
            yield assistant
        finally:
            assistant.close()


def _me() -> Person:
    return Person(audit.system_user(), "admin")


def _words(*pairs: str) -> list[str]:
    """Choose each « français|English » in the language of messages."""
    return [pair.split("|")[command.language() == "en"] for pair in pairs]


if __name__ == "__main__":
    app()
