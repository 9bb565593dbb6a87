from odoo import models
from odoo.fields import Domain

# What a person is found by in texts that imports left behind
TELLING = ("name", "phone", "mobile", "fax", "email", "contact_name")
# Shorter ones would hit texts about others.
SHORTEST = 2


class ResPartner(models.Model):
    """What imports keep of a destroyed file (ACC-12)."""

    _inherit = "res.partner"

    def _dispose(self, certificate):
        people = self | self.with_context(active_test=False).child_ids
        told = people._telling_texts()
        imports = self.env["ruiji.archive.import.entry"]._imports_of(people)
        counts = super()._dispose(certificate)
        imports._erase_workbooks()
        self.env["ruiji.archive.import.issue"]._erase_texts(told)
        self._rename_in_handovers()
        return counts

    def _telling_texts(self):
        """Names, phones and addresses by which these partners are recognised."""
        values = {partner[name] for partner in self for name in TELLING}
        return {text for text in values if text and len(text) >= SHORTEST}

    def _rename_in_handovers(self):
        """Lists of what was handed over name the file as it is called now."""
        lines = self.env["ruiji.handover.line"].search(
            Domain("client_id", "in", self.ids)
            | Domain("res_model", "=", "res.partner") & Domain("res_id", "in", self.ids)
        )
        lines.write({"name": self.name})
