"""How rows of a table go onto sheets of paper.

The engine that prints repeats no table head on the next page, so that papers break
their tables themselves: each sheet is a table of its own below a head of its own.
"""

from unicodedata import east_asian_width


def text_width(text):
    """Width in half-width characters; a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def line_count(text, column):
    """Lines that a text takes in a column so many half-width characters wide."""
    lines = (text or "").splitlines() or [""]
    return sum(max(1, -(-text_width(line) // column)) for line in lines)


def split_sheets(heights, first, following, closing):
    """Fill sheets with rows of these heights, in their order.

    :param list heights: height of each row
    :param first: room for rows on the first sheet, below the paper's head
    :param following: room on each further sheet
    :param closing: room that totals and signatures take below the last row
    :return: list of (start, end) of the rows on each sheet; the last is empty when
        totals and signatures need a sheet of their own
    """
    sheets, start, used, room = [], 0, 0, first
    for number, height in enumerate(heights):
        if used + height > room and number > start:
            sheets.append((start, number))
            start, used, room = number, 0, following
        used += height
    sheets.append((start, len(heights)))
    if used + closing > room:
        sheets.append((len(heights), len(heights)))
    return sheets
