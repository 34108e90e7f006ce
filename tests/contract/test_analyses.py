"""What every store of a kitchen's analyses does, the fake and Firestore alike."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.errors import AlreadyExists, Invalid, NotFound
from shared.domain.labels.analysis import Sentence
from shared.domain.labels.feedback import LabelFeedback, LabelVerdict, Wrong, WrongPart, stored
from shared.domain.labels.kinds import Contact, ProductType, Verdict
from shared.domain.labels.stored import Judgement, StoredAnalysis, Told
from shared.domain.language import Language
from shared.ports.labels import Analyses
from shared.wiring import Wiring
from tests.fakes.labels import FakeAnalyses
from tests.samples import NOW


def analysis(**changes: Any) -> StoredAnalysis:
    values: dict[str, Any] = {
        "id": "a1",
        "name": "Crema",
        "asked_type": ProductType.COSMETIC,
        "use": Contact.LEAVE_ON,
        "text": "Ingredients: Aqua, Parfum",
        "names": None,
        "ocr_engine": "rapidocr",
        "degraded": False,
        "told": Told(
            engine="gemini",
            language=Language.ES,
            sentences=[Sentence(text="Una frase.", rests_on=["a.b"])],
        ),
        "product_type": ProductType.COSMETIC,
        "ingredients": 2,
        "first": Judgement(
            verdict=Verdict.CAUTION,
            score=85,
            coverage=0.667,
            formula_version="1",
            tables_version="t",
        ),
        "created_at": NOW,
        "fingerprint": "f",
    }
    return StoredAnalysis.model_validate(values | changes)


@pytest.fixture
def analyses(emulated: Wiring | None, kitchen_id: str) -> Analyses:
    return emulated.analyses(kitchen_id) if emulated else FakeAnalyses()


def test_it_is_stored_once_and_read_back_exactly(analyses: Analyses) -> None:
    assert analyses.repeated("a1", "f") is None
    assert analyses.save(analysis()) == analysis()
    assert analyses.save(analysis(name="Otra")) == analysis()
    assert analyses.get("a1") == analysis()
    assert analyses.repeated("a1", "f") == analysis()
    with pytest.raises(AlreadyExists):
        analyses.save(analysis(fingerprint="g"))
    with pytest.raises(AlreadyExists):
        analyses.repeated("a1", "g")
    with pytest.raises(NotFound):
        analyses.get("a2")


def test_they_are_listed_newest_first(analyses: Analyses) -> None:
    for number in range(3):
        later = NOW + timedelta(minutes=number)
        analyses.save(analysis(id=f"a{number}", created_at=later))
    first = analyses.page(2, None)
    assert [one.id for one in first.items] == ["a2", "a1"]
    rest = analyses.page(2, first.next_cursor)
    assert ([one.id for one in rest.items], rest.next_cursor) == (["a0"], None)
    with pytest.raises(Invalid):
        analyses.page(2, "nonsense")


def test_feedback_is_kept_for_each_person(analyses: Analyses) -> None:
    wrong = LabelFeedback(
        verdict=LabelVerdict.WRONG, wrong=[WrongPart(what=Wrong.NAME, position=1)]
    )
    given = stored(wrong, "a1", "ana", NOW)
    analyses.save_feedback(given)
    analyses.save_feedback(given)
    assert given.id != stored(wrong, "a1", "bea", NOW).id
    assert given.id == stored(wrong, "a1", "ana", NOW).id
