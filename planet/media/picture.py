"""One image: whether it is one, and how it becomes small and harmless. The only door to Pillow (extra `images`)."""

import hashlib
import importlib.util
import io
import warnings
from dataclasses import dataclass

WIDTH = 1280
"""Pixels; twice the column that posts are read in."""

HEIGHT = 4000
PIXELS = 40_000_000
"""The largest image that is unpacked, as declared in its head: 160 MB of memory at most."""

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
"""Read by decoders kept safe by many eyes. SVG is a program, TIFF and PDF are worlds of their own."""

SMALLEST = 3
"""Pixels; what is smaller is not there to be seen but to count readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image as the site serves it: WebP, without metadata, one frame."""

    data: bytes
    width: int
    height: int

    @property
    def path(self) -> str:
        """Where it lies in the site; the same bytes have the same name for ever."""
        name = hashlib.blake2b(self.data, digest_size=16).hexdigest()
        return f"media/{name[:2]}/{name[2:]}.webp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why bytes are not shown as an image; it holds as long as the bytes do."""

    reason: str
    """`not-an-image`, `too-large` or `pixel`."""


def available() -> bool:
    """Tell whether the extra `images` is installed."""
    return importlib.util.find_spec("PIL") is not None


def picture(data: bytes) -> Picture | Refusal:
    """Check and shrink an image. What the sender calls it does not count: only what it is."""
    from PIL import Image, ImageOps  # noqa: PLC0415  # optional

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of images that the limits below refuse anyway
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > PIXELS:
                    return Refusal(reason="too-large")
                if min(opened.size) < SMALLEST:
                    return Refusal(reason="pixel")
                opened.draft("RGB", (WIDTH, HEIGHT))
                turned = ImageOps.exif_transpose(opened)
                turned.thumbnail((WIDTH, HEIGHT))
                plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
                out = io.BytesIO()
                plain.save(out, "WEBP", quality=80, method=4, exif=b"", icc_profile=b"", xmp=b"")
        except Image.DecompressionBombError:
            return Refusal(reason="too-large")
        except Exception:  # noqa: BLE001  # decoders raise whatever broken bytes lead them to
            return Refusal(reason="not-an-image")
    return Picture(data=out.getvalue(), width=plain.width, height=plain.height)
