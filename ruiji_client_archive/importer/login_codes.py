import re

_CODE = re.compile("[A-Za-z0-9]{4,8}")


class LoginCodes:
    """Login codes are unique among clients, and among persons (WEB-01)."""

    def __init__(self, handler):
        self.handler = handler
        self.owners = {}

    def load(self, domain):
        """Learn the codes of partners that are in the archive."""
        rows = [row for row in self.handler.good_rows if row["login_code"]]
        if rows:
            partners = self.handler.records.search_fetch(
                [*domain, ("login_code", "!=", False)], ["login_code", "name"]
            )
            self.owners = {
                partner.login_code.lower(): (partner.id, partner.name)
                for partner in partners
            }

    def check(self, row, name):
        """Leave out a row's code if it is none, or if it belongs to another."""
        code = row["login_code"]
        if not code:
            return
        if not _CODE.fullmatch(code):
            self.handler.leave_out(row, "login_code", "invalid_login_code")
            return
        mine = (row.record_id, name)
        owner = self.owners.setdefault(code.lower(), mine)
        if owner is not mine and (not row.record_id or owner[0] != row.record_id):
            self.handler.leave_out(
                row, "login_code", "login_code_taken", owner=owner[1]
            )
