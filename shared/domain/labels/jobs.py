"""Who can stand in for whom: sharing a function is not enough.

Sorbic acid and sodium nitrite are both preservatives, and nobody cures ham with sorbic acid; gold
and titanium dioxide are both colours. So additives of foods are put to the jobs they are authorised
for (Regulation (EC) 1333/2008, annex II, and the classes of Codex CXG 36-1989), by their E numbers,
and only those of one job stand in for each other. In cosmetics some functions are named for what is
really used for them, of what annex V lists.
"""

import re
from functools import lru_cache

from shared.domain.labels.kinds import ProductType
from shared.domain.labels.substance import Substance

# What colours are told apart by, then what else additives are for. E numbers without a letter mean
# all of them, with it that one.
_FOOD_JOBS: dict[str, str] = {
    "yellow": "100-104 160a 160b 161b",
    "orange": "110 160a-160f",
    "red": "120-129 160c 160d 162 163 180",
    "blue": "131-133",
    "green": "140-142",
    "brown": "150 154 155",
    "black": "151 153",
    "white": "170 171",
    "metal": "173-175",
    "curing": "249-252 261 262",
    "against oxidation and yeasts": "200 202 220-228 242 1105",
    "against mould": "200-219 234 235 280-283",
    "antioxidant in fat": "304 306-312 319-321 392",
    "antioxidant in water": "300-302 315 316",
    "acid": "260 270 296 297 330 334 338 353 355 363 574",
    "salt of an acid": "325-327 331-333 335-337 339-343 350-352 354 356 576-578",
    "alkali": "500 501 503 504 524-529",
    "raising": "450 500 501 503 541",
    "melting": "331 339 450-452",
    "thickening": "400-419 425 427 440 459-469 1204 1404-1451",
    "emulsifying": "322 432-436 442 443 471-495 1450",
    "free-flowing powder": "341 470b 504 542 551-559",
    "free-flowing salt": "535-538",
    "flavour": "620-635",
    "dough": "920 924-926 927a",
    "intense sweetener": "950-952 954-962 969",
    "sweetener by the spoon": "420 421 953 964-968",
    "coating": "901-914",
}
# Authorised for one or two foods alone, as caviar, cocktail cherries or a coat of jelly is.
_NEVER_IN_FOOD = "123 127 161g 214-219 284 285"

# What is in use for a function in cosmetics, by id.
USUAL: dict[str, frozenset[str]] = {
    "preservative": frozenset(
        {"phenoxyethanol", "sodium_benzoate", "benzoic_acid", "potassium_sorbate", "sorbic_acid"}
        | {"dehydroacetic_acid", "sodium_dehydroacetate", "chlorphenesin"}
        | {"piroctone_olamine", "climbazole"}
    ),
}
# These two are for shampoos against dandruff: they stand in for what serves there too.
_WITH = {"piroctone_olamine": "antidandruff", "climbazole": "antidandruff"}
# Not flagged by any list of the tables, and yet nothing to advise: rosin sensitises, methanol
# poisons, and the others are what people turn from.
UNADVISED = frozenset({"colophonium", "methyl_alcohol", "diethyl_phthalate", "tbhq"})
# What hardens under a lamp does so by itself: no other film former does.
WITHOUT_PEER = frozenset(
    {"hydroxyethyl_methacrylate", "di_hema_trimethylhexyl_dicarbamate"}
    | {"trimethylbenzoyl_diphenylphosphine_oxide"}
)

_RANGE = re.compile(r"(\d+)([a-z]?)(?:-(\d+)([a-z]?))?")
_LETTERS = "abcdefg"


def _numbers(told: str) -> frozenset[str]:
    """ "322 432-434 160a-160c" as E numbers."""
    numbers: set[str] = set()
    for first, letter, last, last_letter in _RANGE.findall(told):
        if letter and last_letter:
            span = _LETTERS[_LETTERS.index(letter) : _LETTERS.index(last_letter) + 1]
            numbers |= {f"E{first}{one}" for one in span}
        else:
            numbers |= {f"E{one}{letter}" for one in range(int(first), int(last or first) + 1)}
    return frozenset(numbers)


JOBS = {job: _numbers(told) for job, told in _FOOD_JOBS.items()}
_NEVER_EATEN = _numbers(_NEVER_IN_FOOD)


def can_replace(other: Substance, one: Substance, kept: frozenset[str], kind: ProductType) -> bool:
    """Whether `other`, which keeps these functions of `one`, may be advised in its place."""
    if other.id in UNADVISED or one.id in WITHOUT_PEER:
        return False
    if kind is ProductType.FOOD:
        jobs = jobs_of(other.e_number) & jobs_of(one.e_number)
        return bool(jobs) and not _holds(_NEVER_EATEN, other.e_number)
    if _WITH.get(other.id, "") not in {"", *one.functions}:
        return False
    return any(other.id in USUAL.get(code, {other.id}) for code in kept)


@lru_cache(maxsize=1_024)
def jobs_of(e_number: str) -> frozenset[str]:
    """The jobs of an additive; none of what has no number, or is put to no job."""
    return frozenset(job for job, members in JOBS.items() if _holds(members, e_number))


def _holds(members: frozenset[str], e_number: str) -> bool:
    base = re.match(r"E\d+", e_number)
    return e_number in members or (base is not None and base[0] in members)
