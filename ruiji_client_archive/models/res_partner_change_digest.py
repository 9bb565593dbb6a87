from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

SENT = "ruiji_client_archive.change_digest_sent"
WEEK = timedelta(days=7)


class ResPartner(models.Model):
    """Once a week customer service hears which files changed (ARC-11).

    Names and fields only, and of those files only that the receiver may open.
    """

    _inherit = "res.partner"

    @api.model
    def _cron_mail_change_digest(self):
        """Mail each member of customer service what changed since the last mail.

        The end of a period is the start of the next: a missed week is made up.
        """
        parameters = self.env["ir.config_parameter"]
        now = fields.Datetime.now()
        sent = fields.Datetime.to_datetime(parameters.get_param(SENT))
        since = sent or now - WEEK
        changes = self._changes_of_all_files(since, now)
        members = self.env.ref("ruiji_client_archive.group_customer_service").user_ids
        mails = [
            self._prepare_digest_vals(user, since, changes)
            for user in members.filtered("email")
        ]
        self.env["mail.mail"].create(list(filter(None, mails)))
        parameters.set_param(SENT, fields.Datetime.to_string(now))

    @api.model
    def _changes_of_all_files(self, since, until):
        """Return {client id: lines} of the filed clients that changed in between."""
        changed = self.search(
            [("is_client", "=", True), ("changed_since", "!=", False)]
        )
        end = fields.Datetime.to_string(until)
        changes = {
            client_id: [line for line in lines if line["on"] < end]
            for client_id, lines in changed._changed_data(since).items()
        }
        return {client_id: lines for client_id, lines in changes.items() if lines}

    @api.model
    def _prepare_digest_vals(self, user, since, changes):
        """The mail for a receiver, or None when nothing changed that he may see."""
        reader = self.with_user(user).with_context(lang=user.lang)
        readable = reader.browse(changes)._filtered_access("read")
        entries = [
            {"client": client, "fields": fields_changed}
            for client in readable
            if (fields_changed := reader._names_of_changed(changes[client.id]))
        ]
        if not entries:
            return None
        day = format_date(reader.env, since)
        return {
            "subject": reader.env._("Client files changed since %s", day),
            "body_html": reader.env["ir.qweb"]._render(
                "ruiji_client_archive.change_digest", {"entries": entries, "since": day}
            ),
            "recipient_ids": [fields.Command.link(user.partner_id.id)],
            "auto_delete": True,
        }

    @api.model
    def _names_of_changed(self, lines):
        names = [line["field"] for line in self._changes_open_to_reader(lines)]
        labels = self.fields_get(names, ["string"]) if names else {}
        return ", ".join(dict.fromkeys(labels[name]["string"] for name in names))
