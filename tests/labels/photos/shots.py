"""How each label was printed and photographed, and what stands on it.

`tuned` photographs show texts of `tests/labels/texts` and were there while the reading of photos
was written. The others show texts of this folder, which nothing was written for: `held_out` ones
were first read before the reading was improved, `unseen` ones once, after it.
"""

from dataclasses import dataclass
from pathlib import Path

from tests.labels.truth import TEXTS, Truth, truth_of

HERE = Path(__file__).parent
IMAGES = HERE / "images"
SIDE_TEXT = (
    "MODO DE EMPLEO: aplicar sobre la piel limpia y seca.\nAgitar antes de usar.\n"
    "Evitar el contacto con los ojos.\nMantener fuera del alcance de los niños.\n"
    "Conservar en lugar fresco.\nLote L2207 EXP 08/2028\n250 ml\nFabricado en la UE."
)


@dataclass(frozen=True, slots=True)
class Shot:
    """`size` is the height of the print in pixels of a label 1,100 wide; `columns` sets the label
    beside directions; `curve` bends the sheet around a bottle, 0 is flat, and `below` is where the
    camera looks from, else from above; `contrast` is how dark the ink is; `turn` in degrees is how
    the phone was held."""

    name: str
    text: str
    group: str = "tuned"
    size: int = 34
    font: str = "LiberationSans-Regular.ttf"
    columns: bool = False
    curve: float = 0.0
    below: bool = False
    tilt: float = 1.0
    perspective: float = 0.02
    contrast: float = 0.85
    dark: bool = False
    turn: int = 0
    table: str = "oak"
    light: str = "window"
    blur: float = 0.7
    seed: int = 1

    @property
    def image(self) -> Path:
        return IMAGES / f"{self.name}.jpg"

    def truth(self) -> Truth:
        folder = TEXTS if self.group == "tuned" else HERE / "texts"
        return truth_of(folder / f"{self.text}.txt")


SHOTS = (
    Shot("plain_en", "cream_en", seed=11),
    Shot("plain_es", "shampoo_es", seed=12, table="marble", light="lamp"),
    Shot("plain_fr", "sunscreen_fr", seed=13, table="slate"),
    Shot("biscuit", "biscuit_es", seed=14, font="DejaVuSansCondensed.ttf", table="cloth"),
    Shot("tilted_es", "gel_es", seed=15, tilt=9, perspective=0.07),
    Shot("tilted_fr", "mascara_fr", seed=16, tilt=-11, perspective=0.09, table="tile"),
    Shot("curved_en", "mask_en", seed=17, curve=0.9, light="lamp"),
    Shot("curved_es", "conditioner_es", seed=18, curve=1.05, table="walnut"),
    Shot("small_en", "bread_en", seed=19, size=22, table="marble"),
    Shot("small_fr", "spread_fr", seed=20, size=21, font="DejaVuSans.ttf"),
    Shot("columns_es", "yogurt_es", seed=21, columns=True, size=26),
    Shot("columns_en", "candy_en", seed=22, columns=True, size=26, tilt=3, table="slate"),
    Shot("pale_es", "chips_es", seed=23, contrast=0.3, light="shade"),
    Shot("pale_fr", "deodorant_fr", seed=24, contrast=0.25, table="marble"),
    Shot("upside_down_en", "icecream_en", seed=25, turn=180),
    Shot("sideways_es", "sausage_es", seed=26, turn=90, table="walnut"),
    Shot("white_on_dark", "toothpaste_es", seed=27, dark=True),
    Shot("below_en", "cream_en", seed=31, curve=0.9, below=True),
    Shot("bent_tilted_es", "shampoo_es", seed=32, curve=0.9, tilt=6, table="cloth"),
    Shot("soft_en", "bread_en", seed=33, blur=2.2, size=30, table="slate"),
    Shot("dim_fr", "soup_fr", seed=34, contrast=0.35, light="shade", size=26, table="walnut"),
    Shot("bent_sideways_es", "gel_es", seed=35, curve=0.8, turn=270, table="marble"),
    Shot(
        "serif_es",
        "sauce_es",
        seed=36,
        size=21,
        columns=True,
        font="LiberationSerif-Regular.ttf",
        blur=1.0,
    ),
    Shot("new_en", "handcream_en", "held_out", seed=41, curve=0.8, tilt=2, table="marble"),
    Shot("new_es", "galleta_es", "held_out", seed=42, size=26, turn=180, light="lamp"),
    Shot("new_fr", "lait_fr", "held_out", seed=43, size=28, columns=True, tilt=-5),
    Shot("tonic", "tonic_en", "unseen", seed=51, curve=1.0, tilt=-4, table="slate", light="shade"),
    Shot("champu", "champu_es", "unseen", seed=52, size=27, turn=90, table="tile"),
    Shot("vernis", "vernis_fr", "unseen", seed=53, contrast=0.32, tilt=7, perspective=0.06),
    Shot("granola", "granola_en", "unseen", seed=54, size=24, columns=True, turn=180, light="lamp"),
    Shot(
        "atun",
        "atun_es",
        "unseen",
        seed=55,
        curve=0.85,
        below=True,
        size=29,
        font="DejaVuSansCondensed.ttf",
        table="cloth",
    ),
    Shot(
        "compote",
        "compote_fr",
        "unseen",
        seed=56,
        dark=True,
        size=22,
        blur=1.3,
        font="LiberationSerif-Regular.ttf",
    ),
)
