"""Local copies of images: checked, shrunk, within a quota."""

from planet.media.gallery import Gallery, Get, addresses
from planet.media.picture import Picture, Refusal, available, picture

__all__ = ["Gallery", "Get", "Picture", "Refusal", "addresses", "available", "picture"]
