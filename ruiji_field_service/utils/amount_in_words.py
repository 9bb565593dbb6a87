"""Amounts in capital numerals, as receipts in China name them, free of the ORM."""

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def in_words(amount):
    """An amount of yuan in capital numerals: 1 080.50 is 壹仟零捌拾元伍角整.

    :param amount: number, not negative
    """
    fen = int((Decimal(str(amount)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    yuan, fen = divmod(fen, 100)
    whole = f"{_integer(yuan)}元" if yuan or not fen else ""
    return whole + _cents(fen, after_whole=bool(whole))


def _integer(number):
    if not number:
        return DIGITS[0]
    text, gap, group = "", False, 0
    while number:
        number, part = divmod(number, 10000)
        if part:
            joint = DIGITS[0] if gap and text else ""
            text = _four(part) + GROUPS[group] + joint + text
        gap = part < 1000
        group += 1
    return text


def _four(number):
    text, zero = "", False
    for place, digit in enumerate(map(int, reversed(str(number)))):
        if digit:
            joint = DIGITS[0] if zero and text else ""
            text = DIGITS[digit] + PLACES[place] + joint + text
        zero = not digit
    return text


def _cents(fen, after_whole):
    jiao, fen = divmod(fen, 10)
    if not jiao and not fen:
        return "整"
    tenths = f"{DIGITS[jiao]}角" if jiao else DIGITS[0] * after_whole
    return tenths + (f"{DIGITS[fen]}分" if fen else "整")
