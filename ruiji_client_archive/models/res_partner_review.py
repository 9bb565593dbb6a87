from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

# What the steps of the review alone write, once they have checked.
REVIEWED_FIELDS = {"archive_state", "submitted_by_id", "date_filed"}
REVIEWERS = (
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)


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

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        begun = partners.filtered(
            lambda partner: partner.archive_state not in (False, "draft")
            or partner.submitted_by_id
            or partner.date_filed
        )
        if begun and not self.env.su:
            self._refuse_to_skip_the_review()
        return partners

    def write(self, vals):
        """Let nobody past the review, whatever door he comes through (ARC-07)."""
        leaves = vals.get("is_client") is False and "filed" in self.mapped(
            "archive_state"
        )
        if not self.env.su and (leaves or REVIEWED_FIELDS & vals.keys()):
            self._refuse_to_skip_the_review()
        return super().write(vals)

    @api.model
    def _refuse_to_skip_the_review(self):
        raise AccessError(
            self.env._(
                "A client file changes its state by the steps of the review alone: "
                "submit it, and have a reviewer file or return it."
            )
        )

    def action_submit(self):
        """Hand registered or returned files in for review."""
        self._require_state(("draft", "returned"))
        self._take_step(archive_state="submitted", submitted_by_id=self.env.uid)

    def action_file(self):
        """Accept submitted files into the archive.

        :raises UserError: for those that the reviewer submitted himself
        """
        self._require_state(("submitted",))
        if not (self.env.su or self.env.user.has_groups(REVIEWERS)):
            self._refuse_to_skip_the_review()
        own = self.filtered(lambda client: client.submitted_by_id == self.env.user)
        if own:
            raise UserError(
                self.env._(
                    "You submitted %(clients)s yourself: ask a colleague to review it.",
                    clients=format_list(self.env, own.mapped("name")),
                )
            )
        today = fields.Date.context_today(self)
        self._take_step(archive_state="filed", date_filed=today)

    def _return_for_correction(self, reason):
        """Give submitted files back to who submitted them, with the reason."""
        self._require_state(("submitted",))
        self._take_step(archive_state="returned")
        self._message_log_batch({client.id: reason for client in self})
        for submitter, files in self.grouped("submitted_by_id").items():
            files.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=submitter.id,
                summary=self.env._("File returned for correction"),
                note=reason,
            )

    def _take_step(self, **values):
        """Write what a step decided, on files that the user may write."""
        self.check_access("write")
        # Rights and state were checked; by hand nobody may write these.
        self.sudo().write(values)

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
