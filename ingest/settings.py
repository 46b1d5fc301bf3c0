"""The settings of a library; the doors read them from the environment, everyone else gets values.

Each field's environment variable is `PASSERELLE_` and its name in capitals, and README documents
each of them (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from ingest.errors import InvalidSetting

BUILT_IN_MODEL = "multilingual-e5-small"
_LEAST = {"threads": 0}


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """Where a library lives and how documents enter it.

    `home` holds the library, `cache` what can be made again (the built-in model).
    `embedding_model` is "multilingual-e5-small" (built in), a model's name on the Hugging Face
    hub, or a folder. `threads` is how many processor threads the model may use, 0 for as many as
    there are cores, four at most. A file over `max_megabytes` or `max_pages`, or that takes more
    than `seconds_per_page` or `memory_megabytes` to read, is refused. `ocr` is "auto" (where
    Tesseract is installed) or "off"; a page takes it `ocr_seconds` at most.
    """

    home: Path = field(default_factory=lambda: user_data_path("passerelle", appauthor=False))
    cache: Path = field(default_factory=lambda: user_cache_path("passerelle", appauthor=False))
    embedding_model: str = BUILT_IN_MODEL
    threads: int = 0
    max_megabytes: int = 200
    max_pages: int = 5000
    seconds_per_page: int = 60
    memory_megabytes: int = 1500
    ocr: str = "auto"
    ocr_seconds: int = 60

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> LibrarySettings:
        """Read the settings from PASSERELLE_* variables; raises InvalidSetting."""
        given: dict[str, object] = {}
        for each in fields(cls):
            name = f"PASSERELLE_{each.name.upper()}"
            value = environment.get(name, "").strip()
            if not value:
                continue
            if each.name in ("home", "cache"):
                given[each.name] = Path(value).expanduser()
            elif each.name == "ocr":
                given[each.name] = _mode(name, value)
            elif each.name == "embedding_model":
                given[each.name] = value
            else:
                given[each.name] = _whole_number(name, value, least=_LEAST.get(each.name, 1))
        return cls(**given)  # type: ignore[arg-type]  # each value was made for its field above


def _mode(name: str, value: str) -> str:
    if value.lower() not in ("auto", "off"):
        french, english = "«\u00a0auto\u00a0» ou «\u00a0off\u00a0»", "“auto” or “off”"
        raise InvalidSetting(name=name, value=value, french=french, english=english)
    return value.lower()


def _whole_number(name: str, value: str, *, least: int) -> int:
    if not value.isdecimal() or int(value) < least:
        french = f"un nombre entier d'au moins {least}"
        english = f"a whole number of at least {least}"
        raise InvalidSetting(name=name, value=value, french=french, english=english)
    return int(value)
