"""What the values in the content are called on the site, in the order they are listed."""

from __future__ import annotations

from .records import ActorKind, CaseKind, CaseOrigin, Extent, LetterPart, Origin, SourceKind

LABELS: dict[str, dict[str, str]] = {
    "case_kind": {
        CaseKind.PROJECT: "Prosjekt",
        CaseKind.LIFE_EVENT: "Livshending",
        CaseKind.PROGRAMME: "Program",
        CaseKind.PRACTICE: "Praksis",
        CaseKind.ANONYMOUS: "Anonym erfaring",
    },
    "case_origin": {
        CaseOrigin.REPORT: "Frå rapporten",
        CaseOrigin.LETTER: "Frå brev",
    },
    "letter_part": {
        LetterPart.CASE: "Om saka",
        LetterPart.ADVICE: "Råda",
    },
    "extent": {
        Extent.WHOLE: "Heile sida er lesen.",
        Extent.BEGINNING: "Berre byrjinga er lesen, så sida kan seie meir.",
    },
    "actor_kind": {
        ActorKind.MINISTRY: "Departement",
        ActorKind.AGENCY: "Etat",
        ActorKind.MUNICIPALITY: "Kommune",
        ActorKind.ASSOCIATION: "Organisasjon",
        ActorKind.NETWORK: "Nettverk",
        ActorKind.OTHER: "Anna",
    },
    "source_kind": {
        SourceKind.REPORT: "Rapportar",
        SourceKind.STRATEGY: "Strategiar",
        SourceKind.CIRCULAR: "Rundskriv",
        SourceKind.ARTICLE: "Artiklar",
        SourceKind.SEMINAR: "Seminar",
        SourceKind.GUIDE: "Rettleiingar",
        SourceKind.PROGRAMME: "Program",
        SourceKind.NETWORK: "Nettverk",
        SourceKind.WEB_PAGE: "Nettsider",
    },
    "origin": {
        Origin.REPORT: "Etter rapporten",
        Origin.EDITORS: "Redaksjonen si forklaring",
    },
    # What the drawings show, for those who do not see them.
    "motif": {
        "merke": "ei snakkeboble som blir til eit fotspor",
        "bord": "tre ulike menneske rundt same bord",
        "sti": "ein sti i korte etappar, med eit flagg i enden",
        "bilete": "to hender som held same bilete",
        "bru": "ei bru mellom eit lite og eit stort hus",
        "torg": "eit ope torg med fire inngangar",
        "dor": "ein person som held ei dør open frå innsida",
        "spor": "ein sti som snur før uvêret",
    },
}
