"""What a change of one substance for another brings and takes, in words."""

from collections.abc import Sequence

from shared.domain.labels.functions import FUNCTIONS
from shared.domain.labels.substitutes import Substitute
from shared.domain.language import Language, Text

_KEEPS = Text("Cumple como {what}.", "Does the work of: {what}.")
_LOSES = Text("Se pierde: {what}.", "What is lost: {what}.")
_LEAVES = Text("Deja atrás {count} advertencia(s).", "Leaves {count} warning(s) behind.")
_ADDS = Text("Advertencia propia: {what}", "A warning of its own: {what}")


def told_of(one: Substitute, language: Language) -> str:
    """What is left behind, what is kept and lost, and its own findings worse than ok."""
    said = [
        _LEAVES.of(language).format(count=len(one.improves)),
        _KEEPS.of(language).format(what=_named(one.keeps, language)),
    ]
    if one.loses:
        said.append(_LOSES.of(language).format(what=_named(one.loses, language)))
    own = {finding.id: finding for finding in one.substance.findings}
    statements = dict.fromkeys(own[finding_id].statement(language) for finding_id in one.adds)
    said += [_ADDS.of(language).format(what=statement) for statement in statements]
    return " ".join(said)


def _named(codes: Sequence[str], language: Language) -> str:
    return ", ".join(FUNCTIONS[code].of(language) for code in codes)
