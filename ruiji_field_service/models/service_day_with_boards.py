from odoo import models
from odoo.fields import Domain


class ServiceDay(models.Model):
    """Boards that were taken away and brought back belong to the day (SVC-04)."""

    _inherit = "ruiji.service.day"

    def _more_of_visit(self, call, voucher):
        boards = voucher._taken_boards().mapped("display_name")
        return super()._more_of_visit(call, voucher) | {"boards": boards}

    def _contents(self):
        contents = super()._contents()
        returns = self._returns_of_days()
        for day, content in contents.items():
            content["returns"] = [
                one._told_of_day() for one in returns if day._has_return(one)
            ]
        return contents

    def _returns_of_days(self):
        returns = self.env["ruiji.service.return"]
        if not self:
            return returns
        return returns.search(
            Domain("technician_id", "in", self.technician_id.ids)
            & Domain("state", "=", "done")
            & self._between("date_signed"),
            order="date_signed, id",
        )

    def _has_return(self, one):
        mine = (one.technician_id, one.company_id) == (
            self.technician_id,
            self.company_id,
        )
        return mine and self._is_on_day(one.date_signed)

    def _told_of_visits(self):
        return super()._told_of_visits() | {"boards": self.env._("Boards taken away")}

    def _as_read(self, name, visit):
        if name == "boards":
            return ", ".join(visit.get(name) or ())
        return super()._as_read(name, visit)

    def _by_label(self, content):
        told = super()._by_label(content)
        returns = content.get("returns", ()) if content else ()
        return told | {one["return"]: ", ".join(one["boards"]) for one in returns}
