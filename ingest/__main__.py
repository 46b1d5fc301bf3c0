"""`python -m ingest PATH…`: the same as `passerelle add PATH…`."""

import typer

from ingest.command import add

if __name__ == "__main__":
    typer.run(add)
