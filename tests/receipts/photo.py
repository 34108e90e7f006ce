"""What a phone sees: a sheet on a table, light and shadow, a lens, a sensor and a JPEG encoder.

Colours are float arrays in 0..1, shape (height, width, 3), red first.
"""

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.receipts.paper import Flat, Plane, clouds

Colours = NDArray[np.float64]

SIZE = (1920, 1440)
LARGEST = 390_000


def _tinted(plane: Plane, dark: tuple[int, int, int], light: tuple[int, int, int]) -> Colours:
    low, high = np.array(dark) / 255, np.array(light) / 255
    return low + np.clip(plane, 0, 1)[..., None] * (high - low)


def _wood(
    rng: np.random.Generator, dark: tuple[int, int, int], light: tuple[int, int, int]
) -> Colours:
    height, width = SIZE
    stretched = cv2.resize(clouds((height, width // 12), 90, rng, 4), (width, height))
    rings = 0.5 + 0.5 * np.sin(np.asarray(stretched) * 38)
    pores = cv2.resize(rng.random((height, width // 30)), (width, height))
    plane = 0.55 * np.asarray(stretched) + 0.25 * rings + 0.2 * np.asarray(pores)
    board = height // 3
    shade = 0.9 + 0.2 * rng.random(4)
    for index in range(4):
        plane[index * board : (index + 1) * board] *= shade[index]
    for seam in range(board, height, board):
        plane[seam - 2 : seam + 2] *= 0.35
    return _tinted(plane, dark, light)


def _marble(rng: np.random.Generator) -> Colours:
    veins = np.abs(clouds(SIZE, 520, rng, 7) - 0.5)
    plane = 0.66 + 0.3 * clouds(SIZE, 300, rng, 5) - 0.22 * np.exp(-((veins / 0.008) ** 2))
    return _tinted(plane, (88, 86, 88), (226, 223, 219))


def _cloth(rng: np.random.Generator) -> Colours:
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    weave = 0.5 + 0.25 * np.sin(xs * 1.3) + 0.25 * np.sin(ys * 1.3)
    checks = 0.45 * ((xs // 150) % 2) + 0.45 * ((ys // 150) % 2)
    plane = 0.75 * checks + 0.2 * weave + 0.12 * clouds(SIZE, 300, rng)
    return _tinted(1 - plane, (126, 40, 38), (222, 210, 196))


def _tile(rng: np.random.Generator) -> Colours:
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    grout = (xs % 410 < 9) | (ys % 410 < 9)
    tone = rng.random((6, 6))[ys // 410, xs // 410]
    plane = np.where(grout, 0.1, 0.55 + 0.18 * tone + 0.22 * clouds(SIZE, 60, rng))
    return _tinted(plane, (70, 60, 56), (188, 122, 92))


def _slate(rng: np.random.Generator) -> Colours:
    plane = 0.6 * clouds(SIZE, 260, rng, 6) + 0.25 * rng.random(SIZE)
    return _tinted(plane, (34, 37, 42), (96, 100, 106))


def table(kind: str, rng: np.random.Generator) -> Colours:
    """A surface under the receipt: oak, walnut, marble, cloth, tile or slate."""
    match kind:
        case "oak":
            return _wood(rng, (112, 76, 44), (206, 164, 112))
        case "walnut":
            return _wood(rng, (50, 32, 22), (120, 82, 56))
        case "marble":
            return _marble(rng)
        case "cloth":
            return _cloth(rng)
        case "tile":
            return _tile(rng)
        case _:
            return _slate(rng)


def _corners(
    shape: tuple[int, int], tilt: float, perspective: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Where the sheet's four corners land in the photo, clockwise from the top left."""
    height, width = shape
    scale = min(0.93 * SIZE[0] / height, 0.84 * SIZE[1] / width)
    half = np.array([width, height]) * scale / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    angle = np.deg2rad(tilt)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    lean = 1 + perspective * np.array([-1, -1, 1, 1]) * 0.5
    skew = rng.uniform(-0.3, 0.3, (4, 2)) * perspective * half
    placed = (corners * lean[:, None]) @ turn.T + skew
    # Tilting makes the sheet wider than planned: it must stay inside the frame.
    reach = np.abs(placed).max(axis=0) / (np.array([SIZE[1], SIZE[0]]) / 2)
    placed *= min(1.0, 0.97 / reach.max())
    centre = np.array([SIZE[1], SIZE[0]]) / 2
    return np.asarray(placed + centre, dtype=np.float32)


def lay(
    sheet: Flat, surface: Colours, tilt: float, perspective: float, rng: np.random.Generator
) -> Colours:
    """The sheet on the surface, with the shadow it throws."""
    height, width = sheet.brightness.shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    target = _corners((height, width), tilt, perspective, rng)
    matrix = cv2.getPerspectiveTransform(source, target)
    size = (SIZE[1], SIZE[0])
    paper = np.asarray(cv2.warpPerspective(sheet.brightness, matrix, size, flags=cv2.INTER_AREA))
    mask = np.asarray(cv2.warpPerspective(sheet.mask, matrix, size, flags=cv2.INTER_LINEAR))
    shift = np.array([[1, 0, 10], [0, 1, 14]], dtype=np.float32)
    fallen = cv2.warpAffine(mask, shift, size)
    wide = np.asarray(cv2.GaussianBlur(fallen, (0, 0), 16))
    tight = np.asarray(cv2.GaussianBlur(mask, (0, 0), 5))
    ground = surface * (1 - 0.42 * wide - 0.2 * tight * (1 - mask))[..., None]
    warm = np.array([0.985, 0.972, 0.945])
    covered = mask[..., None]
    return np.asarray(ground * (1 - covered) + paper[..., None] * warm * covered)


def _hand_shadow(rng: np.random.Generator) -> Plane:
    """The phone and the arm that holds it, between the lamp and the table."""
    height, width = SIZE
    plane = np.zeros(SIZE)
    left = rng.uniform(0.15, 0.5) * width
    corners = [
        [left, height * 0.55],
        [left + width * 0.45, height * 0.5],
        [width * 1.1, height * 1.1],
        [left - width * 0.1, height * 1.1],
    ]
    cv2.fillPoly(plane, [np.array(corners, dtype=np.int32)], 1.0)
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), 75))


def light(kind: str, rng: np.random.Generator) -> Colours:
    """Factors of the light that falls on the scene: window, lamp or shade."""
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    across, down = xs / SIZE[1], ys / SIZE[0]
    if kind == "window":
        side = rng.choice([across, 1 - across])
        plane = 1.08 - 0.25 * side - 0.08 * down
        frame = np.asarray(
            cv2.GaussianBlur(((xs + 0.5 * ys) % 900 > 760).astype(float), (0, 0), 45)
        )
        return np.asarray((plane - 0.1 * frame)[..., None] * np.array([0.97, 1.0, 1.03]))
    if kind == "lamp":
        x, y = rng.uniform(0.3, 0.7), rng.uniform(0.2, 0.5)
        away = np.sqrt((across - x) ** 2 + (down - y) ** 2)
        return np.asarray((1.1 - 0.42 * away)[..., None] * np.array([1.03, 0.97, 0.87]))
    plane = 0.97 - 0.12 * across - 0.33 * _hand_shadow(rng)
    return np.asarray(plane[..., None] * np.array([0.98, 0.99, 1.0]))


def develop(
    scene: Colours, rng: np.random.Generator, blur: float = 0.75, noise: float = 0.012
) -> Colours:
    """Lens and sensor: soft focus, darker corners, shot noise, then the phone's sharpening."""
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    away = ((xs / SIZE[1] - 0.5) ** 2 + (ys / SIZE[0] - 0.5) ** 2) * 2
    seen = np.asarray(cv2.GaussianBlur(scene * (1 - 0.16 * away)[..., None], (0, 0), blur))
    grain = rng.normal(0, noise, scene.shape[:2])[..., None] + rng.normal(0, noise / 2, scene.shape)
    noisy = np.clip(seen + grain * np.sqrt(np.clip(seen, 0.02, 1)), 0, 1)
    soft = np.asarray(cv2.GaussianBlur(noisy, (0, 0), 1.6))
    return np.asarray(np.clip(noisy + 0.35 * (noisy - soft), 0, 1))


def encoded(picture: Colours) -> bytes:
    """A JPEG under `LARGEST` bytes, at the best quality that allows it."""
    image = Image.fromarray((picture * 255).round().astype(np.uint8))
    for quality in range(82, 20, -4):
        target = io.BytesIO()
        image.save(target, "JPEG", quality=quality, optimize=True)
        if target.tell() < LARGEST:
            break
    return target.getvalue()
