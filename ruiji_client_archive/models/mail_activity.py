from odoo import api, fields, models


class MailActivity(models.Model):
    """Tasks for several people at once."""

    _inherit = "mail.activity"

    @api.model
    def _ask(self, type_xmlid, tasks, summary="", note=""):
        """Put one task on each person's list, in one statement for all of them.

        :param str type_xmlid: activity type
        :param tasks: list of (record, res.users record)
        :param summary: text, or that of the type when left out
        :return: the activities
        """
        if not tasks:
            return self.browse()
        kind = self.env.ref(type_xmlid)
        return self.create(
            [
                {
                    "activity_type_id": kind.id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(record),
                    "note": note or kind.default_note,
                    "res_id": record.id,
                    "res_model_id": self.env["ir.model"]._get_id(record._name),
                    "summary": summary or kind.summary,
                    "user_id": user.id,
                }
                for record, user in tasks
            ]
        )
