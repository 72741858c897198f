"""Which bytes become a picture of the site, and what is left of them."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from PIL import Image

from planet.media import Picture, Refusal, picture
from planet.media.picture import HEIGHT, PIXELS, WIDTH


def encoded(form: str, size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: object) -> bytes:
    """Return an image of that format with a gradient in it."""
    held = Image.linear_gradient("L").resize(size).convert(mode)
    out = io.BytesIO()
    held.save(out, form, **options)
    return out.getvalue()


def opened(made: Picture | Refusal) -> Image.Image:
    """Return the copy as a browser would see it."""
    assert isinstance(made, Picture), made
    held = Image.open(io.BytesIO(made.data))
    held.load()
    return held


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_images_of_the_usual_formats_become_webp(form: str) -> None:
    """One format for all: small, known to every browser, written by our own encoder from checked pixels."""
    made = picture(encoded(form))
    held = opened(made)
    assert (held.format, held.size) == ("WEBP", (400, 300))
    assert isinstance(made, Picture)
    assert (made.width, made.height) == (400, 300)


def test_large_images_shrink_and_small_ones_keep_their_size() -> None:
    """A phone should not load a camera's twelve million pixels to show eight hundred."""
    assert opened(picture(encoded("JPEG", (4000, 2000)))).size == (WIDTH, WIDTH // 2)
    assert max(opened(picture(encoded("PNG", (200, 30_000)))).size) <= HEIGHT
    assert opened(picture(encoded("PNG", (20, 10)))).size == (20, 10)


def test_transparency_stays() -> None:
    """Logos without a background must not get a black one."""
    held = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    out = io.BytesIO()
    held.save(out, "PNG")
    assert opened(picture(out.getvalue())).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_turned_photographs_stand_upright_and_lose_their_secrets() -> None:
    """A telephone writes where it was held and where its owner lives; the first is applied, both are left out."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "at home"
    held = opened(picture(encoded("JPEG", (400, 300), exif=exif)))
    assert held.size == (300, 400)
    assert not held.getexif()
    assert b"at home" not in (picture(encoded("JPEG", exif=exif))).data  # type: ignore[union-attr]


def test_of_a_moving_image_the_first_frame_is_shown() -> None:
    """Nobody asked for movement, and some readers cannot bear it."""
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    held = opened(picture(out.getvalue()))
    assert getattr(held, "n_frames", 1) == 1


def png_head(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (100_000, 2000), (7000, 7000)])
def test_bombs_are_refused_before_they_are_unpacked(size: tuple[int, int]) -> None:
    """A hundred bytes may claim ten thousand million pixels."""
    assert size[0] * size[1] > PIXELS
    assert picture(png_head(*size)) == Refusal(reason="too-large")


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (600, 1)])
def test_tracking_pixels_are_refused(size: tuple[int, int]) -> None:
    """They are there to count readers; a copy would show nothing."""
    assert picture(encoded("GIF", size)) == Refusal(reason="pixel")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>404</body></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.4",
        b"GIF89a",
        encoded("PNG")[:200],
        encoded("TIFF"),
    ],
)
def test_what_is_no_image_is_refused(data: bytes) -> None:
    """Error pages, programs that draw, halves of files: whatever the Content-Type says."""
    assert picture(data) == Refusal(reason="not-an-image")


@bounds(max_examples=60, deadline=None)
@given(st.integers(0, 600), st.binary(max_size=30), st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]))
def test_broken_images_raise_nothing(place: int, noise: bytes, form: str) -> None:
    """Decoders fail in a hundred ways; one blog's broken picture must not end the run."""
    data = encoded(form, (60, 40))
    assert isinstance(picture(data[:place] + noise + data[place + len(noise) :]), Picture | Refusal)


def test_the_same_image_has_the_same_name() -> None:
    """Two idle runs, and two blogs with one picture, give one file."""
    first, second = picture(encoded("PNG")), picture(encoded("PNG"))
    assert isinstance(first, Picture)
    assert first == second
    assert first.path.startswith("media/")
    assert first.path.endswith(".webp")
