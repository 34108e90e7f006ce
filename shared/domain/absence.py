"""Whether a text says that what it names is not in it, in Spanish and English.

Each reading here is narrow, since what is taken for absent is looked at no more: a negation counts
only directly before the very name, only if nothing turns it round, and only if the name ends there:
"sin leche entera" says nothing of skimmed milk, "do not add butter yet" says when.
"""

import re

# --- before the name ---------------------------------------------------------------------------
_HAS_ES = (
    r"(?:contienen?|llevan?|lleven?|tienen?|tienes|hay|usa[rns]?|use[ns]?|usamos|utili[cz](?:a|e)[rns]?"
    r"|utilizamos|necesita[rns]?|necesitamos|necesitaras|incluyen?|requieren?|hacen? falta"
    r"|anada[ns]?|anadir|ponga[ns]?|poner)"
)
_HAS_EN = r"(?:contain|use|need|have|include|require|add)"
_INDEFINITE = r"(?: (?:any|an?|unos?|unas?|ningun[oa]?|nada de|trazas? de|traces? of))?"
_GOVERNOR = re.compile(
    rf"(?:\b(?P<plain>sin|without)|\b(?P<list>ni|nor)"
    rf"|\bno(?: se)? {_HAS_ES}|\bnunca {_HAS_ES}"
    rf"|(?:\bnot|n['’]t|\bnever) {_HAS_EN}|\bno need (?:for|of)|\bno"
    r"|\b(?:free|libres?|exent[oa]s?) (?:of|from|de)"
    r"|\b(?:instead|place) of|\b(?:vez|lugar) de)"
    rf"{_INDEFINITE} $"
)
# What turns a negation round, or makes it a matter of time, when it stands before it in the clause:
# "not without butter", "almost nut-free", "until no butter is left", "wipe it free of butter".
_TURNING = re.compile(
    r"\b(?:not|never|cannot|cant|nothing|nobody|hardly|barely|almost|nearly|virtually|practically"
    r"|until|till|once|when|unless|no|nunca|jamas|nada|nadie|casi|apenas|practicamente|hasta|cuando"
    r"|salvo|wipe|scrape|shake|rinse|wash|clean|sacude|limpia|escurre)\b|n['’]t\b"
)
_CLAUSE_START = re.compile(
    r".*(?:[.,;:!?()\n–—]|\b(?:and|but|y|e|pero|sino|porque|because)\b)", re.S
)
_SENTENCE_START = re.compile(r"(?:^|[.;:!?\n])\W*$")
_EITHER_WAY = re.compile(r"\b(?:with|con) (?:or|o) $")
# "Sin huevo no cuaja": it takes egg.
_NOT_THE_SAME = re.compile(
    r"[^.;:!?\n]*(?:\b(?:not?|never|nothing|nobody|nunca|nada|nadie|cannot)\b|n['’]t\b)"
)

# --- after the name ----------------------------------------------------------------------------
_ENDS = re.compile(
    r"\s*(?:$|[.;:!?)\]\"»…\n]|,(?!\s*(?:yet|until|before|todavia|aun|hasta|antes)\b)|\s[-–—]\s)"
    r"| (?:and|or|nor|but|at all|for|to|here|needed|required|necessary|whatsoever|with|because"
    r"|y|e|o|u|ni|pero|sino|con|para|por|porque|algun[oa]|in (?:it|this|the dish)"
    r"|en (?:est[ae]|la receta|el plato))\b"
)
# What comes in one kind only: "sin gluten certificado".
_OF_ONE_KIND = frozenset({"gluten", "lactosa", "lactos", "lactose"})
# One part is left out where the other is used.
_PARTS = re.compile(r"\b(?:yolks?|whites?|yemas?|claras?)\b")
_OR = re.compile(r" (?:ni|nor|or|o|u) (?:(?:any|an?|unos?|unas?) )?")

# --- "-free" -----------------------------------------------------------------------------------
_HYPHENED = r"-(?:free|libre)\b(?!\s*-)(?!\s+(?:range|of|de|from|flowing|pouring|standing)\b)"
_FREE = re.compile(_HYPHENED)
# "egg- and dairy-free": the hyphen hangs, or else "peanut-sugar-free" would be free of peanut.
_ALSO_FREE = re.compile(rf"-(?:, | and | or |, and |, or )(?:\w+-,? (?:and |or )?)?\w+{_HYPHENED}")
# With a blank only where something is called so: nobody pours "gluten free", but one may "prise
# the oysters free".
_FREE_FROM = re.compile(r"(?:gluten|dairy|lactose)\s(?:free|libre)\b(?!-|\s+(?:range|of|de)\b)")
_BLANK_FREE = re.compile(r"\s(?:free|libre)(?=\s*(?:$|[.,;:!?)]))")
_CALLED = re.compile(
    r"(?:(?:^|[.,;:!?(\n])\s*"
    r"|\b(?:is|are|be|it's|and|or|fully|completely|totally|naturally|es|son) )$"
)

# "Gluten-free bread", "pan sin gluten": bread, but not what gluten is made of.
_GLUTEN_FREE = re.compile(r"(?<!\w)gluten[- ]free $")
_SIN_GLUTEN = re.compile(r" (?:sin|libres? de) gluten\b| gluten[- ]free\b(?!-)")
_GLUTEN = re.compile(
    r"\b(?:wheat|barley|rye|spelt|kamut|durum|semolina|seitan|malt\w*|beers?|ales?|lagers?|stout"
    r"|trigo|cebada|centeno|espelta|semola|malta|cervezas?|gluten)\b"
)

# --- what only lends its size or shape -----------------------------------------------------------
_SIZED = re.compile(r"-(?:sized?|shaped|colou?red)\b|\s(?:sized|shaped)\b")
_SIZE_OF = re.compile(
    r"\b(?:size of|shape of|(?:big|small|large) as) (?:an? )?$"
    r"|\b(?:tamano|forma)(?: de)?(?: una?)? $|\bgrandes? como una? $"
)


# Letters before the name that are looked at: of its clause, and of what governs it.
_LOOK_BACK = 200
_GOVERNED = 48


def absent(plain: str, start: int, end: int, absent_until: int) -> bool:
    """Whether `plain`, legible text, says that the name at `start` to `end` is not in it.

    `absent_until` is the end of the name before, if that was absent, else -1: "no milk or eggs".
    """
    before = plain[max(0, start - _LOOK_BACK) : start]
    if _SIZED.match(plain, end) or _SIZE_OF.search(before, _last(before)):
        return True
    if _is_free(plain, start, end, before):
        return not _turned(before)
    name = plain[start:end]
    if _PARTS.search(name) or not (name in _OF_ONE_KIND or _ENDS.match(plain, end)):
        return False
    if absent_until >= 0 and _OR.fullmatch(plain[absent_until:start]):
        return True
    governor = _GOVERNOR.search(before, _last(before))
    if governor is None or not _governs(governor, before):
        return False
    begins = governor["plain"] and _SENTENCE_START.search(before[: governor.start()])
    return not (begins and _NOT_THE_SAME.match(plain, end))


def without_gluten(plain: str, start: int, end: int) -> bool:
    """Whether the name is directly called gluten-free, and is of nothing that is gluten itself."""
    before = plain[max(0, start - _LOOK_BACK) : start]
    called = _GLUTEN_FREE.search(before, _last(before))
    if called is None and not _SIN_GLUTEN.match(plain, end):
        return False
    return not (_GLUTEN.search(plain[start:end]) or _turned(before[: called and called.start()]))


def _is_free(plain: str, start: int, end: int, before: str) -> bool:
    if _FREE.match(plain, end) or _ALSO_FREE.match(plain, end) or _FREE_FROM.match(plain, start):
        return True
    return bool(_BLANK_FREE.match(plain, end) and _CALLED.search(before, _last(before)))


def _governs(governor: re.Match[str], before: str) -> bool:
    earlier = before[: governor.start()]
    if governor["list"]:
        # "No lleva ni leche ni huevo" says it twice; "no lo hagas sin sal ni leche" does not.
        return not re.search(r"\b(?:sin|without)\b", _clause(earlier))
    return not (_turned(earlier) or _EITHER_WAY.search(earlier))


def _last(before: str) -> int:
    return max(0, len(before) - _GOVERNED)


def _turned(before: str) -> bool:
    return bool(_TURNING.search(_clause(before)))


def _clause(before: str) -> str:
    """What stands before in the same clause."""
    start = _CLAUSE_START.match(before)
    return before[start.end() :] if start else before
