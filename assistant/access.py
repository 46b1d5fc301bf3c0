"""Who may do what: three roles, given by the settings, asked before every action."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final, Literal

from assistant.errors import NotAllowed
from assistant.settings import AssistantSettings

Role = Literal["reader", "contributor", "admin"]
Action = Literal["read", "add", "remove", "administer"]

_ALLOWED: Final[dict[Role, frozenset[Action]]] = {
    "reader": frozenset({"read"}),
    "contributor": frozenset({"read", "add", "remove"}),
    "admin": frozenset({"read", "add", "remove", "administer"}),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks: an address in lower case, empty where nobody signs in; no role, no right."""

    name: str
    role: Role | None

    def may(self, action: Action) -> bool:
        """Say whether the role allows the action."""
        return self.role is not None and action in _ALLOWED[self.role]

    def require(self, action: Action) -> None:
        """Raise NotAllowed unless the role allows the action."""
        if not self.may(action):
            raise NotAllowed(name=self.name or "?", action=action)


# Whoever sits at the machine that Passerelle runs on.
SELF: Final = Person("", "admin")


def person(settings: AssistantSettings, name: str) -> Person:
    """Return who bears that name and what the settings let them do; SELF where nobody signs in."""
    if settings.sign_in in ("", "none"):
        return SELF
    name = name.strip().casefold()
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("admin", settings.admins),
        ("contributor", settings.contributors),
        ("reader", settings.readers),
    )
    for role, patterns in roles:
        # Brackets and question marks may stand in an address: only the star is a wildcard.
        if name and any(fnmatchcase(name, _starred(each)) for each in patterns):
            return Person(name, role)
    return Person(name, None)


def _starred(pattern: str) -> str:
    return pattern.replace("[", "[[]").replace("?", "[?]")
