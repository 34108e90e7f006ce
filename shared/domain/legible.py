"""Text as a reader sees it, whatever characters it was made of."""

import re
import unicodedata

# Letters of other alphabets that look like Latin ones, and Latin ones that do not decompose.
_LOOKALIKES = str.maketrans(
    "абвеіјкмнорсѕтухһԁԛԝьαβεικμνορτυχηωıłøđħŀƒɑɡɩ",
    "abbeijkmhopcstyxhdqwbabeikmvoptuxnwilodhlfagi",
) | str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"})
# What stands for a letter inside a word.
_INSIDE = re.compile(r"(?<=[a-z])[0134578@$€!|](?=[a-z])")
_LETTERS = dict(zip("0134578@$€!|", "oleastbaseil", strict=True))
_PICTURES = {
    "🥜": "peanut",
    "🌰": "chestnut",
    "🥛": "milk",
    "🧀": "cheese",
    "🧈": "butter",
    "🍦": "ice cream",
    "🍨": "ice cream",
    "🥚": "egg",
    "🍳": "egg",
    "🐟": "fish",
    "🐠": "fish",
    "🎣": "fish",
    "🍣": "fish",
    "🦐": "shrimp",
    "🍤": "shrimp",
    "🦞": "lobster",
    "🦀": "crab",
    "🦑": "squid",
    "🐙": "octopus",
    "🦪": "oyster",
    "🐚": "shellfish",
    "🐌": "snail",
    "🍞": "bread",
    "🥖": "bread",
    "🥐": "croissant",
    "🥨": "pretzel",
    "🌾": "wheat",
    "🍝": "pasta",
    "🍺": "beer",
    "🍷": "wine",
    "🍯": "honey",
    "🥓": "bacon",
    "🍗": "chicken",
    "🥩": "meat",
}


def legible(text: str) -> str:
    """`text` in small plain Latin letters: wide, dotted, foreign and invisible characters and
    accents are those they look like, and pictures of foods are their names."""
    if text.isascii():
        return _INSIDE.sub(lambda hit: _LETTERS[hit[0]], text.lower())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(c for c in plain if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    for picture, name in _PICTURES.items():
        seen = seen.replace(picture, f" {name} ")
    return _INSIDE.sub(lambda hit: _LETTERS[hit[0]], seen.translate(_LOOKALIKES))


def illegible(text: str) -> bool:
    """Whether letters remain that nobody here can read."""
    return any(c.isalpha() and not c.isascii() for c in legible(text))
