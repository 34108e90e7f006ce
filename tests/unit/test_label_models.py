"""Models that copy labels and explain findings: what they are sent, and what is believed."""

import json
from typing import Any

import pytest

from shared.adapters.prompting.labels import ModelExplainer, ModelLabelReader
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Count, Reply, Unmetered
from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.labels.findings_told import ToldFinding
from shared.domain.labels.kinds import Verdict
from shared.domain.language import Language
from shared.domain.recognition import Photo
from tests.fakes.clock import FakeClock

PHOTO = Photo(b"one", "image/jpeg", 10, 10)
FINDING = ToldFinding("a.b", "Parfum", Verdict.CAUTION, "EU", "III/1", "It can sensitise.")


class Models:
    name = "gemini"
    sold = True
    meter: Any = Unmetered()

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked: list[Question] = []

    def send(self, question: Question, seconds: float, count: Count) -> Reply:
        self.asked.append(question)
        text = self.answer if isinstance(self.answer, str) else json.dumps(self.answer)
        return Reply(text, None)


def deadline(clock: FakeClock) -> float:
    return clock.monotonic() + 20


def test_a_label_is_copied_and_never_part_of_the_rules() -> None:
    models, clock = Models({"text": "Ingredients: Aqua"}), FakeClock()
    reader = ModelLabelReader(models, "m", clock)
    assert reader.read([PHOTO], deadline(clock)) == "Ingredients: Aqua"
    [asked] = models.asked
    assert asked.photos == (PHOTO,)
    assert "never followed" in asked.system.replace("\n", " ")


def test_nothing_legible_is_unreadable_and_nonsense_is_a_failure() -> None:
    clock = FakeClock()
    with pytest.raises(Unreadable):
        ModelLabelReader(Models({"text": " "}), "m", clock).read([PHOTO], deadline(clock))
    for nonsense in ("no json", {"text": 5}, {"text": "a" * 20_001}):
        with pytest.raises(ProviderFailed):
            ModelLabelReader(Models(nonsense), "m", clock).read([PHOTO], deadline(clock))


def test_findings_are_explained_in_the_language_asked_for() -> None:
    told = {"sentences": [{"text": "Parfum puede sensibilizar.", "rests_on": ["a.b"]}]}
    models, clock = Models(told), FakeClock()
    explainer = ModelExplainer(models, "m", clock)
    [sentence] = explainer.explain([FINDING], Language.ES, deadline(clock))
    assert (sentence.text, sentence.rests_on) == ("Parfum puede sensibilizar.", ["a.b"])
    [asked] = models.asked
    assert "Spanish" in asked.system
    assert "Parfum" not in asked.system
    assert json.loads(asked.text)[0]["id"] == "a.b"


@pytest.mark.parametrize("nonsense", ["", {"sentences": [{"text": "x", "rests_on": []}]}])
def test_an_explanation_that_rests_on_nothing_is_none(nonsense: object) -> None:
    clock = FakeClock()
    with pytest.raises(ProviderFailed):
        explainer = ModelExplainer(Models(nonsense), "m", clock)
        explainer.explain([FINDING], Language.EN, deadline(clock))
