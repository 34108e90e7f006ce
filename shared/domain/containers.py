"""What food is bought in: "una lata de garbanzos", "1 loaf of bread". The container is no food, but
what comes in a tin keeps for years."""

from collections.abc import Iterator

from shared.domain.spoken_number import LINKS

_TIN_WORDS = "lata latas bote botes can cans tin tins jar jars"
_SPANISH = """
    paquete paquetes carton cartones caja cajas tarro tarros frasco frascos botella botellas brik
    briks brick bricks tetrabrik tetrabriks bolsa bolsas bandeja bandejas sobre sobres barra barras
    hogaza hogazas tableta tabletas tarrina tarrinas malla mallas red redes garrafa garrafas envase
    envases cabeza cabezas ristra ristras botellin botellines
"""
_ENGLISH = """
    bottle bottles carton cartons box boxes bag bags pack packs packet packets package packages loaf
    loaves tub tubs tray trays net nets head heads bar bars block blocks sachet sachets stick sticks
    punnet punnets sack sacks
"""
_TINS = frozenset(_TIN_WORDS.split())
CONTAINERS = _TINS.union(_SPANISH.split(), _ENGLISH.split())
_PRESERVED = ("{} en lata", "{} en conserva", "canned {}", "tinned {}")


def unpacked(name: str) -> Iterator[str]:
    """The names under which the food may be known that `name`, without accents or capitals, says is
    in a container, the likeliest first; none where it says no such thing."""
    container, _, rest = name.partition(" ")
    link, _, food = rest.partition(" ")
    if container not in CONTAINERS or link not in LINKS or not food:
        return
    if container in _TINS:
        yield from (preserved.format(food) for preserved in _PRESERVED)
    yield food
