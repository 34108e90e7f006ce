"""Where on a label its ingredients stand, in Spanish, English and French."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from shared.domain.labels.spelling import plain

_MOST_HEADINGS = 12
_TITLE_LINES = 2
_MOST_SENTENCES = 5
# OCR takes a capital I for l, 1 or |, and drops accents; a heading survives one such mistake.
_I = r"[il1|!]"


def _broken_anywhere(pattern: str) -> str:
    """The pattern for a text whose lines end between any two words."""
    return pattern.replace(" ", r"\s")


_WORD = (
    rf"(?:{_I}?ngr[e3c]d{_I}[e3]n(?:t[e3]?s?|c{_I}as)|{_I}nc{_I}(?! name)|compos{_I}c{_I}on"
    rf"|composition)"
)
_HEADING = re.compile(
    rf"(?:^|(?<=[\s.:;*(]))(?:lista de |liste des |list of "
    rf"|(?P<before>active |inactive |other |otros |autres ))?{_WORD}"
    rf"(?:\s*/\s*(?:{_I}ngr[e3]d{_I}[e3]n\w+|{_I}nc{_I})){{0,6}}"
    rf"(?P<after>[^\S\n](?:(?:in)?acti(?:vos?|fs?)"
    rf"|(?:de la|del|de los|de las|of the|for the|du|de l.)[^\S\n]?\w{{3,20}}))?"
    rf"(?:\s*\((?P<brackets>[^)]{{0,30}})\))?"
    r"\s*[:;.\-–\n]",
)
# A heading without its mark begins a line, and an enumeration follows.
_BARE_HEADING = re.compile(
    rf"^(?P<before>active |inactive )?{_WORD}[^\S\n]"
    r"(?!from|proced|issu|of\b|de\b|d\W)(?=[^\n.:;]{2,60},)",
    re.MULTILINE,
)
# Brackets that name a language or a naming do not name a part of the product.
_NO_PART = re.compile(r"inci|\W*\w{0,2}\W*|english|ingles|espanol|spanish|francais|french|frances")
_MAY = re.compile(
    _broken_anywhere(
        r"(?:(?:\[?\s*\+\s*/\s*-\s*\]?|\bmay (?:also )?contain\b|\bpuede contener\b"
        r"|\bpeut contenir\b|\bpuede presentar\b|±)\s*[:(]?\s*)+"
    )
)
_TRACES = re.compile(
    _broken_anywhere(
        r"\b(?:trazas|traces?|tracas)\b|\bcontienen?\s*:|(?<!may )\bcontains?\s*:"
        r"|\bcontient\s*:|allergy advice|allergen(?:s|os)?\s*[:(]|alergenos|allergenes\b"
        r"|elaborado en|made in a (?:factory|facility)|fabrique dans un atelier|produced in a f"
    )
)
_STOPS = (
    # Directions and warnings.
    r"modo de (?:empleo|uso|preparacion|conservacion)|instrucciones|indicaciones|como usar",
    r"directions|how to use|usage|uso\s*:|use\s*:|to use|apply|aplicar|aplique|appliquer|agiter",
    r"mode d.emploi|conseils? d.utilisation|utilisation|preparacion|preparation\s*:",
    r"precauciones|advertencia|atencion|warnings?\b|caution|precautions?|attention|avertissement",
    r"evit[ae]r?\b|avoid\b|eviter\b|keep\b|mantener|mantengase|manten\b|tenir hors|ne pas\b"
    r"|do not\b",
    r"no (?:usar|ingerir|aplicar|tirar|contiene|contains?|enjuag\w+|requiere)\b"
    r"|for external|usage externe|uso externo",
    r"(?:can|may) cause|pueden? (?:causar|provocar|producir)|peut provoquer|high caffeine"
    r"|contenido elevado|alto contenido|teneur elevee",
    r"agit(?:ar|ese)\b|shake\b|rinse\b|enjuag|aclarar|rincer|en caso de|in case of|en cas de"
    r"|si se\b|if\b",
    # Keeping, amounts and figures.
    r"conserv(?:ar|er|ese|acion|ation)\b|a conserver|store\b|almacenar|guardar|refrigerat"
    r"|una vez abiert",
    r"once opened|consumir\b|consumo|best before|use by|a consommer|bon avant|caducidad"
    r"|expir|exp[. ]",
    r"lote?\b|lot\b|batch|fecha|date\b|peso neto|contenido neto|net (?:wt|weight)|poids net"
    r"|neto\b",
    r"informacion nutri|informaciones nutri|valor(?:es)? (?:nutri|energ|medios)|nutrition"
    r"|valeurs?\b",
    r"energia\b|energy\b|energie\b|calor[ií]as|serving|porcion|servings?\b|per 100|por 100"
    r"|pour 100",
    # Who made it and where to complain.
    r"fabrica(?:d[oa]|nte)|made (?:in|by|on)|fabrique|elaborad[oa]|producid[oa]|produced|product of"
    r"|producto de",
    r"manufactur|distribu|importad[oa]|importador|packed|envasad[oa]|emballe|conditionne|origen\b|origin",
    r"titular|responsable|registro|r\.?s\.?i|nso[ci]\d|invima|laboratorio|laboratoires?\b"
    r"|www|http",
    r"tel[.:e]|e-?mail|atencion al|customer|service consommateur|servicio al|s\.a\b|s\.l\b"
    r"|c/ |calle|avda",
    # Footnotes and claims.
    r"\*{1,4}\s*(?:from|de |ingred|proced|issus?|organic|ecolog|bio|certified|naturally|agri"
    r"|natural)",
    r"ingred\w+ (?:from|proced|issus?|de origen|de agricultura|d.origine|of natural)"
    r"|(?:issus?|from|de) "
    r"(?:organic|l.agriculture|agricultura|agriculture)|\d+ ?% (?:natural|of the|del total"
    r"|du total|d)",
    r"free from|libre de|exempte? de|sin (?:gluten|lactosa|azucar|conserva|colorant|aditiv|aroma)"
    r"|without |sans (?:gluten|lactose|sucre|conserva|colorant)|contains no|ne contient",
    r"dermatolog|testado|tested|cruelty|vegan|sin gluten|gluten.free|sans gluten|hypoallerg"
    r"|hipoaler",
    r"agricultur|cacao\s*:|cocoa solids|solidos de cacao|pourcentage|contenido (?:de"
    r"|minimo)|teneur",
    r"contains? (?!less)|contienen? |contient |suitable|apto |convient|best served|servir"
    r"|serve\b",
    r"(?:(?:e|ins)[ -]?\d{3}\w?[,;: ]*(?:y |and |et |e )?){1,12}\s*:?\s*(?:may have"
    r"|pueden? tener|peu)",
    r"\d+(?:[.,]\d+)? ?(?:ml|g|kg|l|cl|oz|fl\.? oz)\b|may have an adverse|puede tener efectos",
    r"excessive consum|un consumo excesivo|une consommation|(?:in)?flammable|inflamable|danger\b",
    r"pour les allergenes|para alergenos|for allergens|allergenes voir|los alergenos|ean\b|ref\b",
)
# Blanks and marks are few, see `layout`; counted, because a label may be nothing but marks.
_STOP = re.compile(
    r"(?:^|[.;\n!)*°][^\S\n]{0,5}|[^\S\n]{2})[*°]{0,4}[^\S\n]{0,5}(?:"
    + _broken_anywhere("|".join(_STOPS))
    + r")",
    re.MULTILINE,
)


# What the sentence about allergens says is in it: "Contains: milk, soy", "Alérgenos: leche".
_DECLARED = re.compile(
    r"(?:(?<!no )(?<!not )(?<!may )(?<!also )\b(?:contienen?|contains?|contient)\b\s*:?"
    r"(?!\s*(?:no|not|neither|less|menos|ningun\w*|trazas|traces?)\b)"
    r"|\b(?:allergens?|alergenos|allergenes)\s*:)\s*([^.;]{2,300})"
)
# What else is made where it was made: "Made in a factory that handles nuts", "instalaciones donde
# se manipulan frutos secos"; and the same told the other way round.
_PLACE = (
    r"\b(?:fabricad|elaborad|producid|envasad|procesad|preparad)[oa]s? en\b"
    r"|\b(?:made|produced|manufactured|packed|packaged|processed|prepared) (?:in|on)\b"
    r"|\b(?:fabrique|elabore|produit|conditionne|prepare)e?s? (?:dans|sur)\b"
)
_HANDLED = (
    r"procesan?|manipulan?|manejan?|utilizan?|usan?|elaboran?|envasan?|trabajan? con|contienen?"
    r"|handl(?:es?|ing)|process(?:es|ing)?|us(?:es?|ing)|contain(?:s|ing)?|manufactures?"
    r"|pack(?:age)?s?|shared with|utilis(?:e|ant)|manipul(?:e|ant)|trait(?:e|ant)"
    r"|transform(?:e|ant)|conten(?:ant|iendo)"
)
_MADE_WHERE = re.compile(
    _broken_anywhere(
        rf"(?:{_PLACE})[^.;]{{1,80}}?\b(?:{_HANDLED})\b:?(?: also| tambien| aussi)?"
        r"\s([^.;]{2,300})"
    )
)
_MADE_WHERE_IS = re.compile(
    _broken_anywhere(
        rf"(?:{_PLACE})[^.;]{{1,60}}?\b(?:where|in which|donde|en la que|ou) "
        r"([^.;]{2,200}?)\s(?:(?:is|are)(?: also)? (?:handled|used|processed|present|packed)"
        r"|(?:estan|sont)\s)"
    )
)
# What the sentence about traces names, up to its end.
_TRACE_LIST = re.compile(
    r"(?:(?:pueden? contener|may (?:also )?contain|peut contenir)(?: (?:las|los|des|small))?"
    r"(?: (?:pequenas |eventuales |posibles )?(?:trazas|traces?|cantidades))?"
    r"|(?<!sans )(?<!without )(?<!no )(?<!not contain )traces?(?: eventuelles| possibles)?"
    r"|(?<!sin )(?<!no contiene )trazas)\s*(?:(?:de|of|d.)\b\s*)?:?\s*([^.;]{2,300})"
)


class List(NamedTuple):
    """The text of a list of ingredients, and what may be in it besides. `part` says whether its
    heading calls it one of several of one product: "Inactive ingredients", "Ingredientes del
    relleno"."""

    listed: str
    may_contain: str
    part: bool = False


class Section(NamedTuple):
    """The first list of a label, the `further` ones, and whether a heading was found. `traces` is
    what its sentences about traces name and `declared` what one says it contains."""

    first: List
    further: tuple[List, ...]
    headed: bool
    traces: str = ""
    declared: str = ""


def find_section(lines: list[str]) -> Section | None:
    """The list under the first heading that has something below it; None without a heading."""
    text = "\n".join(lines)
    folded = _folded(text)
    for heading in (_HEADING, _BARE_HEADING):
        headings = list(islice(heading.finditer(folded), _MOST_HEADINGS))
        lists = list(_lists(text, folded, headings))
        if lists:
            first, *further = lists
            return Section(first, tuple(further), True, *_said(text, folded, headings[0].end()))
    return None


def _lists(text: str, folded: str, headings: list[re.Match[str]]) -> Iterator[List]:
    """Those that have something below their heading."""
    for heading in headings:
        body = _body(text, folded, heading.end(), headings)
        if _is_list(body):
            yield List(*_parted(body), _names_a_part(heading))


def title_of(lines: list[str]) -> str:
    """What the label says before its list: all that stands before the first heading, or the first
    lines where there is none."""
    folded = _folded("\n".join(lines))
    heading = _HEADING.search(folded)
    return folded[: heading.start()] if heading else "\n".join(lines[:_TITLE_LINES])


def whole(lines: list[str]) -> Section:
    """The text taken for a list without heading, ended where directions begin."""
    text = "\n".join(lines)
    folded = _folded(text)
    return Section(List(*_parted(_body(text, folded, 0, []))), (), False, *_said(text, folded, 0))


def _names_a_part(heading: re.Match[str]) -> bool:
    said = heading.groupdict()
    brackets = said.get("brackets")
    of_a_part = brackets is not None and not _NO_PART.fullmatch(brackets.strip())
    return bool(said.get("before") or said.get("after") or of_a_part)


def _said(text: str, folded: str, start: int) -> tuple[str, str]:
    """What the sentences beside the list name: as traces, and as contained."""
    traces = (_TRACE_LIST, _MADE_WHERE, _MADE_WHERE_IS)
    named = (_sentences(pattern, text, folded, start) for pattern in traces)
    return ", ".join(filter(None, named)), _sentences(_DECLARED, text, folded, start)


def _sentences(pattern: re.Pattern[str], text: str, folded: str, start: int) -> str:
    """What such sentences name, each up to its end or an empty line."""
    found = islice(pattern.finditer(folded, start), _MOST_SENTENCES)
    said = (text[one.start(1) : one.end(1)].partition("\n\n")[0] for one in found)
    return ", ".join(" ".join(one.split()) for one in said)


def _folded(text: str) -> str:
    """The text plain, each character at its place: what changes length keeps its first letter."""
    return "".join((plain(char) or " ")[0] for char in text)


def _body(text: str, folded: str, start: int, headings: list[re.Match[str]]) -> str:
    following = [heading.start() for heading in headings if heading.start() > start]
    limit = min([*following, len(text)])
    stop = _STOP.search(folded, start, limit)
    traces = _TRACES.search(folded, start, limit)
    if traces:
        limit = _sentence_start(folded, start, traces.start())
    if stop:
        limit = min(limit, stop.start() + 1)
    return _until_blank(text[start:limit])


def _sentence_start(folded: str, start: int, at: int) -> int:
    """Where the sentence about traces begins, so that "may contain traces" is no may-contain."""
    found = max(folded.rfind(mark, start, at) for mark in (".", "\n", ";", "puede con", "may con"))
    return max(found, start) if found >= 0 else at


def _until_blank(body: str) -> str:
    """A list ends at an empty line, unless it breaks off in the middle of an enumeration."""
    blocks = [block for block in re.split(r"\n\s*\n", body) if block.strip()]
    kept: list[str] = []
    for block in blocks:
        if kept and (kept[-1].rstrip().endswith(".") or not _goes_on(kept[-1], block)):
            break
        kept.append(block)
    return "\n".join(kept).strip()


def _goes_on(before: str, block: str) -> bool:
    open_end = before.rstrip().endswith((",", ";", "-", "/", "(", "•"))
    return open_end or "," in block or _MAY.search(_folded(block)) is not None


def _is_list(body: str) -> bool:
    return len(body) >= 3 and any(char.isalpha() for char in body)


def _parted(body: str) -> tuple[str, str]:
    may = _MAY.search(_folded(body))
    if not may:
        return body, ""
    return body[: may.start()].rstrip(" ,;[(\n"), body[may.end() :].strip(" :[]()")
