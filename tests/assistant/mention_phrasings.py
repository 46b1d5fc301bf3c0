"""Ways of asking where a term is mentioned: half seen while the recogniser was built, half not.

The unseen half was written first, from imagination, and run once when the recogniser was done:
`tests/assistant/test_intents.py` says what it scored then.
"""

from __future__ import annotations

# (question, term, words that name documents, year)
Phrasing = tuple[str, str, str, int | None]

SEEN: tuple[Phrasing, ...] = (
    ("Où le FASEP est-il mentionné ?", "FASEP", "", None),
    ("où est mentionné le FASEP ?", "FASEP", "", None),
    ("Ou est cité Lagazel dans les documents ?", "Lagazel", "", None),
    ("Où parle-t-on de Nafa Naana ?", "Nafa Naana", "", None),
    ("Où est-il question d'énergie solaire ?", "énergie solaire", "", None),
    ("Dans quels documents parle-t-on de la RSE ?", "RSE", "", None),
    ("Dans quel rapport est-il question du CESER ?", "CESER", "", None),
    ("Sur quelles pages l'ONEP est-il cité ?", "ONEP", "", None),
    ("Quelles pages évoquent les droits humains ?", "droits humains", "", None),
    ("Quels documents mentionnent Paratronic ?", "Paratronic", "", None),
    ("Combien de fois Lagazel est-il cité ?", "Lagazel", "", None),
    ("Combien de fois le mot « eau » apparaît-il ?", "eau", "", None),
    ("Toutes les mentions de l'AFD", "AFD", "", None),
    (
        "Où la « coopération décentralisée » est-elle évoquée dans ces documents ?",
        "coopération décentralisée",
        "",
        None,
    ),
    ("Where is FASEP mentioned?", "FASEP", "", None),
    ("Which documents mention the CESER?", "CESER", "", None),
    ("How many times is Corail mentioned?", "Corail", "", None),
    ("List all mentions of Burkina Faso", "Burkina Faso", "", None),
    ("Où trouve-t-on le sigle SRDEII ?", "SRDEII", "", None),
    ("Où figure le terme « partenariat » ?", "partenariat", "", None),
    ("À quelles pages la Banque mondiale apparaît-elle ?", "Banque mondiale", "", None),
    ("Combien de fois est cité le FASEP dans le rapport de 2017 ?", "FASEP", "rapport", 2017),
    (
        "Où le FSPI est-il mentionné dans le guide pour les PME ?",
        "FSPI",
        "guide pour les PME",
        None,
    ),
    ("Cherche toutes les occurrences de « microcrédit »", "microcrédit", "", None),
    ("Quelles sont les pages qui parlent du Mali ?", "Mali", "", None),
    ("Est-ce que le Sénégal est mentionné quelque part ?", "Sénégal", "", None),
    ("Le FASEP est-il cité dans les rapports ?", "FASEP", "", None),
    ("Quels rapports citent Entrepreneurs du Monde ?", "Entrepreneurs du Monde", "", None),
    ("Peux-tu me dire où le FASEP est mentionné ?", "FASEP", "", None),
    ("Where does the term 'solar lamp' appear?", "solar lamp", "", None),
    ("On which pages is Morocco mentioned in the 2018 report?", "Morocco", "report", 2018),
    ("Donne-moi la liste des pages où apparaît l'ADEA", "ADEA", "", None),
)

UNSEEN: tuple[Phrasing, ...] = (
    ("Où est-ce qu'on parle du FASEP ?", "FASEP", "", None),
    ("où apparaît le mot « climat » ?", "climat", "", None),
    ("Dans quelles pages le Burkina Faso est-il évoqué ?", "Burkina Faso", "", None),
    ("Quels textes abordent l'économie circulaire ?", "économie circulaire", "", None),
    (
        "Combien de fois parle-t-on de l'Agence française de développement ?",
        "Agence française de développement",
        "",
        None,
    ),
    ("À quel endroit mentionne-t-on la Caisse des dépôts ?", "Caisse des dépôts", "", None),
    ("Y a-t-il des mentions du FIDA ?", "FIDA", "", None),
    ("Trouve-moi toutes les citations de Lagazel", "Lagazel", "", None),
    ("Le mot « résilience » apparaît combien de fois ?", "résilience", "", None),
    ("Dans quels rapports figure la mention de l'Union européenne ?", "Union européenne", "", None),
    ("Qui parle de Corail ? Quels documents ?", "Corail", "", None),
    ("Montre-moi les passages qui mentionnent la Côte d'Ivoire", "Côte d'Ivoire", "", None),
    ("Quelles pages font référence au FSPI ?", "FSPI", "", None),
    ("où est-il fait mention de l'égalité femmes-hommes ?", "égalité femmes-hommes", "", None),
    ("Où se trouve mentionné le programme PENDA ?", "programme PENDA", "", None),
    ("Dans quels documents est mentionnée la loi Oudin-Santini ?", "loi Oudin-Santini", "", None),
    ("Combien d'occurrences de « ONG » dans le rapport de 2018 ?", "ONG", "rapport", 2018),
    ("Est-il question de biodiversité dans les documents ?", "biodiversité", "", None),
    ("Liste des pages mentionnant l'Unicef", "Unicef", "", None),
    ("Je cherche toutes les pages où il est question d'assainissement", "assainissement", "", None),
    (
        "Sur quelle page parle-t-on des objectifs de développement durable ?",
        "objectifs de développement durable",
        "",
        None,
    ),
    (
        "Dans quel document trouve-t-on le terme « portage salarial » ?",
        "portage salarial",
        "",
        None,
    ),
    ("Tous les endroits où l'AFD est citée", "AFD", "", None),
    ("Les documents parlent-ils de la Tunisie ?", "Tunisie", "", None),
    (
        "Où le rapport du CESER cite-t-il l'Agence de l'eau ?",
        "Agence de l'eau",
        "rapport du CESER",
        None,
    ),
    ("Est-ce qu'on parle quelque part de volontariat ?", "volontariat", "", None),
    ("Where do the documents talk about microfinance?", "microfinance", "", None),
    ("How often does the word 'partnership' appear?", "partnership", "", None),
    ("Find every page that mentions UNESCO", "UNESCO", "", None),
    ("Is Senegal mentioned anywhere?", "Senegal", "", None),
    ("Which reports talk about renewable energy?", "renewable energy", "", None),
    ("Show me where ADEME is cited", "ADEME", "", None),
)

# Questions that hold such words and ask for something else; the same two halves.
OTHERS_SEEN = (
    "Que signifie FASEP ?",
    "Où se trouve le siège de Lagazel ?",
    "Quelle mention obligatoire doit figurer sur la convention ?",
    "Quels documents faut-il fournir pour un dossier FASEP ?",
    "Combien de fois par an le comité se réunit-il ?",
    "Qui est cité comme partenaire ?",
    "Dans quel pays le projet est-il mené ?",
    "Where is Lagazel based?",
    "Which documents must be provided?",
    "La mention « Mort pour la France », comment l'obtenir ?",
    "Quelle mention faut-il porter sur l'étiquette ?",
    "Où trouve-t-on des financements pour une ONG ?",
)
OTHERS_UNSEEN = (
    "Quelles mentions légales un site doit-il afficher ?",
    "Comment obtenir une mention au baccalauréat ?",
    "Où sont fabriquées les lampes ?",
    "Combien de fois faut-il renouveler la demande ?",
    "Quels partenaires sont cités en exemple par le rapport ?",
    "Pourquoi le rapport cite-t-il le Maroc en premier ?",
    "De quoi parle le rapport de 2017 ?",
    "Quels documents d'identité sont nécessaires ?",
    "Qui a mentionné l'idée d'un fonds commun, et pourquoi ?",
    "Où peut-on déposer un dossier ?",
    "What does the report say about funding?",
    "How many times a year does the board meet?",
)

# (question, previous question, term, words that name documents, year)
FOLLOW_UPS = (
    ("et dans le rapport de 2017 ?", "Où le FASEP est-il mentionné ?", "FASEP", "rapport", 2017),
    ("et le FSPI ?", "Où le FASEP est-il mentionné ?", "FSPI", "", None),
    ("Et en 2018 ?", "Combien de fois l'ONEP est-il cité ?", "ONEP", "", 2018),
    ("et pour l'AFD ?", "Où parle-t-on du FASEP ?", "AFD", "", None),
    (
        "et dans le guide pour les PME ?",
        "Où parle-t-on de l'AFD ?",
        "AFD",
        "guide pour les PME",
        None,
    ),
    ("and the ONEP?", "Where is FASEP mentioned?", "ONEP", "", None),
    ("and in the 2017 report?", "Where is FASEP mentioned?", "FASEP", "report", 2017),
    (
        "Et Lagazel ?",
        "Où le FASEP est-il mentionné dans le rapport de 2017 ?",
        "Lagazel",
        "rapport",
        2017,
    ),
    (
        "même question pour « co-développement »",
        "Où est cité le FASEP ?",
        "co-développement",
        "",
        None,
    ),
    (
        "et dans tous les documents ?",
        "Où est cité le FASEP dans le rapport de 2017 ?",
        "FASEP",
        "",
        None,
    ),
)
