"""Why account managers change, as it travels to where the history is written."""

from typing import NamedTuple

# The key of the context in which a decision travels.
DECISION = "assignment_decision"


class Decision(NamedTuple):
    """An object, since RPC can put none into a context: nobody forges one."""

    origin: str
    reason: str = ""
    approver_id: int = 0
    proposer_id: int = 0


# An import is taken back, and what it decided with it (IMP-07).
TAKEN_BACK = Decision("")
