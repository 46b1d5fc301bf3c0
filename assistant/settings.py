"""The settings of the assistant, the library's among them; only doors read the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from ingest.errors import InvalidSetting
from ingest.schema import Language
from ingest.settings import LibrarySettings

SignIn = Literal["", "none", "oidc", "header"]
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_HEADER: Final = "X-Forwarded-Email"


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """How the assistant answers, and to whom. `lang` is the interface's and messages' language.

    `address` is where the web page listens. `sign_in` says who a visitor is: "oidc" through
    Streamlit's `st.login`, "header" by what a proxy puts in `user_header`, "none" nobody asks,
    "" the same on this machine alone. `admins`, `contributors` and `readers` are addresses,
    « *@domain » or « * ».

    `chat_model` names the chat models that may be asked, provider:model, separated by commas; the
    first is asked unless another is chosen, and none when empty. `chat_base_url` and `chat_api_key`
    go to the provider of the first and to no other. `chat_timeout` is how many seconds to wait
    for a model's next words, `chat_context` its context window in tokens.
    """

    library: LibrarySettings = field(default_factory=LibrarySettings)
    lang: Language = "fr"
    address: str = _LOOPBACK[0]
    sign_in: SignIn = ""
    user_header: str = _HEADER
    admins: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    chat_model: str = ""
    chat_base_url: str = ""
    chat_api_key: str = field(default="", repr=False)
    chat_temperature: float = 0.0
    chat_timeout: float = 120.0
    chat_context: int = 8192

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> AssistantSettings:
        """Read the settings from PASSERELLE_* variables; raises InvalidSetting."""
        read = {
            name: environment.get(f"PASSERELLE_{name.upper()}", "").strip()
            for name in (
                *("lang", "address", "sign_in", "user_header", "chat_model", "chat_base_url"),
                *("chat_api_key", "chat_temperature", "chat_timeout", "chat_context"),
            )
        }
        address, sign_in = read["address"] or _LOOPBACK[0], _sign_in(read["sign_in"])
        if address not in _LOOPBACK and not sign_in:
            raise InvalidSetting(
                name="PASSERELLE_ADDRESS",
                value=address,
                french="régler aussi PASSERELLE_SIGN_IN, puisque d'autres machines y accèdent",
                english="set together with PASSERELLE_SIGN_IN, since other machines reach it",
            )
        return cls(
            library=LibrarySettings.from_environment(environment),
            lang=_language(read["lang"]),
            address=address,
            sign_in=sign_in,
            user_header=read["user_header"] or _HEADER,
            admins=_people(environment.get("PASSERELLE_ADMINS", "")),
            contributors=_people(environment.get("PASSERELLE_CONTRIBUTORS", "")),
            readers=_people(environment.get("PASSERELLE_READERS", "")),
            chat_model=read["chat_model"],
            chat_base_url=_web_address(read["chat_base_url"]),
            chat_api_key=read["chat_api_key"],
            chat_temperature=_number("CHAT_TEMPERATURE", read["chat_temperature"], 0.0, (0, 2)),
            chat_timeout=_number("CHAT_TIMEOUT", read["chat_timeout"], 120.0, (1, 3600)),
            chat_context=int(_number("CHAT_CONTEXT", read["chat_context"], 8192, (1024, 10**7))),
        )


def _language(value: str) -> Language:
    match value.lower():
        case "" | "fr":
            return "fr"
        case "en":
            return "en"
    french, english = "«\u00a0fr\u00a0» ou «\u00a0en\u00a0»", "“fr” or “en”"
    raise InvalidSetting(
        name="PASSERELLE_LANG", value=value.lower(), french=french, english=english
    )


def _sign_in(value: str) -> SignIn:
    match value.lower():
        case "" | "none" | "oidc" | "header" as known:
            return known
    french, english = (
        "«\u00a0oidc\u00a0», «\u00a0header\u00a0» ou «\u00a0none\u00a0»",
        "“oidc”, “header” or “none”",
    )
    raise InvalidSetting(name="PASSERELLE_SIGN_IN", value=value, french=french, english=english)


def _people(value: str) -> tuple[str, ...]:
    return tuple(each.strip().casefold() for each in value.split(",") if each.strip())


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = not value or (parts.scheme in ("http", "https") and bool(parts.hostname))
    except ValueError:
        good = False
    if good:
        return value
    # An address may hold a password: what is refused is not repeated.
    raise InvalidSetting(
        name="PASSERELLE_CHAT_BASE_URL",
        value="…",
        french="une adresse http(s)",
        english="an http(s) address",
    )


def _number(name: str, value: str, default: float, limits: tuple[float, float]) -> float:
    if not value:
        return default
    low, high = limits
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        number = float("nan")
    if low <= number <= high:
        return number
    french, english = f"un nombre de {low:g} à {high:g}", f"a number from {low:g} to {high:g}"
    raise InvalidSetting(name=f"PASSERELLE_{name}", value=value, french=french, english=english)
