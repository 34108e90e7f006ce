"""How names are compared: accents, spaces, hyphens and the usual mistakes of OCR do not count."""

import re
import unicodedata

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "Œ": "OE", "Æ": "AE"}
# Which of several isomers it is: beta-pinene is not alpha-pinene.
GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ω": "omega"}
_WRITTEN_OUT = str.maketrans(
    _LIGATURES | {letter: GREEK[letter.lower()] for letter in "αβγδεωΑΒΓΔΕΩ"}
)
# Glyphs OCR takes for one another, all written as the first of their kind.
_TWINS = str.maketrans({"l": "i", "1": "i", "|": "i", "!": "i", "0": "o", "5": "s", "8": "b"})
_PAIRS = {"cl": "d", "rn": "m", "vv": "w"}
_OUTSIDE = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Lower case without accents; blanks, punctuation and line breaks stay."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_WRITTEN_OUT))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def key(text: str) -> str:
    """Letters and digits alone, of whatever alphabet: "1,2-Hexanediol" and "1,2 hexane-diol" are
    one."""
    return _OUTSIDE.sub("", plain(text))


def skeleton(text: str) -> str:
    """The key with glyphs that look alike written alike: "G1ycerin", "Glycerln" and "Glycerin"."""
    kept = re.sub(r"[^a-z0-9|!]+", "", plain(text))
    for pair, glyph in _PAIRS.items():
        kept = kept.replace(pair, glyph)
    return kept.translate(_TWINS)
