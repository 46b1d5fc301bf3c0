"""Rebuild the starter collection's PDFs from their Typst sources, byte for byte.

The PDFs are committed so that a reader needs no typesetting tool; this script exists so
that anyone can prove they come from the sources beside them. Only the fonts embedded in
Typst are used and every document carries a fixed date, so the machine, the time zone and
the working directory leave no trace in the output.
"""

import argparse
import sys
from pathlib import Path

import typst

CORPUS = Path(__file__).resolve().parent
SOURCES = CORPUS / "sources"
TEMPLATE = "template.typ"
FIXED_TIMESTAMP = 1795392000  # 2026-11-23 00:00:00 UTC, the date the documents state.


def sources() -> list[Path]:
    """Return the documents' sources in name order, without the shared template."""
    return sorted(path for path in SOURCES.glob("*.typ") if path.name != TEMPLATE)


def compile_pdf(source: Path) -> bytes:
    """Typeset one source and return the PDF's bytes."""
    pdf = typst.compile(
        source,
        root=SOURCES,
        ignore_system_fonts=True,
        format="pdf",
        timestamp=FIXED_TIMESTAMP,
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{source.name}: a single PDF was expected")
    return pdf


def main(arguments: list[str] | None = None) -> int:
    """Write every PDF, or with --check name those that differ from a fresh build."""
    parser = argparse.ArgumentParser(description="Rebuild the starter collection's PDFs.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    status = 0
    expected = {source.with_suffix(".pdf").name: source for source in sources()}
    for name, source in expected.items():
        target = CORPUS / name
        pdf = compile_pdf(source)
        if not options.check:
            target.write_bytes(pdf)
            print(f"written: {name}")
        elif not target.is_file() or target.read_bytes() != pdf:
            print(f"differs: {name}", file=sys.stderr)
            status = 1
    for orphan in sorted({path.name for path in CORPUS.glob("*.pdf")} - expected.keys()):
        print(f"no source: {orphan}", file=sys.stderr)
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
