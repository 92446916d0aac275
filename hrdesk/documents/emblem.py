"""The emblem the office gave: a picture the papers can carry, checked when it is chosen."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hrdesk.documents.errors import EmblemRefused

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True, eq=False)
class Emblem:
    """A decoded picture and its width over its height."""

    picture: Any
    ratio: float


@lru_cache(maxsize=4)
def load_emblem(content: bytes) -> Emblem:
    """Decode a PNG or JPEG; anything else is ``EmblemRefused`` with its reason."""
    if not content.startswith((_PNG, _JPEG)):
        is_svg = b"<svg" in content[:4096].lower()
        raise EmblemRefused(reason="svg" if is_svg else "not_a_picture")
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.load()
            mode = "RGBA" if opened.has_transparency_data else "RGB"
            picture = opened.convert(mode)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise EmblemRefused(reason="damaged") from problem
    width, height = picture.size
    return Emblem(ImageReader(picture), width / height)
