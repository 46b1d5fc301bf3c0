"""The date that a first page prints."""

from __future__ import annotations

import pytest

from ingest.imprint import printed_date


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Un réseau en action\nRapport d’activité\nOctobre 2013", "2013-10"),
        ("Discours de la présidente\nDakar, le 05 septembre 2024\nMesdames,", "2024-09-05"),
        ("Guide\nversion du 1er mars 2018", "2018-03-01"),
        ("Note\nDernière mise à jour : 07/07/2016\nSommaire", "2016-07-07"),
        ("LOI n° 2008-12 du 25 janvier 2008 portant protection des données", "2008-01-25"),
        ("Annual report\nMarch 12, 2019", "2019-03-12"),
        ("Compte rendu\nL’atelier, prévu par la loi du 4 août 2021, a réuni 70 personnes.", ""),
        ("Programme\n12 mars 2019\n14 avril 2020", ""),
        ("Rapport\n31/02/2020", ""),
        ("Rapport 2020 sur la solidarité", ""),
        ("", ""),
    ],
)
def test_printed_date(text: str, told: str) -> None:
    assert printed_date(text) == told
