"""What a unit's move under another superior brings about (SUB-04)."""

from typing import NamedTuple


class MoveEffect(NamedTuple):
    """Something that units lose or gain by a move, as people read it."""

    kind: str
    label: str
    detail: str
    unit_count: int
