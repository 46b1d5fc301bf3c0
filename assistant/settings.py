"""The settings of the assistant, the library's among them; only doors read the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.errors import InvalidSetting
from ingest.schema import Language
from ingest.settings import LibrarySettings


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """How the assistant answers. `lang` is the interface's language and that of messages."""

    library: LibrarySettings = field(default_factory=LibrarySettings)
    lang: Language = "fr"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> AssistantSettings:
        """Read the settings from PASSERELLE_* variables; raises InvalidSetting."""
        library = LibrarySettings.from_environment(environment)
        lang = environment.get("PASSERELLE_LANG", "").strip().lower()
        if lang in ("", "fr"):
            return cls(library, "fr")
        if lang == "en":
            return cls(library, "en")
        raise InvalidSetting(name="PASSERELLE_LANG", value=lang, expected="« fr » / “en”")
