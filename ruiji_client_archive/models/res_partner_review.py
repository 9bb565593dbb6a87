from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class ResPartner(models.Model):
    """Registration and review of client files (ARC-07)."""

    _inherit = "res.partner"

    archive_state = fields.Selection(
        [
            ("draft", "Registered"),
            ("submitted", "Submitted"),
            ("filed", "Filed"),
            ("returned", "Returned"),
            ("disposed", "Disposed"),
        ],
        string="File state",
        default=lambda self: self._default_archive_state(),
        copy=False,
        index="btree_not_null",
        tracking=True,
        groups="base.group_user",
    )
    submitted_by_id = fields.Many2one(
        "res.users", copy=False, readonly=True, groups="base.group_user"
    )
    date_filed = fields.Date(
        string="Filed on", copy=False, readonly=True, groups="base.group_user"
    )

    def _default_archive_state(self):
        return "draft" if self.env.context.get("default_is_client") else False

    def _client_defaults(self):
        return super()._client_defaults() | {"archive_state": "draft"}

    def action_submit(self):
        """Hand registered or returned files in for review."""
        self._require_state(("draft", "returned"))
        self.write({"archive_state": "submitted", "submitted_by_id": self.env.uid})

    def action_file(self):
        """Accept submitted files into the archive.

        :raises UserError: for those that the reviewer submitted himself
        """
        self._require_state(("submitted",))
        own = self.filtered(lambda client: client.submitted_by_id == self.env.user)
        if own:
            raise UserError(
                self.env._(
                    "You submitted %(clients)s yourself: ask a colleague to review it.",
                    clients=format_list(self.env, own.mapped("name")),
                )
            )
        today = fields.Date.context_today(self)
        self.write({"archive_state": "filed", "date_filed": today})

    def _return_for_correction(self, reason):
        """Give submitted files back to who submitted them, with the reason."""
        self._require_state(("submitted",))
        self.write({"archive_state": "returned"})
        self._message_log_batch({client.id: reason for client in self})
        for client in self:
            client.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=client.submitted_by_id.id,
                summary=self.env._("File returned for correction"),
                note=reason,
            )

    def _require_state(self, states):
        misplaced = self.filtered(
            lambda client: not client.is_client or client.archive_state not in states
        )
        if misplaced:
            raise UserError(
                self.env._(
                    "%(clients)s cannot take this step in its present state. Reload "
                    "the page to see it.",
                    clients=format_list(self.env, misplaced.mapped("name")),
                )
            )
