"""Initials of Chinese words, with the readings that place and family names have."""

import unicodedata

from pypinyin import Style, lazy_pinyin, load_phrases_dict, pinyin

# Place names that the library's own dictionary reads wrong.
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


def pinyin_initials(text, person=False):
    """Return the first letters of the words in ``text``; letters and digits stay.

    For a ``person`` the first character is read as a family name.
    """
    text = unicodedata.normalize("NFKC", text or "")
    initials = _letters_of(lazy_pinyin(text, style=Style.FIRST_LETTER))
    family_name = _FAMILY_NAMES.get(text[:1]) if person else None
    return family_name + initials[1:] if family_name else initials


def pinyin_letters(text):
    """Return the whole spelling of ``text`` in letters and digits."""
    text = unicodedata.normalize("NFKC", text or "")
    return _letters_of(lazy_pinyin(text, style=Style.NORMAL))


def pinyin_sort_key(text, person=False):
    """Return what puts names into the order of a Chinese dictionary.

    Syllable by syllable, with tones: 西安 (xi1 an1) before 咸阳 (xian2 yang2).
    For a ``person`` the first character is read as a family name.
    """
    text = unicodedata.normalize("NFKC", text or "").casefold()
    if text.isascii():
        return text
    syllables = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    initial = _FAMILY_NAMES.get(text[:1]) if person else None
    if initial:
        readings = pinyin(text[0], style=Style.TONE3, heteronym=True)[0]
        syllables[:1] = [r for r in readings if r.startswith(initial)][:1] or [initial]
    return " ".join(syllables)


def _letters_of(parts):
    letters = "".join(parts).lower()
    return "".join(char for char in letters if char.isascii() and char.isalnum())
