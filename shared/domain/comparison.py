"""Figures of the planet in everyday terms; the rates and their sources stand in `saving`."""

from enum import StrEnum

from shared.domain.language import Language, Text
from shared.domain.model import Model, Thousandths
from shared.domain.saving import CO2E_KG_PER_CAR_KM, LITRES_PER_SHOWER, Saved
from shared.domain.spoken_figure import spoken
from shared.domain.units import rounded


class Measure(StrEnum):
    CAR_KM = "car_km"
    SHOWERS = "showers"


class Comparison(Model):
    """`text` is a sentence in the reader's language."""

    measure: Measure
    amount: Thousandths
    text: str
    source: str


_TEXTS = {
    Measure.CAR_KM: Text(
        "El CO2e que ahorraste es el de {} km en coche.",
        "The CO2e you saved is that of {} km by car.",
    ),
    Measure.SHOWERS: Text(
        "El agua que ahorraste equivale a {} duchas.",
        "The water you saved equals {} showers.",
    ),
}
_SOURCES = {
    Measure.CAR_KM: "US EPA, EPA-420-F-23-014 (2023): 400 g CO2 / mile",
    Measure.SHOWERS: "Residential End Uses of Water Study (2016): 59.8 l / shower",
}


def comparisons(saved: Saved, language: Language) -> list[Comparison]:
    """None for what nothing was saved of."""
    amounts = {
        Measure.CAR_KM: rounded(saved.co2e_kg / CO2E_KG_PER_CAR_KM),
        Measure.SHOWERS: rounded(saved.water_l / LITRES_PER_SHOWER),
    }
    return [
        Comparison(
            measure=measure,
            amount=amount,
            text=_TEXTS[measure].of(language).format(spoken(amount, language)),
            source=_SOURCES[measure],
        )
        for measure, amount in amounts.items()
        if amount
    ]
