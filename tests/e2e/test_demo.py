"""The walk of `make demo` from end to end, in a process of its own."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from infra.local.settings import ROOT

_VOID = {"meta", "img", "link", "br", "hr", "input"}
_ADDRESSES = {"href", "src", "srcset", "action", "poster", "data"}
_PATIENCE = 200


@dataclass
class Page(HTMLParser):
    """A page read strictly: what is opened is closed, in order, and ids are used once."""

    open: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    without_alt: int = 0
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        said = dict(attrs)
        self.ids += [said["id"] or ""] if "id" in said else []
        self.addresses += [value or "" for name, value in attrs if name in _ADDRESSES]
        self.without_alt += tag == "img" and not said.get("alt")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _demo(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.demo", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "160", **environment},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )


def _foods_on(screen: str) -> list[str]:
    """The first column of the table, whose rows are those with a confidence."""
    return [re.split(r"\s{2,}", line.strip())[0] for line in screen.splitlines() if "━" in line]


@pytest.mark.parametrize(
    ("arguments", "language", "count", "heading"),
    [
        (["--language", "es"], "es", r"(\d+) alimentos en receipt\.jpg", "salvan de la basura"),
        ([], "en", r"(\d+) foods in receipt\.jpg", "keep from the bin"),
    ],
)
def test_walks_from_the_receipt_to_the_report(
    arguments: list[str], language: str, count: str, heading: str, tmp_path: Path
) -> None:
    done = _demo(*arguments, "--report", str(tmp_path), LC_ALL="C.UTF-8")

    assert done.returncode == 0, done.stdout + done.stderr
    counted = re.search(count, done.stdout)
    foods = _foods_on(done.stdout)
    assert counted
    assert len(foods) == int(counted[1]) >= 10
    assert (tmp_path / "index.html").as_uri() in done.stdout

    source = (tmp_path / "index.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(source)
    page.close()
    assert page.open == []
    assert f'<html lang="{language}">' in source
    assert heading in page.text
    assert len(page.ids) == len(set(page.ids))
    assert page.without_alt == 0
    for place, food in enumerate(foods, 1):
        assert f"food-{place}" in page.ids
        assert food in page.text


def test_the_report_stands_on_its_own(tmp_path: Path) -> None:
    assert _demo("--language", "es", "--report", str(tmp_path)).returncode == 0

    source = (tmp_path / "index.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(source)
    inside = {f"#{one}" for one in page.ids}
    files = {path.name for path in tmp_path.iterdir()}
    assert set(page.addresses) <= inside | files
    assert "://" not in source
    assert "url(" not in source
    pictures = sorted(tmp_path.glob("*.webp"))
    assert len(pictures) == 3
    for path in pictures:
        with Image.open(path) as picture:
            picture.load()
            assert (picture.format, picture.size) == ("WEBP", (1024, 1024))


@pytest.mark.parametrize(("language", "says"), [("es", "no es una foto"), ("en", "is not a photo")])
def test_a_text_is_no_photo(language: str, says: str, tmp_path: Path) -> None:
    text = tmp_path / "list.txt"
    text.write_text("milk, eggs, bread")

    done = _demo(str(text), "--language", language, "--report", str(tmp_path / "report"))

    assert done.returncode == 1
    assert f"{text} {says}" in done.stdout
    assert not (tmp_path / "report").exists()


def test_a_missing_photo_is_said(tmp_path: Path) -> None:
    done = _demo(str(tmp_path / "nothing.jpg"), "--language", "en")

    assert done.returncode == 1
    assert "There is no file" in done.stdout


def test_an_unreadable_photo_gets_the_advice_of_the_api(tmp_path: Path) -> None:
    photo = tmp_path / "wall.jpg"
    Image.new("RGB", (800, 800), "white").save(photo)

    done = _demo(str(photo), "--language", "en", "--report", str(tmp_path / "report"))

    assert done.returncode == 1
    assert "Take it again closer" in done.stdout
    assert "422 image_not_readable" in done.stdout
