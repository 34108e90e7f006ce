"""The main job: a photo in; foods, recipes and their pictures out."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from infra.demo import texts
from infra.demo.answers import Generated, Stocked
from infra.demo.blocks import foods_table, recipes_block, rescue_block
from infra.demo.client import Client
from infra.demo.failure import DemoError
from infra.demo.photo import Photo
from infra.demo.pictures import fetch_pictures, wait_for_pictures
from infra.demo.screen import Screen
from infra.demo.story import Basket, Story
from infra.demo.words import Words
from infra.local.addresses import Addresses
from infra.local.stack import running
from shared.domain.recognition_result import Recognition

_RECIPES = 3


def walk(photo: Photo, screen: Screen, words: Words) -> Story:
    """Start a backend, do the job over HTTP, stop it.

    Raises:
        DemoError: any of it went wrong.
    """
    with _backend(screen, words) as at, Client(at, words) as client:
        screen.step(
            words.of(texts.SIGNING_IN),
            client.sign_in,
            lambda email: words.of(texts.SIGNED_IN, email=email),
        )
        recognition = _recognise(photo, client, screen, words)
        basket = Basket(recognition, _stock(recognition, client, screen, words).items)
        screen.show(foods_table(basket, words))
        generated = _write_recipes(client, screen, words)
        generated = wait_for_pictures(generated, client, screen, words)
        pictures = fetch_pictures(generated.recipes, client)
    story = Story(photo, basket, generated, pictures)
    screen.show(recipes_block(story, words), rescue_block(story, words))
    return story


@contextmanager
def _backend(screen: Screen, words: Words) -> Iterator[Addresses]:
    with ExitStack() as until_stopped:
        yield screen.step(
            words.of(texts.STARTING),
            lambda: until_stopped.enter_context(running()),
            lambda _: words.of(texts.STARTED),
        )


def _recognise(photo: Photo, client: Client, screen: Screen, words: Words) -> Recognition:
    def said(seen: Recognition) -> str:
        return words.counted(texts.READ, len(seen.items), photo=photo.path.name)

    recognition = screen.step(words.of(texts.READING), lambda: client.recognise(photo), said)
    if not recognition.items:
        headline = words.of(texts.NOTHING_SEEN, path=photo.path)
        raise DemoError(headline, words.of(texts.NOTHING_SEEN_HINT))
    return recognition


def _stock(recognition: Recognition, client: Client, screen: Screen, words: Words) -> Stocked:
    return screen.step(
        words.of(texts.STOCKING),
        lambda: client.stock(recognition),
        lambda stocked: words.counted(texts.STOCKED, len(stocked.items)),
    )


def _write_recipes(client: Client, screen: Screen, words: Words) -> Generated:
    generated = screen.step(
        words.of(texts.WRITING),
        lambda: client.ask_for_recipes(_RECIPES),
        lambda written: words.counted(texts.WRITTEN, len(written.recipes)),
    )
    why = texts.FEWER.get(generated.reason or "")
    if not generated.recipes:
        raise DemoError(words.of(texts.NO_RECIPES), words.of(why) if why else "")
    if why:
        screen.say(words.of(why))
    return generated
