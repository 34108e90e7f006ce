"""The rules of what a kitchen saved, method 2.

What is counted. A movement of eating or throwing away is counted once, on the day it was for the
person who did it, in the commit that stores it; undoing it takes it off that same day. Weights come
from the catalog's densities and piece weights; kg CO2e, litres and m2 from its figures per kilogram
(Poore & Nemecek, Science 2018, global means); money is the share of the price the lot was given.
What has no weight, no figure or no price is counted apart and never as zero. What is no food, a
cosmetic for instance, is not counted; nor is what is eaten of a dish, since what went into it was
counted when it was cooked, while what is thrown away of it is waste.

Rescued is what was eaten in its last days: with `EXPIRING_DAYS` or fewer left, or past a
best-before date; never past a use-by date. It is a fact of the kitchen, and no claim.

Saved is the claim, by comparison with an average household:

    saved = min(rescued, max(0, BASELINE x (eaten + thrown away) - thrown away))

An average household throws away the share `BASELINE` of what it takes home. What this kitchen threw
away less than that was saved, and never more than it really ate in its last days: who buys little
and eats it fresh saved nothing by this rule, though they wasted nothing either. Each figure is
judged by the same rule on its own sums. A period is judged as a whole, so that a bad month is set
against good ones, and its weeks or months need not add up to it.

`BASELINE` is 8 %, from three published figures:

- 19 % of the food available to consumers was wasted in 2022, 60 % of that by households (UNEP, Food
  Waste Index Report 2024; 79 kg per person and year): 11.4 % of the food available.
- That holds peel and bones too. Of the 6.4 million tonnes UK households threw away in 2021, 4.7
  could have been eaten (WRAP, 23 November 2023), 73 %: 11.4 % x 73 % = 8.4 %, rounded down.
- WRAP measured more: those 4.7 million tonnes are 12 % of what UK homes bought. The smaller figure
  is taken, so that the claim is rather too small than too large.

A comparison a person understands: a kilometre by car is 249 g CO2 (US EPA, EPA-420-F-23-014: 400 g
a mile; a smaller car would make the figure larger), a shower is 59.8 litres (Residential End Uses
of Water Study 2016: 15.8 US gallons).

When a rule changes, `METHOD` changes with it, and every answer names the one it was made by.
"""

from decimal import Decimal

from pydantic import Field

from shared.domain.model import Model, Thousandths
from shared.domain.tally import ZERO, Tally
from shared.domain.units import rounded

METHOD = "2"
BASELINE = Decimal("0.08")
CO2E_KG_PER_CAR_KM = Decimal("0.249")
LITRES_PER_SHOWER = Decimal("59.8")


class Saved(Model):
    """Grams, kg CO2e, litres of fresh water, m2 of land, and money by currency."""

    grams: Thousandths = ZERO
    co2e_kg: Thousandths = ZERO
    water_l: Thousandths = ZERO
    land_m2: Thousandths = ZERO
    value: dict[str, Thousandths] = Field(default_factory=dict)


def saved_of(eaten: Tally, rescued: Tally, wasted: Tally) -> Saved:
    """What was saved of a period, see above."""

    def figure(name: str) -> Decimal:
        return _saved(getattr(eaten, name), getattr(rescued, name), getattr(wasted, name))

    value = {
        code: _saved(eaten.value.get(code, ZERO), amount, wasted.value.get(code, ZERO))
        for code, amount in rescued.value.items()
    }
    return Saved(
        grams=figure("grams"),
        co2e_kg=figure("co2e_kg"),
        water_l=figure("water_l"),
        land_m2=figure("land_m2"),
        value={code: amount for code, amount in value.items() if amount},
    )


def _saved(eaten: Decimal, rescued: Decimal, wasted: Decimal) -> Decimal:
    spared = BASELINE * (eaten + wasted) - wasted
    return rounded(min(rescued, max(ZERO, spared)))
