"""The report on disk: one page and its pictures beside it."""

from pathlib import Path

from infra.demo import texts
from infra.demo.failure import DemoError
from infra.demo.page import page_of
from infra.demo.story import Story
from infra.demo.words import Words

_PHOTO = "receipt.jpg"
_PAGE = "index.html"


def write(story: Story, folder: Path, words: Words) -> Path:
    """Write the page; returns where it is."""
    pictures = {one.id: f"dish-{place}.webp" for place, one in enumerate(story.recipes, 1)}
    page = folder / _PAGE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        story.photo.copy_to(folder / _PHOTO)
        for recipe_id, data in story.pictures.items():
            (folder / pictures[recipe_id]).write_bytes(data)
        page.write_text(page_of(story, _PHOTO, pictures, words), encoding="utf-8")
    except OSError as error:
        raise DemoError(words.of(texts.REPORT_UNWRITABLE, path=folder), str(error)) from error
    return page
