"""The settings of the assistant, the library's among them; only doors read the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ingest.errors import InvalidSetting
from ingest.schema import Language
from ingest.settings import LibrarySettings

_PREFIX = "PASSERELLE_"


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """How the assistant answers. `lang` is the interface's language and that of messages.

    `chat_model` names the chat models that may be asked, provider:model, separated by commas; the
    first is asked unless another is chosen, and none when empty. `chat_base_url` and `chat_api_key`
    go to the provider of the first and to no other. `chat_timeout` is how many seconds to wait
    for a model's next words, `chat_context` its context window in tokens.
    """

    library: LibrarySettings = field(default_factory=LibrarySettings)
    lang: Language = "fr"
    chat_model: str = ""
    chat_base_url: str = ""
    chat_api_key: str = field(default="", repr=False)
    chat_temperature: float = 0.0
    chat_timeout: float = 120.0
    chat_context: int = 8192

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> AssistantSettings:
        """Read the settings from PASSERELLE_* variables; raises InvalidSetting."""
        library = LibrarySettings.from_environment(environment)

        def given(name: str) -> str:
            return environment.get(_PREFIX + name, "").strip()

        return cls(
            library,
            _language(given("LANG").lower()),
            given("CHAT_MODEL"),
            _address(given("CHAT_BASE_URL")),
            given("CHAT_API_KEY"),
            _number("CHAT_TEMPERATURE", given("CHAT_TEMPERATURE"), 0.0, (0, 2)),
            _number("CHAT_TIMEOUT", given("CHAT_TIMEOUT"), 120.0, (1, 3600)),
            int(_number("CHAT_CONTEXT", given("CHAT_CONTEXT"), 8192, (1024, 10_000_000))),
        )


def _language(value: str) -> Language:
    if value in ("", "fr"):
        return "fr"
    if value == "en":
        return "en"
    raise InvalidSetting(name="PASSERELLE_LANG", value=value, expected="« fr » / “en”")


def _address(value: str) -> str:
    # An address may hold a password: what is refused is not repeated.
    if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
        expected = "une adresse http(s) / an http(s) address"
        raise InvalidSetting(name="PASSERELLE_CHAT_BASE_URL", value="…", expected=expected)
    return value


def _number(name: str, value: str, default: float, limits: tuple[float, float]) -> float:
    if not value:
        return default
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        number = float("nan")
    if limits[0] <= number <= limits[1]:
        return number
    expected = (
        f"un nombre de {limits[0]:g} à {limits[1]:g} / a number from {limits[0]:g} to {limits[1]:g}"
    )
    raise InvalidSetting(name=_PREFIX + name, value=value, expected=expected)
