"""The door of a shared server: signing in, signing out, and what those without a role are told."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from assistant.access import Role
from assistant.ui.text import as_html, escaped
from assistant.ui.visit import Visit
from ingest.schema import Language


@dataclass(frozen=True, slots=True)
class _Said:
    closed: str
    sign_in: str
    sign_out: str
    no_role: str
    no_name: str
    roles: dict[Role, str]


_SAID: dict[Language, _Said] = {
    "fr": _Said(
        closed="Cette bibliothèque est réservée aux personnes inscrites.",
        sign_in="Se connecter",
        sign_out="Se déconnecter",
        no_role="n'a pas accès à cette bibliothèque. Demandez l'accès à la personne qui "
        "l'administre.",
        no_name="Votre fournisseur d'identité n'a pas donné d'adresse vérifiée\u00a0: "
        "l'accès n'est pas possible.",
        roles={"reader": "lecture", "contributor": "contribution", "admin": "administration"},
    ),
    "en": _Said(
        closed="This library is for those who have been given access.",
        sign_in="Sign in",
        sign_out="Sign out",
        no_role="has no access to this library. Ask whoever administers it.",
        no_name="Your identity provider gave no verified address: there is no way in.",
        roles={"reader": "reader", "contributor": "contributor", "admin": "administrator"},
    ),
}


def show(visit: Visit) -> None:
    """Show the door to whoever may not read: signing in, or whom to ask."""
    said, who = _SAID[visit.words.language], visit.person
    oidc = visit.assistant.settings.sign_in == "oidc"
    inside = oidc and bool(st.user.get("is_logged_in"))
    with st.container(key="entry", width=560):
        st.title("Passerelle", anchor=False)
        st.html(f"<p class='pas-promise'>{as_html(said.closed)}</p>")
        if who.name:
            st.warning(escaped(f"{who.name} {said.no_role}"))
        elif inside or not oidc:
            st.warning(said.no_name)
        if inside:
            st.button(said.sign_out, key="sign-out", on_click=st.logout)
        elif oidc:
            st.button(said.sign_in, key="sign-in", type="primary", on_click=st.login)


def signed_in(visit: Visit) -> None:
    """Say in the sidebar who is signed in, and offer to sign out."""
    said, who = _SAID[visit.words.language], visit.person
    if not who.name or who.role is None:
        return
    st.html(
        f"<p class='pas-who'>{as_html(who.name)}<br><small>{as_html(said.roles[who.role])}</small>"
    )
    if visit.assistant.settings.sign_in == "oidc":
        st.button(said.sign_out, key="sign-out", type="tertiary", on_click=st.logout)
