"""The outside sources on the loopback: each answers in the shapes of its public documentation.

PubChem: pubchem.ncbi.nlm.nih.gov/docs/pug-rest and /docs/pug-view; openFDA:
open.fda.gov/apis/cosmetic/event; Open Food Facts: openfoodfacts.github.io/openfoodfacts-server/api
(`/api/v2/taxonomy`); CosIng: the search behind its public page; the configured ones: the contract
written in `shared.adapters.substances.configured`.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from werkzeug import Request, Response

from shared.adapters.local_hits import LocalHitLog
from shared.adapters.outside.host import Host
from shared.adapters.outside.patience import Patience
from shared.adapters.rate_limiter import HitLogLimiter
from shared.adapters.substances import configured, cosing, open_facts, openfda, pubchem
from shared.clock import SystemClock
from shared.domain.labels.outside import Subject
from shared.domain.limits import Rate
from shared.ports.substances import SubstanceSource

CLOCK = SystemClock()
CONTACT = "ana@example.com"
LIMONENE = Subject("Limonene", "138-86-3")
TARTRAZINE = Subject("CI 19140", "1934-21-0", "E102")


class Served(NamedTuple):
    """A source: how it is built, what it is asked about, what it says where it knows the subject
    and where it does not (status and body by path), and a body with fields of wrong types."""

    make: Callable[[Host], SubstanceSource]
    rate: Rate
    subject: Subject
    knows: Callable[[str], tuple[int, Any]]
    knows_nothing: tuple[int, Any]
    wrong: Any
    most_bytes: int = 300_000


GHS = {
    "Record": {
        "RecordType": "CID",
        "RecordNumber": 22311,
        "RecordTitle": "Limonene",
        "Section": [
            {
                "TOCHeading": "Safety and Hazards",
                "Section": [
                    {
                        "TOCHeading": "Hazards Identification",
                        "Section": [
                            {
                                "TOCHeading": "GHS Classification",
                                "Information": [
                                    {
                                        "ReferenceNumber": 8,
                                        "Name": "Signal",
                                        "Value": {"StringWithMarkup": [{"String": "Warning"}]},
                                    },
                                    {
                                        "ReferenceNumber": 8,
                                        "Name": "GHS Hazard Statements",
                                        "Value": {
                                            "StringWithMarkup": [
                                                {
                                                    "String": "H226 (98.3%): Flammable liquid and "
                                                    "vapor [Warning Flammable liquids]"
                                                },
                                                {
                                                    "String": "H315 (99.1%): Causes skin irritation"
                                                    " [Warning Skin corrosion/irritation]"
                                                },
                                                {
                                                    "String": "H317 (98.7%): May cause an allergic "
                                                    "skin reaction [Warning Sensitization, Skin]"
                                                },
                                            ]
                                        },
                                    },
                                    {
                                        "ReferenceNumber": 12,
                                        "Name": "GHS Hazard Statements",
                                        "Value": {
                                            "StringWithMarkup": [
                                                {
                                                    "String": "H317: May cause an allergic skin "
                                                    "reaction [Warning Sensitization, Skin]"
                                                },
                                                {
                                                    "String": "H410 **: Very toxic to aquatic life "
                                                    "with long lasting effects [Warning ...]"
                                                },
                                            ]
                                        },
                                    },
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
        "Reference": [
            {"ReferenceNumber": 8, "SourceName": "European Chemicals Agency (ECHA)"},
            {
                "ReferenceNumber": 12,
                "SourceName": "Regulation (EC) No 1272/2008 of the European Parliament and of the "
                "Council",
            },
        ],
    }
}
EVENTS = {
    "meta": {
        "disclaimer": "Do not rely on openFDA to make decisions regarding medical care.",
        "terms": "https://open.fda.gov/terms/",
        "license": "https://open.fda.gov/license/",
        "last_updated": "2026-10-29",
        "results": {"skip": 0, "limit": 1, "total": 57},
    },
    "results": [{"report_number": "x", "products": [{"product_name": "LIMONENE OIL"}]}],
}
COSING = {
    "apiVersion": "2.69",
    "totalResults": 1,
    "results": [
        {
            "reference": "35081_cosing",
            "metadata": {
                "substanceId": ["35081"],
                "itemType": ["ingredient"],
                "inciName": ["LIMONENE"],
                "casNo": ["138-86-3"],
                "ecNo": ["205-341-0"],
                "functionName": ["DEODORANT", "PERFUMING"],
                "cosmeticRestriction": ["III/88", "-"],
                "status": ["Active"],
            },
        }
    ],
}
ADDITIVE = {
    "en:e102": {
        "name": {"en": "E102 - Tartrazine", "es": "E102 - Tartracina"},
        "vegan": {"en": "yes"},
        "efsa_evaluation": {"en": "Scientific Opinion on the re-evaluation Tartrazine (E 102)"},
        "efsa_evaluation_date": {"en": "2009-11-12"},
        "efsa_evaluation_overexposure_risk": {"en": "en:no"},
        "efsa_evaluation_url": {"en": "https://www.efsa.europa.eu/en/efsajournal/pub/1331"},
    }
}
INGREDIENT = {
    "en:limonene": {
        "name": {"en": "LIMONENE", "xx": "LIMONENE"},
        "vegan": {"en": "maybe"},
        "inci_functions": {"en": "en:deodorant, en:perfuming"},
    }
}
SCORED = {
    "facts": [
        {
            "statement": "Fragrance allergen; concern grows as it oxidises.\u202e",
            "reference": "Skin Deep, LIMONENE",
            "url": "https://example.org/limonene",
        }
    ]
}


def _pubchem(path: str) -> tuple[int, Any]:
    if path == "/rest/pug/compound/name/cids/JSON":
        return 200, {"IdentifierList": {"CID": [22311, 440917]}}
    return 200, GHS


def _always(body: Any) -> Callable[[str], tuple[int, Any]]:
    return lambda path: (200, body)


SERVED: dict[str, Served] = {
    "pubchem": Served(
        pubchem.PubChem,
        pubchem.RATE,
        LIMONENE,
        _pubchem,
        (
            404,
            {
                "Fault": {
                    "Code": "PUGREST.NotFound",
                    "Message": "No CID found",
                    "Details": ["No CID found that matches the given name"],
                }
            },
        ),
        {"IdentifierList": {"CID": "22311 or so"}},
        pubchem.MOST_BYTES,
    ),
    "openfda": Served(
        openfda.OpenFda,
        openfda.RATE,
        LIMONENE,
        _always(EVENTS),
        (404, {"error": {"code": "NOT_FOUND", "message": "No matches found!"}}),
        {"meta": {"last_updated": "2026-10-29", "results": {"total": "57"}}},
    ),
    "cosing": Served(
        lambda host: cosing.CosIng(host, "search-key"),
        cosing.RATE,
        LIMONENE,
        _always(COSING),
        (200, {"totalResults": 0, "results": []}),
        {"results": [{"metadata": {"inciName": "LIMONENE", "functionName": 7}}]},
    ),
    "open_food_facts": Served(
        lambda host: open_facts.OpenFactsTaxonomy(host, edible=True),
        open_facts.RATE,
        TARTRAZINE,
        _always(ADDITIVE),
        (200, {}),
        {"en:e102": {"name": "Tartrazine"}},
    ),
    "open_beauty_facts": Served(
        lambda host: open_facts.OpenFactsTaxonomy(host, edible=False),
        open_facts.RATE,
        LIMONENE,
        _always(INGREDIENT),
        (200, {"en:limonene": {}}),
        {"en:limonene": [{"name": {"en": "LIMONENE"}}]},
    ),
    "ewg": Served(
        configured.ConfiguredSource,
        configured.RATE,
        LIMONENE,
        _always(SCORED),
        (404, {"error": "unknown"}),
        {"facts": {"statement": "x"}},
    ),
    "invima": Served(
        configured.ConfiguredSource,
        configured.RATE,
        LIMONENE,
        _always(SCORED),
        (404, {}),
        {"facts": [{"statement": 7, "reference": "x"}]},
    ),
}


def source(name: str, url: str, seconds: float = 2.0) -> SubstanceSource:
    """A source of that address, its limits counted in memory."""
    served = SERVED[name]
    limiter = HitLogLimiter(LocalHitLog(), CLOCK)
    patience = Patience(limiter, CLOCK, served.rate, most_wait_s=1.0)
    host = Host(name, url, CONTACT, patience, CLOCK, seconds=seconds, most_bytes=served.most_bytes)
    return served.make(host)


def answering(name: str) -> Callable[[Request], Response]:
    """The real one's answers about the subject it knows."""

    def answer(request: Request) -> Response:
        status, body = SERVED[name].knows(request.path)
        return Response(json.dumps(body), status, content_type="application/json")

    return answer
