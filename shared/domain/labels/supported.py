"""Whether a sentence says what one statement says, and no more.

A closed vocabulary, since nobody can list what a model may invent: every word of the sentence is
one of the statement, of who states it and where, of the substance's name, or says nothing by itself
("this", "ingredient"). And what the statement doubts, limits or denies, the sentence does too: "is
being assessed" may not become "is". What is not sure to be the same is not kept; the rules tell it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from shared.domain.labels.spelling import plain
from shared.domain.language import Language

_WORD = re.compile(r"[a-z0-9]+")
_BRACKETS = re.compile(r"\(([^()]*)\)")
# Words of the same stem: "prohibits" of "prohibited".
_SHORTEST_STEM, _STEM_SHARE = 5, 0.6
_ENGLISH = """
a an the this that these those it its is are was be been being has have in of on at to for from by
with and as under about according law rule rules listed list lists named stated states says said
assessment regulation entry annex group volume ingredient ingredients substance substances product
products label here contains contain present found which
"""
_SPANISH = """
a al ante con de del e el ella en es esta estan este esto estos estas figura figuran la las le lo
los para por que se segun son su sus un una unas unos y como sobre ley norma normas lista listas
nombrado dice indica indican evaluacion reglamento entrada anexo grupo volumen ingrediente
ingredientes sustancia sustancias producto productos etiqueta aqui contiene contienen presente
presentes aparece aparecen ha sido fue
"""
_SAYS_NOTHING = {
    Language.EN: frozenset(_ENGLISH.split()),
    Language.ES: frozenset(_SPANISH.split()),
}
# Other words for the same, by the statement's.
_SAME = {
    Language.EN: {
        "prohibited": "banned forbidden ban bans forbids",
        "allowed": "permitted permits allows",
        "limits": "restricted restricts restriction restrictions",
        "authorised": "authorized approved",
        "eu": "european union europe",
        "colourant": "colorant",
        "possibly": "possible",
        "probably": "probable",
        "assessed": "evaluated",
    },
    Language.ES: {
        "prohibido": "vetado vetada",
        "permitido": "autorizado autorizada autorizados autorizadas",
        "autorizado": "permitido permitida",
        "limites": "restringido restringida restricciones",
        "ue": "union europea europa",
        "carcinogeno": "cancerigeno cancerigena cancerigenos",
        "evalua": "estudia estudio",
    },
}
# What may not be left out where the statement says it, nor added where it does not.
_KEPT = {
    Language.EN: (
        *("unless", "only", "limit restrict", "possib", "probab", "suspect", "can may", "part"),
        *("assess evaluat", "conclusion", "excessive", "above", "acceptable", "consumers"),
    ),
    Language.ES: (
        *("salvo", "solo", "limit restring", "posible", "probable", "sospech", "pued", "parte"),
        *("evalua estudi", "conclusion", "excesiv", "desde", "admisible", "consumidores"),
    ),
}
_DENIED = {
    Language.EN: frozenset({"not", "no", "never", "neither", "nor", "without", "cannot", "none"}),
    Language.ES: frozenset({"no", "ni", "nunca", "sin", "tampoco", "jamas", "ningun", "ninguna"}),
}


def says_the_same(
    text: str, statement: str, besides: Iterable[str], names: Iterable[str], language: Language
) -> bool:
    """Whether `text` says what `statement` says of what has these names; `besides` is who states it
    and where."""
    said, known = _words(text), _words(statement)
    allowed = known | _words(" ".join((*besides, *names))) | _same(known, language)
    own = said - _words(" ".join(names))
    return (
        all(_is_supported(word, allowed, language) for word in own)
        and _denies(own, language) == _denies(known, language)
        and all(_holds(own, kept) for kept in _KEPT[language] if _holds(known, kept))
        and all(_is_held(word, own) for word in _condition(statement))
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain(text)))


def _is_supported(word: str, allowed: frozenset[str], language: Language) -> bool:
    return word in _SAYS_NOTHING[language] or _is_held(word, allowed)


def _is_held(word: str, words: Iterable[str]) -> bool:
    return any(_same_stem(word, other) for other in words)


@lru_cache(maxsize=16_384)
def _same_stem(one: str, other: str) -> bool:
    if one == other:
        return True
    letters = zip(one.replace("z", "s"), other.replace("z", "s"), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters))
    return shared >= max(_SHORTEST_STEM, _STEM_SHARE * max(len(one), len(other)))


def _same(known: frozenset[str], language: Language) -> frozenset[str]:
    """Other words for those of the statement."""
    told = (others for word, others in _SAME[language].items() if word in known)
    return frozenset(word for others in told for word in others.split())


def _denies(words: frozenset[str], language: Language) -> bool:
    return not words.isdisjoint(_DENIED[language])


def _holds(words: frozenset[str], stems: str) -> bool:
    """Whether one of the words begins with one of the stems."""
    return any(word.startswith(stem) for word in words for stem in stems.split())


def _condition(statement: str) -> frozenset[str]:
    """The words that narrow it, in brackets at its end: "(hair dyes)"."""
    narrowed = _BRACKETS.findall(statement)
    return frozenset(word for one in narrowed for word in _words(one) if len(word) > 3)
