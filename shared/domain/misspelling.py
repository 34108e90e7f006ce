"""Names recognised though a letter is wrong, missing, too much or in its neighbour's place."""

from collections.abc import Iterable, Iterator

# With fewer letters, one wrong letter makes another word.
_SHORTEST = 5
# So short, a name keeps its first and last letter: "cuaja" is no "cuajo".
_SHORT = 6


class Spellings:
    """Folded names, found by what is left of them and of a word when each loses a letter."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, list[tuple[str, str]]] = {}
        self._in_pairs: set[str] = set()
        for name in names:
            # Of a stem too short only the Spanish plural in -ces: "nueces".
            whole = len(name) >= _SHORTEST or name[-1:] == "c"
            for spelling in _unfolded(name) if whole else ():
                if " " in spelling:
                    self._in_pairs.update(spelling.split(" "))
                if len(spelling) >= _SHORTEST:
                    for left in {spelling, *_without_a_letter(spelling)}:
                        self._names.setdefault(left, []).append((spelling, name))

    def near(self, word: str) -> frozenset[str]:
        """The names that `word`, none of the names itself, may have been meant for."""
        if len(word) < _SHORTEST - 1:
            return frozenset()
        if " " in word and self._in_pairs.isdisjoint(word.split(" ")):
            return frozenset()
        return frozenset(
            name
            for left in (word, *_without_a_letter(word))
            for spelling, name in self._names.get(left, ())
            if _meant(word, spelling)
        )


def _unfolded(name: str) -> Iterator[str]:
    """The name as it may be written with the ending that folding took from it."""
    yield name
    if name[-1] in "aeou":
        yield name + "s"
        # "bisque": folding takes the e of -que.
        if name[-1] == "u":
            yield name + "e"
    elif name[-1] == "c":
        yield from (name[:-1] + "z", name + "e", name + "es")
    elif name[-1] == "i":
        yield name[:-1] + "y"
    else:
        yield from (name + "s", name + "e", name + "es")


def _without_a_letter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _meant(word: str, name: str) -> bool:
    """Whether the names agree but for one word, and that word but for a letter."""
    pairs = list(zip(word.split(), name.split(), strict=False))
    if word.count(" ") != name.count(" "):
        return False
    wrong = [(told, meant) for told, meant in pairs if told != meant]
    if len(wrong) != 1:
        return False
    [(told, meant)] = wrong
    # Loaded by the first name that may be one: a cold start rarely meets any.
    from rapidfuzz.distance import OSA

    if len(meant) < _SHORTEST or OSA.distance(told, meant, score_cutoff=1) > 1:
        return False
    return len(meant) > _SHORT or (told[0], told[-1]) == (meant[0], meant[-1])
