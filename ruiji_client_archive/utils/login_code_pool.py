"""Login codes for many persons at once, each different from all others (WEB-01)."""

from .naming import login_code_candidates

# More proposals than any unit has persons.
PROPOSALS = 500


class LoginCodePool:
    """Hands out codes that nobody has; who holds which comes from the database.

    A code may be proposed to those who hold it already: a person, or the client on
    whose file it stands while no other person has it.
    """

    def __init__(self, holders):
        """Take `holders`: {code in lower case: ids of the partners that have it}."""
        self.holders = {code: set(ids) for code, ids in holders.items()}

    def is_free(self, code, own_ids):
        """Tell whether nobody but `own_ids` has this code, in any letter case."""
        return self.holders.get(code.lower(), set()) <= set(own_ids)

    def propose(self, unit_short_name, words, own_ids, taker):
        """Return the first free code, kept for `taker` from now on; "" without one."""
        candidates = login_code_candidates(unit_short_name, words)
        for _number, code in zip(range(PROPOSALS), candidates, strict=False):
            if self.is_free(code, own_ids):
                self.keep(code, taker)
                return code
        return ""

    def keep(self, code, taker):
        """Keep the code for `taker`, whatever tells one apart from another."""
        self.holders.setdefault(code.lower(), set()).add(taker)
