"""What a password must be, apart from any database (WEB-03, ACC-07)."""

import re

from .pinyin import pinyin_letters

SHORT, KINDS, OWN, TRIVIAL = "short", "kinds", "own", "trivial"

KINDS_NEEDED = 3
_KINDS = ("[a-z]", "[A-Z]", "[0-9]", r"[^a-zA-Z0-9]")
# Shorter parts of a name stand in many words by chance.
_OWN_PART = 3
# What must be left of a password without what everybody tries first.
_LEFT_OVER = 6
_DIFFERENT_CHARACTERS = 4
# What lists of stolen passwords begin with, and what is usual in China.
_TRIVIAL = (
    "password", "passw0rd", "p@ssw0rd", "admin", "qwerty", "asdf", "zxcv", "1qaz",
    "2wsx", "letmein", "welcome", "iloveyou", "woaini", "mima", "abc123", "a1b2c3",
    "5201314", "1314520", "ruiji",
)  # fmt: skip
_RUNS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
_RUN_LENGTH = 5


def password_faults(password, login, name, min_length):
    """Return what is wrong with a password: a list of the constants above."""
    checks = {
        SHORT: len(password) < min_length,
        KINDS: _kinds(password) < KINDS_NEEDED,
        OWN: _is_own(password, login, name),
        TRIVIAL: _is_trivial(password),
    }
    return [fault for fault, found in checks.items() if found]


def _kinds(password):
    return sum(bool(re.search(kind, password)) for kind in _KINDS)


def _is_own(password, login, name):
    folded = password.casefold()
    words = (login, name, pinyin_letters(name))
    parts = (part for word in words for part in re.split(r"[\W_]+", word or ""))
    return any(
        len(part) >= _OWN_PART and part.casefold() in folded for part in parts
    ) or bool(name and name in password)


def _is_trivial(password):
    rest = password.casefold()
    for word in (*_TRIVIAL, *_runs()):
        rest = rest.replace(word, "")
    return len(rest) < _LEFT_OVER or len(set(rest)) < _DIFFERENT_CHARACTERS


def _runs():
    for row in _RUNS:
        for line in row, row[::-1]:
            for start in range(len(line) - _RUN_LENGTH + 1):
                yield line[start : start + _RUN_LENGTH]
