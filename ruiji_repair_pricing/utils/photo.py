"""Photos from telephones, made fit to be kept: small, and without their place.

Plain Python without the ORM.
"""

import io

# Odoo keeps Pillow from finding what reads WebP by itself.
from PIL import Image, ImageOps, UnidentifiedImageError, WebPImagePlugin  # noqa: F401

MAX_PHOTO_BYTES = 10 * 1024 * 1024
# A telephone's best camera has less; unfolded in memory it costs four bytes a dot.
MAX_DOTS = 64_000_000
LONGEST_SIDE = 1920
FORMATS = ("JPEG", "PNG", "WEBP")


class PhotoError(Exception):
    """The file is no photo that can be kept; `code` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def clean_photo(content):
    """Draw a photo anew: what else the file held, its place above all, is left out.

    :param bytes content: an uploaded file, whatever it is called
    :return: bytes of a JPEG
    :raises PhotoError: `too_big` or `no_photo`
    """
    if len(content) > MAX_PHOTO_BYTES:
        raise PhotoError("too_big")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_DOTS:
                raise PhotoError("too_big")
            return _drawn_anew(image)
    except UnidentifiedImageError as error:
        raise PhotoError("no_photo") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        # Damaged pictures fail in any of these ways.
        raise PhotoError("no_photo") from error


def _drawn_anew(image):
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = Image.new("RGB", upright.size, "white")
    picture.paste(upright, mask=_mask(upright))
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=85, optimize=True)
    return output.getvalue()


def _mask(image):
    return image.getchannel("A") if image.mode in ("RGBA", "LA") else None
