"""Whether a compound file, the case of an .xls, is there to its end.

Plain Python without the ORM.
"""

FREE_SECTOR = 0xFFFFFFFF


class _CutOff(Exception):
    """A sector that is in use is not in the file."""


def is_whole(content):
    """Tell whether all sectors are in the file that its tables say are in use."""
    sector = 1 << int.from_bytes(content[30:32], "little")
    if len(content) < 512 or sector not in (512, 4096):
        return False
    try:
        # Sectors are counted from the one behind the header.
        return len(content) >= (_last_used(content, sector) + 2) * sector
    except _CutOff:
        return False


def _last_used(content, sector):
    last_used = 0
    for number, place in enumerate(_allocation_tables(content, sector)):
        table = _sector(content, place, sector)
        used = [at for at, entry in enumerate(table) if entry != FREE_SECTOR]
        if used:
            last_used = number * len(table) + used[-1]
    return last_used


def _allocation_tables(content, sector):
    """Yield where the tables are that say which sectors are in use."""
    count, following = _integer(content, 44), _integer(content, 68)
    if count * sector > len(content):
        raise _CutOff
    places = list(memoryview(content[76:512]).cast("I"))
    while len(places) < count:
        table = _sector(content, following, sector)
        places.extend(table[:-1])
        following = table[-1]
    yield from places[:count]


def _sector(content, place, sector):
    data = content[(place + 1) * sector : (place + 2) * sector]
    if len(data) < sector:
        raise _CutOff
    return memoryview(data).cast("I")


def _integer(content, at):
    return int.from_bytes(content[at : at + 4], "little")
