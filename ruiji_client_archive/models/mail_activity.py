from odoo import api, fields, models


class MailActivity(models.Model):
    """Tasks for several people at once."""

    _inherit = "mail.activity"

    @api.model
    def _ask(self, type_xmlid, tasks, summary="", note=""):
        """Put one task on each person's list, in one statement for all of them.

        :param str type_xmlid: activity type
        :param tasks: list of (record, res.users record)
        :param summary: text, or that of the type, in the person's language, when
            left out: jobs have no language of their own (OPS-01)
        :return: the activities
        """
        if not tasks:
            return self.browse()
        kind = self.env.ref(type_xmlid)
        # Whom a task is for, and in which language, isn't the asker's to read.
        languages = {user.id: user.sudo().lang for _record, user in tasks}
        kinds = {
            language: kind.with_context(lang=language)
            for language in set(languages.values())
        }
        return self.create(
            [
                {
                    "activity_type_id": kind.id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(record),
                    "note": note or kinds[languages[user.id]].default_note,
                    "res_id": record.id,
                    "res_model_id": self.env["ir.model"]._get_id(record._name),
                    "summary": summary or kinds[languages[user.id]].summary,
                    "user_id": user.id,
                }
                for record, user in tasks
            ]
        )
