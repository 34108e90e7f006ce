"""Pieces of text joined into lines, upright and tilted."""

from math import cos, radians, sin

import pytest

from shared.domain.receipt_lines import Point, TextPiece, joined, skew


def piece(text: str, x: float, y: float, width: float, tilt: float = 0) -> TextPiece:
    """A piece 20 pixels high at (x, y) of a page that is then turned by `tilt` degrees."""
    angle = radians(tilt)
    corners = ((x, y), (x + width, y), (x + width, y + 20), (x, y + 20))
    a, b, c, d = (
        Point(px * cos(angle) - py * sin(angle), px * sin(angle) + py * cos(angle))
        for px, py in corners
    )
    return TextPiece(text, 0.9, (a, b, c, d))


@pytest.mark.parametrize("tilt", [-8, -3, 0, 2, 8])
def test_a_name_and_its_price_far_right_are_one_line(tilt: float) -> None:
    pieces = [
        piece("4,85", 620, 100, 60, tilt),
        piece("PECHUGA POLLO", 0, 100, 200, tilt),
        piece("1,75", 620, 130, 60, tilt),
        piece("AJO MORADO", 0, 130, 160, tilt),
    ]

    lines = joined(pieces, 800, 600)

    assert [line.text for line in lines] == ["PECHUGA POLLO  4,85", "AJO MORADO  1,75"]


def test_tilt_is_that_of_the_long_pieces() -> None:
    pieces = [piece("LECHE ENTERA 1L", 0, y, 300, 5) for y in (0, 40, 80)]

    assert skew([*pieces, piece("1", 400, 0, 10, 45)]) == pytest.approx(radians(5))


def test_no_pieces_are_no_lines() -> None:
    assert joined([], 100, 100) == []


def test_boxes_are_parts_of_the_picture() -> None:
    (line,) = joined([piece("PAN", 100, 50, 300), piece("0,60", 500, 50, 100)], 1000, 500)

    assert line.box == pytest.approx((0.1, 0.1, 0.5, 0.04))
    assert line.confidence == pytest.approx(0.9)
