"""How well photographed labels are read: `python -m infra.bench.label_photos [--wrong] [NAME ...]`.

The `held_out` photographs were drawn, and their texts written, after the last change to how photos
are read. The reader is the embedded one, on photos that were cleaned as uploads are; `seconds` is
the time of cleaning, reading and naming together.
"""

import sys
import time
from collections import defaultdict

from infra.bench.labels import row
from shared.adapters.embedded_labels import EmbeddedLabelReader
from shared.adapters.pillow_photos import PillowPhotoCleaner
from shared.adapters.rapid_ocr.reader import RapidOcrReader
from shared.catalog.substances import load
from shared.clock import SystemClock
from shared.domain.errors import Unreadable
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.reading import read
from tests.labels.photos.shots import SHOTS
from tests.labels.truth import Agreement, agreement


def main(arguments: list[str]) -> int:
    chosen = [one for one in arguments if not one.startswith("--")]
    dictionary = Dictionary(load())
    clock, cleaner = SystemClock(), PillowPhotoCleaner(40_000_000)
    reader = EmbeddedLabelReader("rapidocr", RapidOcrReader(), clock)
    groups: dict[str, Agreement] = defaultdict(Agreement)
    print(f"{'photos':20} labels  printed   recall  precision  resolved     wrong  type")
    slowest = 0.0
    for shot in SHOTS:
        if chosen and shot.name not in chosen:
            continue
        truth, start = shot.truth(), time.perf_counter()
        try:
            photo = cleaner.clean(shot.image.read_bytes(), "image")
            text = reader.read([photo], clock.monotonic() + 60)
        except Unreadable:
            text = ""
        found = agreement(read(text, dictionary), truth)
        seconds = time.perf_counter() - start
        slowest = max(slowest, seconds)
        groups[shot.group] = groups[shot.group].plus(found)
        print(f"{row(shot.name, found)} {seconds:6.2f} s")
        if "--wrong" in arguments:
            print("\n".join(found.notes), end="\n" if found.notes else "")
        if "--text" in arguments:
            print(text)
    total = Agreement()
    for name, found in groups.items():
        print(row(name, found))
        total = total.plus(found)
    print(f"{row('all', total)} {slowest:6.2f} s at most")
    return 0 if total.recall >= 0.95 and total.precision >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
