from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _creation_message(self):
        """What jobs make is told in the language of whoever they run as (OPS-01)."""
        return super(MailThread, self._fallback_lang())._creation_message()

    def _message_track(self, fields_iter, initial_values_dict):
        """What jobs change is kept in the language of whoever they run as (OPS-01)."""
        house = self._fallback_lang()
        return super(MailThread, house)._message_track(fields_iter, initial_values_dict)

    def _erase_traces(self):
        """Delete messages, old values, activities and documents of records.

        To be called as the system.

        :return: {"message_count": …, "attachment_count": …}
        """
        mine = [("res_id", "in", self.ids)]
        model = [*mine, ("model", "=", self._name)]
        res_model = [*mine, ("res_model", "=", self._name)]
        messages = self.env["mail.message"].search(model)
        attachments = (
            self.env["ir.attachment"]
            .with_context(skip_res_field_check=True)
            .search(res_model)
        )
        counts = {
            "message_count": len(messages),
            "attachment_count": len(attachments | messages.attachment_ids),
        }
        (attachments | messages.attachment_ids).unlink()
        messages.unlink()
        activities = self.env["mail.activity"].with_context(active_test=False)
        activities.search(res_model).unlink()
        self.env["mail.followers"].search(res_model).unlink()
        return counts
