"""How a name stands behind « de », « à » or « en »: « du Mali », « en Algérie », « à l'AFD »."""

from __future__ import annotations

import re

from ingest import french

_LEAD = re.compile(
    r"(?:\b(?P<of>[Dd](?:u |es |e (?:la |l['’])?|['’]))"
    r"|\b(?P<to>[Aa]ux? |[Ee]n |[ÀàA] (?:la |l['’])?)"
    r"|\b(?:[Ll]es? |[Ll]a |[Ll]['’]|[Tt]he ))$"
)
_ARTICLED = re.compile(r"(?P<article>les? |la |l['’]|the )(?P<noun>.+)")
# Countries and continents, folded, by their first word: what has none of these has no article.
_LE = frozenset(
    """afghanistan angola azerbaidjan bangladesh belize benin botswana bresil burkina burundi
    cambodge cameroun canada cap chili congo costa danemark equateur gabon ghana guatemala guyana
    honduras irak iran japon kazakhstan kenya kosovo koweit laos lesotho liban liberia luxembourg
    malawi mali maroc mexique montenegro mozambique nepal nicaragua niger nigeria ouganda
    ouzbekistan pakistan panama paraguay perou portugal qatar royaume rwanda salvador senegal
    soudan sri suriname tadjikistan tchad togo uruguay venezuela viet vietnam yemen
    zimbabwe""".split()
)
_LA = frozenset(
    """afrique albanie algerie allemagne amerique angleterre argentine armenie asie australie
    autriche belgique birmanie bolivie bosnie bulgarie centrafrique chine colombie coree cote
    croatie egypte erythree espagne estonie ethiopie europe finlande france gambie georgie grande
    grece guinee guyane hongrie inde indonesie irlande islande italie jamaique jordanie lettonie
    libye lituanie macedoine malaisie mauritanie moldavie mongolie namibie norvege nouvelle
    oceanie palestine papouasie pologne republique roumanie russie serbie sierra slovaquie
    slovenie somalie suede suisse syrie tanzanie thailande tunisie turquie ukraine zambie""".split()
)
_LES = frozenset(
    """antilles balkans caraibes comores emirats etats iles maldives pays philippines
    seychelles""".split()
)

# « Au burkina », as one types it; « le cap » and « la côte » are words too.
_TYPED = re.compile(
    r"(?P<lead>\b(?:aux? |en |d[eu] |des |l[ea] |les |[dl]['’])|^)(?P<name>[^\W\d_A-Z][\w-]+)"
    r"(?P<more> (?:faso|d['’]ivoire|leone|lanka)\b)?"
)
_WORDS = frozenset("cap costa cote grande nouvelle republique royaume sierra sri viet".split())


def with_capitals(text: str) -> str:
    """Return a text where countries have their capital: « au Burkina » of « au burkina »."""
    return _TYPED.sub(_with_capital, text)


def _with_capital(found: re.Match[str]) -> str:
    name, more = found["name"], found["more"] or ""
    first = french.fold(name)
    if first not in _LE | _LA or (first in _WORDS and not more):
        return found[0]
    more = re.sub(r"\w+$", lambda word: word[0].capitalize(), more)
    return f"{found['lead']}{name[0].upper()}{name[1:]}{more}"


def in_place(before: str, said: str, instead: str) -> str:
    """Put a name behind what a text has before the one `instead` of which it stands.

    Articles and « de », « à », « en » are its own: « au Mali » becomes « en Algérie ».
    """
    lead = _LEAD.search(before)
    if lead is None:
        return before + said
    told = _ARTICLED.match(said)
    article, noun = (told["article"], told["noun"]) if told else ("", said)
    if lead["of"]:
        country = "" if told else _article(noun)
        # « De France » is said as well as « de la France », « de Mali » is not.
        article = article or ("" if lead["of"] in ("de ", "d'") and country != "le " else country)
        said = _contracted("de", article, noun)
    elif lead["to"]:
        said = _into(lead["to"].lower(), article, noun, instead)
    elif not told and lead[0] != "the ":
        said = f"{_article(noun)}{noun}"
    return before[: lead.start()] + (said[0].upper() + said[1:] if lead[0][0].isupper() else said)


def is_country(name: str) -> bool:
    """Say whether a name is that of a country or a continent that has an article."""
    return bool(_article(name))


def of(noun: str) -> str:
    """Return « d'adhérents », « d'hommes », « de projets », « de Hydrélis »."""
    return f"d'{noun}" if _is_elided(noun) or noun[:1] == "h" else f"de {noun}"


def _into(lead: str, article: str, noun: str, instead: str) -> str:
    """Return « au Mali », « en Algérie », « dans le Rhône », « à Madagascar », « à l'AFD »."""
    country = _article(noun)
    if not country and (noun.isupper() or not (lead == "en " or _article(instead))):
        return _contracted("à", article, noun)
    article = country or article
    if article in ("la ", "l'", "l’") or (not article and lead == "en " and noun[-1] == "e"):
        return f"en {noun}"
    return (
        f"dans {article}{noun}" if article == "le " != country else _contracted("à", article, noun)
    )


def _contracted(link: str, article: str, noun: str) -> str:
    if article in ("le ", "les "):
        ends = {"de": ("du", "des"), "à": ("au", "aux")}[link]
        return f"{ends[article == 'les ']} {noun}"
    if article:
        return f"{link} {article}{noun}"
    return of(noun) if link == "de" else f"{link} {noun}"


def _article(name: str) -> str:
    """Return « le », « la », « l' » or « les » of a country or continent; else empty."""
    first = re.split(r"[\s-]", french.fold(name))[0]
    if first in _LES:
        return "les "
    if first in _LE or first in _LA:
        return "l'" if _is_elided(name) else "le " if first in _LE else "la "
    return ""


def _is_elided(noun: str) -> bool:
    return french.fold(noun)[:1] in "aeiouy"
