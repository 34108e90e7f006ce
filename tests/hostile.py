"""Uploads nobody should be hurt by, each made here from the building blocks of its format.

Sources of the layouts: JPEG ITU-T T.81 annex B, PNG (W3C, third edition) sections 5 and 11, the
WebP container specification (RFC 9649), Exif 2.3 section 4.6.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = b"S3CR3T-T0K3N"
_SIDE = 320


def picture(mode: str = "RGB", side: int = _SIDE) -> Image.Image:
    """A gradient: it compresses badly enough to have a middle to be cut in."""
    plane = Image.radial_gradient("L").resize((side, side))
    if mode == "I;16":
        return plane.convert("I").point(lambda value: value * 257).convert("I;16")
    if mode in ("RGBA", "LA"):
        plain = plane.convert(mode[:-1])
        plain.putalpha(plane)
        return plain
    if mode in ("RGB", "CMYK"):
        turned = plane.rotate(90)
        return Image.merge("RGB", (plane, turned, plane)).convert(mode)
    return plane.convert(mode)


def encoded(made: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    made.save(data, kind, **options)
    return data.getvalue()


def jpeg(**options: Any) -> bytes:
    return encoded(picture(), "JPEG", **options)


def png(mode: str = "RGB", **options: Any) -> bytes:
    return encoded(picture(mode), "PNG", **options)


def webp(**options: Any) -> bytes:
    return encoded(picture(), "WEBP", **options)


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def with_segments(*segments: bytes) -> bytes:
    data = jpeg()
    return data[:2] + b"".join(segments) + data[2:]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, depth: int, color: int, pixels: bytes, *more: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    body = b"".join(more)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + body
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def png_with(*chunks: bytes) -> bytes:
    data = png()
    return data[:33] + b"".join(chunks) + data[33:]


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def webp_canvas(width: int, height: int) -> bytes:
    """A WebP whose header claims a canvas of its own."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    plain = webp(lossless=True)
    frame = plain[20 : 20 + struct.unpack("<I", plain[16:20])[0]]
    return riff((b"VP8X", b"\0\0\0\0" + size), (b"VP8L", frame))


def jpeg_size(width: int, height: int) -> bytes:
    """A JPEG whose frame header claims other sides than it has."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def many_scans(times: int) -> bytes:
    """A progressive JPEG whose last scan is repeated: each one costs a pass over the picture."""
    data = jpeg(progressive=True)
    last = data.rindex(b"\xff\xda")
    head = data.rindex(b"\xff\xc4", 0, last)
    return data[:head] + data[head:-2] * times + data[-2:]


def exif(orientation: int | bytes = 1, order: bytes = b"II") -> bytes:
    """An Exif block with an orientation, written as it should not be where it is bytes."""
    mark = "<" if order == b"II" else ">"
    if isinstance(orientation, int):
        entry = struct.pack(mark + "HHIHH", 0x0112, 3, 1, orientation, 0)
    else:
        entry = struct.pack(mark + "HHI", 0x0112, 2, len(orientation)) + orientation[:4].ljust(4)
    ifd = struct.pack(mark + "H", 1) + entry + struct.pack(mark + "I", 0)
    return b"Exif\0\0" + order + struct.pack(mark + "HI", 42, 8) + ifd


def looping_exif() -> bytes:
    """A directory whose next directory is itself."""
    ifd = struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    return b"Exif\0\0II" + struct.pack("<HI", 42, 8) + ifd


def located() -> bytes:
    made = Image.Exif()
    made[0x010F] = SECRET.decode()
    made.get_ifd(0x8825)[2] = (40.0, 26.0, 46.0)
    return jpeg(exif=made, comment=SECRET, icc_profile=SECRET * 50, xmp=b"<x>" + SECRET + b"</x>")


def animated(kind: str, frames: int) -> bytes:
    first, *rest = [
        Image.new("RGB", (_SIDE, _SIDE), (n * 5 % 256, n * 3 % 256, n % 256)) for n in range(frames)
    ]
    return encoded(first, kind, save_all=True, append_images=rest)


def noted_png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_text("Author", SECRET.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return png(pnginfo=info, exif=exif(6), icc_profile=SECRET * 50)


def text_bomb() -> bytes:
    return png_with(chunk(b"zTXt", b"a\0\0" + zlib.compress(b"A" * 50_000_000, 9)))


def text_flood() -> bytes:
    return png_with(*[chunk(b"tEXt", b"k%d\0" % n + b"v" * 1000) for n in range(5000)])


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("run.js", SECRET)
    return data.getvalue()


def noise(count: int) -> bytes:
    return random.Random(1).randbytes(count)


CLEAN = "clean"
UNSUPPORTED = "image_unsupported"
DAMAGED = "image_damaged"
LARGE = "image_too_large"
SMALL = "image_not_readable"

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_DEEP = zlib.compress(b"\0" * 30_000_000, 9)

# What each must come to: the code of its refusal, or a clean picture.
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    # Not pictures, or not of the three formats.
    "nothing": (lambda: b"", UNSUPPORTED),
    "zeros": (lambda: bytes(4096), UNSUPPORTED),
    "noise": (lambda: noise(100_000), UNSUPPORTED),
    "text": (lambda: b"this is not a picture", UNSUPPORTED),
    "svg": (lambda: _SVG, UNSUPPORTED),
    "svg with a declaration": (lambda: b'<?xml version="1.0"?>' + _SVG, UNSUPPORTED),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", UNSUPPORTED),
    "pdf": (lambda: b"%PDF-1.7\n1 0 obj<<>>endobj", UNSUPPORTED),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", UNSUPPORTED),
    "zip": (archive, UNSUPPORTED),
    "gif": (lambda: encoded(picture("P"), "GIF"), UNSUPPORTED),
    "bmp": (lambda: encoded(picture(), "BMP"), UNSUPPORTED),
    "tiff": (lambda: encoded(picture(), "TIFF"), UNSUPPORTED),
    "jpeg 2000": (lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + noise(500), UNSUPPORTED),
    "icon": (lambda: b"\0\0\1\0\1\0" + noise(500), UNSUPPORTED),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + noise(500), UNSUPPORTED),
    "a png behind a blank": (lambda: b" " + png(), UNSUPPORTED),
    "jpeg marker only": (lambda: b"\xff\xd8\xff", UNSUPPORTED),
    "png signature only": (lambda: b"\x89PNG\r\n\x1a\n", UNSUPPORTED),
    "webp header only": (lambda: b"RIFF\x04\0\0\0WEBP", UNSUPPORTED),
    # Bombs: little to send, much to decode.
    "png bomb": (lambda: png_of(40_000, 40_000, 8, 2, _DEEP), LARGE),
    "png bomb, one bit": (lambda: png_of(60_000, 60_000, 1, 0, _DEEP), LARGE),
    "png of 2^31 squared": (lambda: png_of(2**31 - 1, 2**31 - 1, 8, 2, _DEEP), LARGE),
    "png of no width": (lambda: png_of(0, 100, 8, 2, _DEEP), UNSUPPORTED),
    "jpeg bomb": (lambda: jpeg_size(65_500, 65_500), LARGE),
    "webp bomb": (lambda: webp_canvas(16_000, 16_000), LARGE),
    "compressed text bomb": (text_bomb, DAMAGED),
    "compressed profile bomb": (
        lambda: png_with(chunk(b"iCCP", b"p\0\0" + zlib.compress(b"A" * 50_000_000, 9))),
        DAMAGED,
    ),
    "more pixels than declared": (lambda: png_of(64, 64, 8, 2, _DEEP), CLEAN),
    "thousands of scans": (lambda: many_scans(3000), DAMAGED),
    "three scans too many": (lambda: many_scans(4), CLEAN),
    # Shapes.
    "65535 by 1": (lambda: encoded(Image.new("L", (65_500, 1)), "JPEG"), SMALL),
    "1 by 65535": (lambda: encoded(Image.new("L", (1, 65_535)), "PNG"), SMALL),
    "16 by 65500": (lambda: encoded(Image.new("L", (16, 65_500)), "JPEG"), SMALL),
    "one pixel": (lambda: encoded(Image.new("L", (1, 1)), "PNG"), SMALL),
    # Modes.
    "cmyk": (lambda: encoded(picture("CMYK"), "JPEG"), CLEAN),
    "grey": (lambda: encoded(picture("L"), "JPEG"), CLEAN),
    "16 bit": (lambda: png("I;16"), CLEAN),
    "16 bit colour": (
        lambda: png_of(64, 64, 16, 2, zlib.compress((b"\0" + b"\x80\0" * 192) * 64)),
        CLEAN,
    ),
    "one bit": (lambda: png("1"), CLEAN),
    "palette": (lambda: png("P", transparency=0), CLEAN),
    "transparent": (lambda: png("RGBA"), CLEAN),
    "grey with transparency": (lambda: png("LA"), CLEAN),
    "a palette that is not there": (
        lambda: png_of(64, 64, 8, 3, zlib.compress((b"\0" + b"\7" * 64) * 64)),
        CLEAN,
    ),
    "interlaced": (
        lambda: (
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 1))
            + chunk(b"IDAT", zlib.compress(bytes(6000)))
            + chunk(b"IEND", b"")
        ),
        CLEAN,
    ),
    # Animation: the first frame is the photo.
    "animated webp": (lambda: animated("WEBP", 60), CLEAN),
    "animated png": (lambda: animated("PNG", 60), CLEAN),
    "mpo": (lambda: encoded(picture(), "MPO", save_all=True, append_images=[picture()]), CLEAN),
    # Metadata.
    "gps, xmp, icc, comment": (located, CLEAN),
    "png text, xmp, icc, exif": (noted_png, CLEAN),
    "webp exif, xmp, icc": (
        lambda: webp(exif=exif(6) + SECRET, xmp=SECRET, icc_profile=SECRET * 50),
        CLEAN,
    ),
    "text chunk flood": (text_flood, CLEAN),
    "4 MB of comments": (
        lambda: with_segments(*[segment(0xFE, SECRET * 5000) for _ in range(64)]),
        CLEAN,
    ),
    "hidden iptc": (lambda: with_segments(segment(0xED, b"Photoshop 3.0\0" + SECRET)), CLEAN),
    # Broken metadata never costs the photo.
    "orientation 99": (lambda: with_segments(segment(0xE1, exif(99))), CLEAN),
    "orientation in words": (lambda: with_segments(segment(0xE1, exif(b"up\0\0"))), CLEAN),
    "orientation far away": (lambda: with_segments(segment(0xE1, exif(b"x" * 60_000))), CLEAN),
    "exif cut": (lambda: with_segments(segment(0xE1, exif()[:15])), CLEAN),
    "exif of noise": (lambda: with_segments(segment(0xE1, b"Exif\0\0" + noise(400))), CLEAN),
    "exif in a loop": (lambda: with_segments(segment(0xE1, looping_exif())), CLEAN),
    "icc of noise": (lambda: jpeg(icc_profile=noise(3000)), CLEAN),
    "mpf of noise": (lambda: with_segments(segment(0xE2, b"MPF\0" + noise(300))), CLEAN),
    # Polyglots: what is behind or inside the picture is left behind.
    "jpeg and zip": (lambda: jpeg() + archive(), CLEAN),
    "png and html": (lambda: png() + b"<script>" + SECRET, CLEAN),
    "jpeg and script": (lambda: with_segments(segment(0xFE, b"*/=1;/*" + SECRET)), CLEAN),
    "webp and php": (lambda: webp() + b"<?php " + SECRET, CLEAN),
    # Damaged.
    "jpeg cut in its data": (lambda: jpeg()[:2500], DAMAGED),
    "png cut in its data": (lambda: png()[:2500], DAMAGED),
    "webp cut in its data": (lambda: webp()[: len(webp()) // 2], DAMAGED),
    "png with a wrong checksum": (
        lambda: png_with(b"\0\0\0\4" + b"gAMAabcd" + b"\0\0\0\0"),
        UNSUPPORTED,
    ),
    "webp of unknown chunks": (lambda: riff((b"NOPE", noise(64)), (b"EVIL", SECRET)), UNSUPPORTED),
    "webp with odd lengths": (
        lambda: riff((b"VP8X", b"\x2c\0\0\0" + bytes(6)), (b"EXIF", SECRET + b"!"), (b"XMP ", b"")),
        DAMAGED,
    ),
}
