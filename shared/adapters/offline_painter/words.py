"""Finding Spanish and English food words in free text."""

import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """Lower case without accents or punctuation, with a space before and after every word."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return f" {' '.join(''.join(kept).split())} "


def mentions(text: str, words: str) -> bool:
    """Whether a folded text has a word that begins like one of `words`, which `|` divides. A word
    that ends in a space must be there whole."""
    return any(f" {word}" in text for word in words.split("|"))


def first_mention(text: str, words: Iterable[str]) -> int | None:
    """The index of the first entry that is mentioned."""
    return next((index for index, each in enumerate(words) if mentions(text, each)), None)
