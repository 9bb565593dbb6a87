from odoo import models

# What is written freely in records that outlive the file
TEXTS_KEPT_ELSEWHERE = (
    ("ruiji.assignment", ("reason", "refusal")),
    ("ruiji.client.verification", ("change_lines", "note")),
    ("ruiji.client.dispute", ("reason",)),
)


class ResPartner(models.Model):
    """What is said of a destroyed file outside of it (ACC-12).

    The access record stays as it is: it is final, and says which unit's file was
    before whom, nothing of the unit's people; the certificate keeps the same name.
    """

    _inherit = "res.partner"

    def _erase_records_kept(self):
        """Empty the texts of what stays as the file's history."""
        for model, texts in TEXTS_KEPT_ELSEWHERE:
            records = self.env[model].search([("client_id", "in", self.ids)])
            records.write(dict.fromkeys(texts, False))
        disputes = self.env["ruiji.client.dispute"].search(
            [("client_id", "in", self.ids)]
        )
        disputes.write({"name": self.env._("Destroyed file")})
        disputes._erase_traces()

    def _erase_elsewhere(self):
        """Reach the calendar, the mail of others, and the journals of imports."""
        self.env["calendar.event"]._erase_of(self)
        written = self.env["mail.message"].search([("author_id", "in", self.ids)])
        written.attachment_ids.unlink()
        written.unlink()
        self.env["ruiji.archive.import.entry"]._erase_of(self)
