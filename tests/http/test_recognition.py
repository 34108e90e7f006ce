"""Photos over HTTP: good ones are seen, bad ones are refused and leave nothing behind."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
import zxingcpp
from PIL import Image, PngImagePlugin

from shared.wiring import Wiring
from tests.client import Phone, problem

RECEIPTS = Path(__file__).parents[1] / "receipts" / "images"
RECEIPT = RECEIPTS / "fresneda.jpg"


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def send(phone: Phone, *photos: bytes, **fields: str) -> requests.Response:
    files = [("images", (f"{n}.jpg", data, "image/jpeg")) for n, data in enumerate(photos)]
    return phone.post("/recognition", files=files, data=fields)


def stored_photos(phone: Phone, wiring: Wiring) -> list[str]:
    kitchen = phone.get("/account/kitchen").json()["id"]
    bucket = wiring.media._bucket  # type: ignore[attr-defined]
    return [blob.name for blob in bucket.list_blobs(prefix=f"kitchens/{kitchen}/photos/")]


def bomb() -> bytes:
    """A PNG of 40,000 by 40,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_a_receipt_is_seen_kept_and_listed(phone: Phone, wiring: Wiring) -> None:
    answer = send(phone, RECEIPT.read_bytes(), kind="receipt", detail="full")
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    assert (seen["status"], seen["engine"], seen["degraded"]) == ("done", "offline", True)
    assert len(seen["items"]) >= 5
    for item in seen["items"]:
        assert 0 < item["confidence"] <= 1
        assert item["quantity"] > 0
        assert item["expires_on"]
        assert item["tips"] or item["food_id"] is None
        assert item["impact"].keys() >= {"co2e_kg", "water_l"}
    assert any(item["ideas"] for item in seen["items"])
    assert phone.get(f"/recognition/{seen['id']}").json() == seen
    assert phone.get("/recognition").json()["items"] == [seen]
    [image] = seen["images"]
    assert [name.rpartition("/")[2] for name in stored_photos(phone, wiring)] == [
        f"{image['id']}.jpg"
    ]


def test_an_id_is_good_for_one_recognition(phone: Phone, wiring: Wiring) -> None:
    first = send(phone, RECEIPT.read_bytes(), id="mine")
    assert first.status_code == 200, first.text
    assert "fingerprint" not in first.json()
    kept = stored_photos(phone, wiring)
    assert send(phone, RECEIPT.read_bytes(), id="mine").json() == first.json()
    other = encoded(Image.new("RGB", (300, 300)), "PNG")
    problem(send(phone, other, id="mine"), 409, "id_taken")
    assert stored_photos(phone, wiring) == kept


def test_names_come_in_the_language_asked_for(phone: Phone) -> None:
    data = RECEIPT.read_bytes()
    spanish = send(phone, data).json()["items"]
    phone.headers["Accept-Language"] = "en"
    english = send(phone, data).json()["items"]
    assert [item["food_id"] for item in spanish] == [item["food_id"] for item in english]
    assert [item["name"] for item in spanish] != [item["name"] for item in english]


def test_a_stored_photo_carries_no_metadata(phone: Phone, wiring: Wiring) -> None:
    picture = Image.open(RECEIPT)
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[2] = (40.0, 26.0, 46.0)
    data = encoded(picture, "JPEG", exif=exif, comment=b"secret comment")
    assert b"SecretMaker" in data
    assert send(phone, data).status_code == 200
    bucket = wiring.media._bucket  # type: ignore[attr-defined]
    [name] = stored_photos(phone, wiring)
    kept = bucket.blob(name).download_as_bytes()
    assert b"Secret" not in kept
    assert b"secret" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


NOT_IMAGES: dict[str, bytes] = {
    "text": b"hello, this is not a picture",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><body>no</body></html>",
    "pdf": b"%PDF-1.7\n1 0 obj<<>>endobj",
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "gif": encoded(Image.new("RGB", (50, 50)), "GIF"),
    "bmp": encoded(Image.new("RGB", (50, 50)), "BMP"),
    "tiff": encoded(Image.new("RGB", (50, 50)), "TIFF"),
    "jpeg marker only": b"\xff\xd8\xff",
    "zeros": b"\0" * 4096,
    "empty": b"",
}


@pytest.mark.parametrize("name", NOT_IMAGES)
def test_what_is_no_image_is_a_415(phone: Phone, wiring: Wiring, name: str) -> None:
    document = problem(send(phone, NOT_IMAGES[name]), 415, "image_unsupported")
    assert document["errors"][0]["field"] == "images"
    assert stored_photos(phone, wiring) == []


def test_a_truncated_photo_is_damaged(phone: Phone, wiring: Wiring) -> None:
    data = RECEIPT.read_bytes()
    problem(send(phone, data[: len(data) // 2]), 422, "image_damaged")
    assert stored_photos(phone, wiring) == []


def test_a_bomb_is_refused_by_its_size(phone: Phone, wiring: Wiring) -> None:
    data = bomb()
    assert len(data) < 10_000
    problem(send(phone, data), 413, "image_too_large")
    assert stored_photos(phone, wiring) == []


def test_a_file_above_ten_megabytes_is_refused(phone: Phone) -> None:
    problem(send(phone, RECEIPT.read_bytes() + b"\0" * 10_000_000), 413, "image_too_large")


def test_far_too_much_is_refused_before_it_is_read(phone: Phone) -> None:
    problem(send(phone, *[b"\0" * 10_400_000] * 5), 413, "body_too_large")


def wide() -> bytes:
    return encoded(Image.new("L", (65_500, 1)), "JPEG")


def sixteen_bit() -> bytes:
    return encoded(Image.new("I;16", (300, 300)), "PNG")


def cmyk() -> bytes:
    return encoded(Image.new("CMYK", (300, 300)), "JPEG")


def transparent() -> bytes:
    return encoded(Image.new("LA", (300, 300), (0, 0)), "PNG")


def palette() -> bytes:
    return encoded(Image.new("P", (300, 300)), "PNG", transparency=0)


def animated() -> bytes:
    frames = [Image.new("RGB", (300, 300), color) for color in ("red", "blue")]
    return encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def text_bomb() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "A" * 50_000_000, zip=True)
    return encoded(Image.new("RGB", (300, 300)), "PNG", pnginfo=info)


@pytest.mark.parametrize(
    "make", [wide, sixteen_bit, cmyk, transparent, palette, animated, text_bomb]
)
def test_odd_images_are_read_or_refused_clearly(
    phone: Phone, wiring: Wiring, make: Callable[[], bytes]
) -> None:
    answer = send(phone, make())
    assert answer.status_code in (413, 415, 422), answer.text
    problem(answer, answer.status_code, answer.json()["code"])
    assert stored_photos(phone, wiring) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in RECEIPTS.glob("no_*.jpg")))
def test_a_photo_without_a_receipt_invents_no_food(phone: Phone, wiring: Wiring, name: str) -> None:
    document = problem(
        send(phone, (RECEIPTS / f"{name}.jpg").read_bytes()), 422, "image_not_readable"
    )
    assert "luz" in document["detail"]
    assert stored_photos(phone, wiring) == []
    assert phone.get("/recognition").json()["items"] == []


def test_dishes_need_a_model(phone: Phone) -> None:
    problem(send(phone, RECEIPT.read_bytes(), kind="dishes"), 422, "offline_cannot_see_dishes")


def barcode(text: str) -> bytes:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.EAN13)
    image = zxingcpp.write_barcode_to_image(made, scale=4)
    height, width = image.shape
    code = Image.frombytes("L", (width, height), bytes(memoryview(image)))  # type: ignore[arg-type]
    photo = Image.new("L", (800, 600), 210)
    photo.paste(code, (120, 150))
    return encoded(photo, "JPEG")


def test_a_barcode_alone_is_told_with_what_to_do(phone: Phone, wiring: Wiring) -> None:
    answer = send(phone, barcode("4006381333931"))
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    assert (seen["kind"], seen["engine"], seen["items"]) == ("ingredients", "barcodes", [])
    [code] = seen["barcodes"]
    assert (code["gtin"], code["status"], code["image"]) == ("4006381333931", "unavailable", 0)
    assert "a mano" in code["hint"]
    assert phone.get(f"/recognition/{seen['id']}").json() == seen
    assert len(stored_photos(phone, wiring)) == 1


@pytest.mark.parametrize(("language", "words"), [("es", "a mano"), ("en", "by hand")])
def test_a_product_that_cannot_be_looked_up_can_be_added_by_hand(
    phone: Phone, language: str, words: str
) -> None:
    phone.headers["Accept-Language"] = language
    answer = phone.get("/recognition/products/04006381333931")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["gtin"], told["status"], told["item"]) == ("4006381333931", "unavailable", None)
    assert words in told["hint"]


@pytest.mark.parametrize("number", ["4006381333932", "123", "hello", "0000000000000"])
def test_a_number_that_is_none_is_refused(phone: Phone, number: str) -> None:
    document = problem(phone.get(f"/recognition/products/{number}"), 422, "invalid_gtin")
    assert document["errors"][0]["field"] == "gtin"
    assert number not in document["detail"]


def test_none_and_too_many_photos(phone: Phone) -> None:
    answer = phone.post("/recognition", files={"other": ("x", b"x")})
    assert answer.status_code == 422
    small = encoded(Image.new("RGB", (50, 50)), "PNG")
    problem(send(phone, *[small] * 21), 422, "image_missing")


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"kind": "soup"}, "kind"), ({"detail": "all"}, "detail"), ({"nope": "1"}, "nope")],
)
def test_bad_fields(phone: Phone, fields: dict[str, str], field: str) -> None:
    document = problem(send(phone, RECEIPT.read_bytes(), **fields), 422, "validation_failed")
    assert document["errors"][0]["field"] == field


def test_alerts_are_those_of_the_day_of_reading(phone: Phone) -> None:
    seen = send(phone, RECEIPT.read_bytes(), id="once").json()
    assert not any(item["allergen_alert"] for item in seen["items"])
    food_id = next(item["food_id"] for item in seen["items"] if item["food_id"])
    assert phone.patch("/account/profile", json={"allergies": [food_id]}).status_code == 200
    risky = [food_id in item["food_ids"] for item in seen["items"]]
    assert any(risky)
    [listed] = phone.get("/recognition").json()["items"]
    again = send(phone, RECEIPT.read_bytes(), id="once").json()
    for told in (phone.get("/recognition/once").json(), listed, again):
        assert [item["allergen_alert"] for item in told["items"]] == risky


def test_from_recognition_adds_once_and_takes_corrections(phone: Phone) -> None:
    seen = send(phone, RECEIPT.read_bytes()).json()
    body = {"recognition_id": seen["id"]}
    first = phone.post("/inventory/from-recognition", json=body)
    assert first.status_code == 201, first.text
    assert len(first.json()["items"]) == len(seen["items"])
    again = phone.post("/inventory/from-recognition", json=body)
    assert again.json() == first.json()
    assert len(phone.get("/inventory/items").json()["items"]) == len(seen["items"])


def test_corrections_are_taken(phone: Phone) -> None:
    seen = send(phone, RECEIPT.read_bytes()).json()
    correction = {
        "index": 0,
        "name": "Mango",
        "quantity": 2,
        "unit": "unit",
        "expires_on": "2031-02-03",
    }
    body = {"recognition_id": seen["id"], "items": [correction]}
    [item] = phone.post("/inventory/from-recognition", json=body).json()["items"]
    assert (item["food_id"], item["quantity"], item["unit"]) == ("mango", 2, "unit")
    assert (item["expires_on"], item["expiry_source"]) == ("2031-02-03", "user")


@pytest.mark.parametrize("index", [-1, 1000])
def test_an_index_outside_the_list(phone: Phone, index: int) -> None:
    seen = send(phone, RECEIPT.read_bytes()).json()
    body = {"recognition_id": seen["id"], "items": [{"index": index}]}
    document = problem(phone.post("/inventory/from-recognition", json=body), 422, "invalid_value")
    assert document["errors"][0]["field"] == "items.0.index"


def test_another_kitchens_recognition_is_not_there(phone: Phone, stranger: Phone) -> None:
    seen = send(phone, RECEIPT.read_bytes()).json()
    problem(stranger.get(f"/recognition/{seen['id']}"), 404, "not_found")
    body = {"recognition_id": seen["id"]}
    problem(stranger.post("/inventory/from-recognition", json=body), 404, "not_found")
