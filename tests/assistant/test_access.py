"""Who may do what, and what is kept of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.access import SELF, Person, person
from assistant.errors import NotAllowed
from assistant.settings import AssistantSettings
from ingest import audit
from ingest.errors import InvalidSetting


def test_roles_come_from_the_settings_the_highest_first() -> None:
    settings = AssistantSettings.from_environment(
        {
            "PASSERELLE_SIGN_IN": "oidc",
            "PASSERELLE_ADMINS": "awa@ong.example",
            "PASSERELLE_CONTRIBUTORS": "chloe@ong.example, Awa@ong.example",
            "PASSERELLE_READERS": "*@ong.example",
        }
    )
    roles = {
        "AWA@ong.example": "admin",
        "chloe@ong.example": "contributor",
        "lea@ong.example": "reader",
        "lea@ong.example.evil": None,
        "": None,
    }
    assert {name: person(settings, name).role for name in roles} == roles
    assert person(AssistantSettings(), "anyone") == SELF


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (None, [], ["read", "add", "remove", "administer"]),
        ("reader", ["read"], ["add", "remove", "administer"]),
        ("contributor", ["read", "add", "remove"], ["administer"]),
        ("admin", ["read", "add", "remove", "administer"], []),
    ],
)
def test_each_role_may_do_its_own(role: str, may: list[str], may_not: list[str]) -> None:
    someone = Person("x@y", role)  # type: ignore[arg-type]
    for action in may:
        someone.require(action)  # type: ignore[arg-type]
    for action in may_not:
        with pytest.raises(NotAllowed, match="x@y"):
            someone.require(action)  # type: ignore[arg-type]


def test_other_machines_reach_the_page_only_knowingly() -> None:
    with pytest.raises(InvalidSetting, match="PASSERELLE_SIGN_IN"):
        AssistantSettings.from_environment({"PASSERELLE_ADDRESS": "0.0.0.0"})
    for sign_in in ("none", "oidc", "header"):
        AssistantSettings.from_environment(
            {"PASSERELLE_ADDRESS": "0.0.0.0", "PASSERELLE_SIGN_IN": sign_in}
        )
    with pytest.raises(InvalidSetting):
        AssistantSettings.from_environment({"PASSERELLE_SIGN_IN": "oauth"})


def test_the_log_is_only_added_to_and_survives_a_torn_line(tmp_path: Path) -> None:
    audit.record(tmp_path, "a@b", "added", "é\n\u2028.pdf", "id1")
    with audit.path(tmp_path).open("a", encoding="utf-8") as file:
        file.write('{"when": "2026\n')
    audit.record(tmp_path, "", "removed", "é\n\u2028.pdf", "id1")
    *lines, last = audit.path(tmp_path).read_text(encoding="utf-8").split("\n")
    assert (len(lines), last) == (3, "")
    assert [each.action for each in audit.entries(tmp_path)] == ["added", "removed"]
    assert json.loads(lines[0])["who"] == "a@b"
