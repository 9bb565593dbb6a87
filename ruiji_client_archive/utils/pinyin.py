"""Initials of Chinese words, with the readings that place and family names have."""

import unicodedata
from functools import lru_cache

from pypinyin import Style, load_phrases_dict
from pypinyin.converter import UltimateConverter
from pypinyin.core import Pinyin

# Names that the library's own dictionary reads wrong.
load_phrases_dict(
    {
        "朝阳": [["cháo"], ["yáng"]],
        "长治": [["cháng"], ["zhì"]],
        "长宁": [["cháng"], ["níng"]],
        "长寿": [["cháng"], ["shòu"]],
        "长葛": [["cháng"], ["gě"]],
        "长垣": [["cháng"], ["yuán"]],
        "漯河": [["luò"], ["hé"]],
        "闵行": [["mǐn"], ["háng"]],
        "单县": [["shàn"], ["xiàn"]],
        "宕昌": [["tàn"], ["chāng"]],
        "阿勒泰": [["ā"], ["lè"], ["tài"]],
        "长丰": [["cháng"], ["fēng"]],
        "长白": [["cháng"], ["bái"]],
        "长阳": [["cháng"], ["yáng"]],
        "长海": [["cháng"], ["hǎi"]],
        "长岛": [["cháng"], ["dǎo"]],
        "涡阳": [["guō"], ["yáng"]],
        "洪洞": [["hóng"], ["tóng"]],
        "繁峙": [["fán"], ["shì"]],
        "浚县": [["xùn"], ["xiàn"]],
        "泊头": [["bó"], ["tóu"]],
        "曾都": [["zēng"], ["dū"]],
        "覃塘": [["qín"], ["táng"]],
        "筠连": [["jūn"], ["lián"]],
        # Companies named after a place or a school.
        "厦华": [["xià"], ["huá"]],
        "厦工": [["xià"], ["gōng"]],
        "长飞": [["cháng"], ["fēi"]],
        "重邮": [["chóng"], ["yóu"]],
    }
)
_FAMILY_NAMES = {
    "曾": "z",
    "单": "s",
    "解": "x",
    "仇": "q",
    "查": "z",
    "翟": "z",
    "乐": "y",
    "区": "o",
    "朴": "p",
    "盖": "g",
    "缪": "m",
    "覃": "q",
    "尉": "y",
    "万": "w",
    "重": "c",
}

# Names are made of few words, which an import of many asks for again and again.
REMEMBERED_WORDS = 20_000


class _RememberingConverter(UltimateConverter):
    """Reads each word once. The library converts word by word, once it found them."""

    def __init__(self, **options):
        super().__init__(**options)
        self.convert = lru_cache(REMEMBERED_WORDS)(super().convert)


_LETTERS = Pinyin(_RememberingConverter())
_TONES = Pinyin(_RememberingConverter(neutral_tone_with_five=True))


def pinyin_initials(text, person=False):
    """Return the first letters of the words in ``text``; letters and digits stay.

    For a ``person`` the first character is read as a family name.
    """
    text = unicodedata.normalize("NFKC", text or "")
    initials = _letters_of(_LETTERS.lazy_pinyin(text, style=Style.FIRST_LETTER))
    family_name = _FAMILY_NAMES.get(text[:1]) if person else None
    return family_name + initials[1:] if family_name else initials


def pinyin_letters(text):
    """Return the whole spelling of ``text`` in letters and digits."""
    text = unicodedata.normalize("NFKC", text or "")
    return _letters_of(_LETTERS.lazy_pinyin(text, style=Style.NORMAL))


def pinyin_sort_key(text, person=False):
    """Return what puts names into the order of a Chinese dictionary.

    Syllable by syllable, with tones: 西安 (xi1 an1) before 咸阳 (xian2 yang2).
    For a ``person`` the first character is read as a family name.
    """
    text = unicodedata.normalize("NFKC", text or "").casefold()
    if text.isascii():
        return text
    syllables = _TONES.lazy_pinyin(text, style=Style.TONE3)
    initial = _FAMILY_NAMES.get(text[:1]) if person else None
    if initial:
        readings = _LETTERS.pinyin(text[0], style=Style.TONE3, heteronym=True)[0]
        syllables[:1] = [r for r in readings if r.startswith(initial)][:1] or [initial]
    return " ".join(syllables)


def _letters_of(parts):
    letters = "".join(parts).lower()
    return "".join(char for char in letters if char.isascii() and char.isalnum())
