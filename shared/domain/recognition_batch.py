"""A recognition in the background: one part per photo, each done on its own."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from pydantic import Field

from shared.domain.language import Language
from shared.domain.model import Model
from shared.domain.progress import Progress, WorkStatus
from shared.domain.recognition import RecognitionKind
from shared.domain.recognition_result import (
    Detail,
    Recognition,
    SeenBarcode,
    SeenImage,
    SeenItem,
    SeenReceipt,
)

_MOST_ITEMS = 100
# All parts stand in one document, which may have 1 MiB.
_MOST_BYTES = 800_000
QUEUED, RUNNING = WorkStatus.QUEUED, WorkStatus.RUNNING
DONE, FAILED = WorkStatus.DONE, WorkStatus.FAILED


class Part(Model):
    """What came of one photo; `attempt` counts the times it was queued, `reason` is the code of
    what made it fail, `left_out` how many items found no room."""

    status: WorkStatus = QUEUED
    attempt: int = 1
    reason: str | None = None
    kind: RecognitionKind | None = None
    engine: str | None = None
    degraded: bool = False
    items: list[SeenItem] = Field(default_factory=list)
    receipt: SeenReceipt | None = None
    barcodes: list[SeenBarcode] = Field(default_factory=list)
    left_out: int = 0


class Batch(Model):
    """The request and its parts by `part_name`, as they are stored; `asked_on` is the day it was
    for the person who asked."""

    id: str
    asked: RecognitionKind
    detail: Detail
    language: Language
    images: list[SeenImage]
    parts: Mapping[str, Part]
    created_at: datetime
    asked_on: date | None = None
    version: str = ""

    def part(self, place: int) -> Part:
        return self.parts[part_name(place)]

    def repeats(self, other: "Batch") -> bool:
        """Whether the same was asked of the same photos."""
        return self._question() == other._question()

    def _question(self) -> tuple[object, ...]:
        return self.asked, self.detail, self.language, [image.id for image in self.images]

    def failed(self) -> list[int]:
        """The places of the photos that failed."""
        return [n for n in range(len(self.images)) if self.part(n).status is FAILED]

    def requeued(self, places: list[int]) -> Self:
        again = {part_name(n): Part(attempt=self.part(n).attempt + 1) for n in places}
        return self.model_copy(update={"parts": {**self.parts, **again}})

    def shown(self) -> Recognition:
        """The recognition as it is now. Items of a photo that was tried again come last, so that
        the places of those shown before stay."""
        parts = [self.part(place) for place in range(len(self.images))]
        done = [n for n, part in enumerate(parts) if part.status is DONE]
        done.sort(key=lambda n: (parts[n].attempt, n))
        first = parts[done[0]] if done else Part()
        return Recognition(
            id=self.id,
            kind=first.kind or self.asked,
            status=_status(parts),
            engine=first.engine or "",
            degraded=any(parts[n].degraded for n in done),
            items=[_placed(item, n) for n in done for item in parts[n].items],
            images=[_told(image, parts[n]) for n, image in enumerate(self.images)],
            receipt=next((parts[n].receipt for n in done if parts[n].receipt), None),
            created_at=self.created_at,
            barcodes=[_at(code, n) for n in done for code in parts[n].barcodes],
            progress=Progress(done=len(done), failed=len(self.failed()), total=len(parts)),
        )


def fitting(items: list[SeenItem], parts: int) -> list[SeenItem]:
    """As many of the items as one of so many parts has room for. Ideas and tips go first: they can
    be had again, an item cannot."""
    room = _MOST_BYTES // parts
    items = items[:_MOST_ITEMS]
    if _size(items) > room:
        items = [one.model_copy(update={"ideas": [], "tips": []}) for one in items]
    while _size(items) > room:
        items = items[: len(items) * 9 // 10]
    return items


def _size(items: list[SeenItem]) -> int:
    return sum(len(one.model_dump_json().encode()) for one in items)


def part_name(place: int) -> str:
    return f"p{place}"


def _status(parts: list[Part]) -> WorkStatus:
    states = {part.status for part in parts}
    if QUEUED in states:
        return QUEUED if states == {QUEUED} else RUNNING
    return DONE if DONE in states else FAILED


def _at(code: SeenBarcode, place: int) -> SeenBarcode:
    return code.model_copy(update={"image": place})


def _placed(item: SeenItem, place: int) -> SeenItem:
    if item.box is None:
        return item
    return item.model_copy(update={"box": item.box.model_copy(update={"image": place})})


def _told(image: SeenImage, part: Part) -> SeenImage:
    told = {"status": part.status, "reason": part.reason, "left_out": part.left_out}
    return image.model_copy(update=told)
