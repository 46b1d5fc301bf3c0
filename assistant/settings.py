"""The settings of the assistant, the library's among them; only doors read the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

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
    """

    library: LibrarySettings = field(default_factory=LibrarySettings)
    lang: Language = "fr"
    address: str = _LOOPBACK[0]
    sign_in: SignIn = ""
    user_header: str = _HEADER
    admins: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> AssistantSettings:
        """Read the settings from PASSERELLE_* variables; raises InvalidSetting."""
        read = {
            name: environment.get(f"PASSERELLE_{name.upper()}", "").strip()
            for name in ("lang", "address", "sign_in", "user_header")
        }
        address, sign_in = read["address"] or _LOOPBACK[0], _sign_in(read["sign_in"])
        if address not in _LOOPBACK and not sign_in:
            expected = (
                "accompagné de PASSERELLE_SIGN_IN, puisque d'autres machines y accèdent / "
                "set together with PASSERELLE_SIGN_IN, since other machines reach it"
            )
            raise InvalidSetting(name="PASSERELLE_ADDRESS", value=address, expected=expected)
        return cls(
            library=LibrarySettings.from_environment(environment),
            lang=_language(read["lang"]),
            address=address,
            sign_in=sign_in,
            user_header=read["user_header"] or _HEADER,
            admins=_people(environment.get("PASSERELLE_ADMINS", "")),
            contributors=_people(environment.get("PASSERELLE_CONTRIBUTORS", "")),
            readers=_people(environment.get("PASSERELLE_READERS", "")),
        )


def _language(value: str) -> Language:
    match value.lower():
        case "" | "fr":
            return "fr"
        case "en":
            return "en"
    raise InvalidSetting(name="PASSERELLE_LANG", value=value.lower(), expected="« fr » / “en”")


def _sign_in(value: str) -> SignIn:
    match value.lower():
        case "" | "none" | "oidc" | "header" as known:
            return known
    expected = "« oidc », « header » ou « none » / “oidc”, “header” or “none”"
    raise InvalidSetting(name="PASSERELLE_SIGN_IN", value=value, expected=expected)


def _people(value: str) -> tuple[str, ...]:
    return tuple(each.strip().casefold() for each in value.split(",") if each.strip())
