"""Photographs in which there is no receipt to read."""

import cv2
import numpy as np

from tests.receipts.paper import clouds
from tests.receipts.photo import SIZE, Colours, develop, light


def _landscape(rng: np.random.Generator) -> Colours:
    """Hills under an evening sky."""
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    down = (ys / SIZE[0])[..., None]
    sky = np.array([0.45, 0.62, 0.9]) * (1 - down) + np.array([1.0, 0.78, 0.55]) * down
    scene = sky + 0.15 * (clouds(SIZE, 500, rng, 5) ** 3)[..., None]
    away = np.hypot(xs - 1000, ys - 700)
    scene += np.exp(-((away / 90) ** 4))[..., None] * np.array([0.5, 0.4, 0.2])
    for ridge, tone in enumerate((0.5, 0.36, 0.22)):
        crest = SIZE[0] * (0.45 + 0.15 * ridge) + 130 * np.sin(xs / (310 - 60 * ridge) + ridge * 2)
        crest -= 80 * clouds((1, SIZE[1]), 220, rng, 5)
        grass = tone + 0.14 * clouds(SIZE, 26, rng)
        hill = grass[..., None] * np.array([0.75, 1.0, 0.6])
        scene = np.where((ys > crest)[..., None], hill, scene)
    return np.asarray(scene)


def _wall(rng: np.random.Generator) -> Colours:
    """Rough white plaster."""
    plane = 0.78 + 0.06 * clouds(SIZE, 24, rng) + 0.06 * clouds(SIZE, 500, rng)
    return np.asarray(plane[..., None] * np.array([1.0, 0.97, 0.92]) * light("window", rng))


def _cat(rng: np.random.Generator) -> Colours:
    """A striped animal asleep on the bill, too close to the lens."""
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    hair = cv2.resize(rng.random((SIZE[0] // 18, SIZE[1])), (SIZE[1], SIZE[0]))
    stripes = 0.5 + 0.5 * np.sin(xs / 55 + 5 * clouds(SIZE, 420, rng))
    fur = 0.3 + 0.3 * np.asarray(hair) + 0.3 * stripes
    scene = fur[..., None] * np.array([0.85, 0.6, 0.38])
    for x in (500, 940):
        eye = np.hypot((xs - x) / 95, (ys - 760) / 70)
        pupil = np.hypot((xs - x) / 22, (ys - 760) / 66)
        scene = np.where((eye < 1)[..., None], np.array([0.62, 0.7, 0.2]), scene)
        scene = np.where((pupil < 1)[..., None], 0.04, scene)
    nose = np.hypot((xs - 720) / 60, (ys - 1050) / 40)
    scene = np.where((nose < 1)[..., None], np.array([0.75, 0.45, 0.45]), scene)
    return np.asarray(scene * light("lamp", rng))


def scenes() -> dict[str, Colours]:
    """Each picture by its name."""
    made = {}
    for seed, (name, draw) in enumerate(
        {"no_landscape": _landscape, "no_wall": _wall, "no_cat": _cat}.items()
    ):
        rng = np.random.default_rng(900 + seed)
        made[name] = develop(np.clip(draw(rng), 0, 1), rng)
    return made
