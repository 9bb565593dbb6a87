from odoo import fields, models

from .change_request import ACTIVITY, REQUESTED_FIELDS


class ResPartner(models.Model):
    """What a client may not write into its own file, it may ask for (WEB-04)."""

    _inherit = "res.partner"

    change_request_ids = fields.One2many(
        "ruiji.change.request",
        "client_id",
        domain=[("state", "=", "pending")],
        groups="ruiji_client_archive.group_archive_user",
    )

    def _portal_change_requests(self, limit=10):
        """The latest requests of the unit, those that wait first."""
        return self.env["ruiji.change.request"].search(
            [("client_id", "=", self.id)], limit=limit
        )

    def _portal_requestable(self):
        """{field: its value in the file} of what the client may ask to change."""
        self.ensure_one()
        return {name: self[name] or "" for name in REQUESTED_FIELDS}

    def _request_from_portal(self, values, reason):
        """Ask the account manager to change fields of the file (WEB-04).

        What was asked before and not decided on is withdrawn; a value that the file
        has already asks for nothing.

        :param dict values: {field: value}; other fields are left out
        :param str reason: the client's own words
        :return: the new requests
        """
        self.ensure_one()
        current = self._portal_requestable()
        asked = {
            name: values[name]
            for name in REQUESTED_FIELDS
            if values.get(name) and values[name] != current[name]
        }
        self._withdraw_change_requests(list(asked))
        requests = self.env["ruiji.change.request"].create(
            [
                {
                    "client_id": self.id,
                    "field_name": name,
                    "old_value": current[name],
                    "new_value": value,
                    "reason": reason,
                    "requested_by_id": self.env.uid,
                }
                for name, value in asked.items()
            ]
        )
        if requests:
            self._ask_for_decision_on_changes()
        return requests

    def _withdraw_change_requests(self, names):
        """Take back what still waits, of these fields."""
        pending = self.env["ruiji.change.request"].search(
            [
                ("client_id", "=", self.id),
                ("state", "=", "pending"),
                ("field_name", "in", names),
            ]
        )
        pending.write({"state": "withdrawn", "decided_on": fields.Datetime.now()})
        pending.flush_recordset()
        pending._close_questions()

    def _ask_for_decision_on_changes(self):
        """Put it on the account manager's list, or on the marketing VP's."""
        vps = self.env.ref("ruiji_client_archive.group_marketing_vp").all_user_ids
        decider = self.user_id or vps.filtered(lambda user: not user.share)[:1]
        if decider and not self.activity_search([ACTIVITY], user_id=decider.id):
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY, user_id=decider.id
            )
