"""The `passerelle` command: a door, so it reads the environment and catches errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import mention_wording, serving, upkeep, wording
from assistant.answer_text import as_text
from assistant.assistant import Assistant
from assistant.mention_rows import mentions_csv
from assistant.mention_schema import Mentions
from assistant.term_syntax import is_empty
from assistant.terminal import opened
from ingest import command
from ingest.command import Json, as_words, errors_told, print_json
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
app.command("list")(upkeep.list_)
app.command()(upkeep.remove)
app.command()(upkeep.restore)

Words = Annotated[str | None, typer.Argument(parser=as_words)]
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
        "--document",
        parser=as_words,
        metavar="<str>",
        help="Chercher là seulement : id, fichier ou titre / look only there.",
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


@app.command()
def search(
    query: Words = None,
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
    question: Words = None,
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
    term: Words = None,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Écrire aussi un CSV / write a CSV too.")
    ] = None,
    document: Annotated[
        str,
        typer.Option(
            parser=as_words,
            metavar="<str>",
            help="Seulement là : titre, fichier ou id / only there.",
        ),
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
    if term is not None and is_empty(term):
        raise typer.BadParameter("un terme à chercher / a term to look for")
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


app.command("evaluate")(upkeep.evaluate_)
app.command()(upkeep.acronyms)
app.command()(upkeep.check)
app.command()(upkeep.reindex)


def _run(
    run: Callable[[Assistant, str], tuple[dict[str, Any], str]],
    text: str | None,
    batch: Path | None,
    as_json: bool,
) -> None:
    """Run one text, or each line of the batch in order, loading everything once."""
    if (text is None) == (batch is None):
        raise typer.BadParameter("un texte, ou --batch FICHIER / a text, or --batch FILE")
    with opened(as_json) as assistant:
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


if __name__ == "__main__":
    app()
