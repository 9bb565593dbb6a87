from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

STAFF = "base.group_user"
VERIFICATION = "ruiji_client_archive.mail_activity_verification"
VERIFIED_EVERY = relativedelta(years=1)
ANSWERED_WITHIN = relativedelta(days=7)
# Who may ask for a verification, and who may give one.
ASKERS = (
    "ruiji_client_archive.group_customer_service,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)
VERIFIERS = (
    "ruiji_client_archive.group_account_manager,"
    "ruiji_client_archive.group_marketing_clerk," + ASKERS
)
# What the confirmation alone writes.
VERIFIED_FIELDS = {
    "changed_since",
    "last_verified_on",
    "verification_requested_on",
    "verification_requested_by_id",
}


class ResPartner(models.Model):
    """Once a year, and on demand, somebody confirms that a file is right (ARC-11)."""

    _inherit = "res.partner"

    last_verified_on = fields.Date(
        copy=False, readonly=True, index="btree_not_null", groups=STAFF
    )
    verification_due_on = fields.Date(
        string="Verification due",
        compute="_compute_verification_due_on",
        store=True,
        index="btree_not_null",
        groups=STAFF,
        help="A year after the file was filed or last verified, or a week after "
        "somebody asked for it.",
    )
    verification_requested_on = fields.Date(copy=False, readonly=True, groups=STAFF)
    verification_requested_by_id = fields.Many2one(
        "res.users",
        string="Verification requested by",
        copy=False,
        readonly=True,
        groups=STAFF,
    )
    verification_ids = fields.One2many(
        "ruiji.client.verification",
        "client_id",
        string="Verifications",
        readonly=True,
        groups="ruiji_client_archive.group_archive_user",
    )

    @api.depends(
        "archive_state", "date_filed", "last_verified_on", "verification_requested_on"
    )
    def _compute_verification_due_on(self):
        filed = self.filtered(lambda client: client.archive_state == "filed")
        (self - filed).verification_due_on = False
        for client in filed:
            client.verification_due_on = client._next_verification()

    def _next_verification(self):
        begun = self.last_verified_on or self.date_filed or self.date_registered
        asked = self.verification_requested_on
        days = [begun and begun + VERIFIED_EVERY, asked and asked + ANSWERED_WITHIN]
        return min(filter(None, days), default=False)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(VERIFIED_FIELDS & v.keys() for v in vals_list):
            self._refuse_unless_confirmed()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and VERIFIED_FIELDS & vals.keys():
            self._refuse_unless_confirmed()
        return super().write(vals)

    @api.model
    def _refuse_unless_confirmed(self):
        raise AccessError(
            self.env._("A file is verified by the button Confirm file alone.")
        )

    def action_request_verification(self):
        """Ask the account managers of these files to verify them now (ARC-11)."""
        self._check_verification(ASKERS)
        # Rights and state were checked; by hand nobody writes these.
        self.sudo().write(
            {
                "verification_requested_on": fields.Date.context_today(self),
                "verification_requested_by_id": self.env.uid,
            }
        )
        quiet = self.with_context(mail_activity_quick_update=True)
        for manager, files in quiet.grouped("user_id").items():
            files.activity_schedule(VERIFICATION, user_id=(manager or self.env.user).id)

    def _confirm_file(self, note=False):
        """Keep that these files are right today: who, when, what changed (ARC-11).

        :param str note: what the one who confirms wants kept
        :raises UserError: for files that are not filed
        """
        self._check_verification(VERIFIERS)
        # Rights and state were checked; by hand nobody writes these.
        files = self.sudo()
        lines = files._changed_data()
        # Whoever may confirm has been asked above.
        self.env["ruiji.client.verification"].sudo().create(
            [files._prepare_verification_vals(c, lines[c.id], note) for c in files]
        )
        files.write(
            dict.fromkeys(VERIFIED_FIELDS, False)
            | {"last_verified_on": fields.Date.context_today(self)}
        )
        self.activity_feedback([VERIFICATION], feedback=note or None)

    @api.model
    def _prepare_verification_vals(self, client, lines, note):
        return {
            "client_id": client.id,
            "user_id": self.env.uid,
            "requested_by_id": client.verification_requested_by_id.id,
            "change_count": len(lines),
            "change_lines": lines,
            "note": note,
        }

    def _check_verification(self, roles):
        """These files are filed, and the user may do this with them."""
        self.check_access("write")
        if not (self.env.su or self.env.user.has_groups(roles)):
            self._refuse_unless_confirmed()
        # The state of files that the user may write, as checked above.
        unfiled = self - self.sudo()._filed_clients()
        if unfiled:
            raise UserError(
                self.env._(
                    "%(clients)s: only filed files are verified. Have them reviewed "
                    "first.",
                    clients=format_list(self.env, unfiled.mapped("name")),
                )
            )

    @api.model
    def _cron_remind_of_verification(self):
        """Tell each account manager how many files wait to be verified (ARC-11)."""
        today = fields.Date.context_today(self)
        overdue = self._read_group(
            [
                ("is_client", "=", True),
                ("verification_due_on", "<", today),
                ("user_id.active", "=", True),
            ],
            ["user_id"],
            ["__count"],
        )
        self._remind(
            VERIFICATION,
            dict(overdue),
            lambda env, count: env._("%s files wait to be verified", count),
        )
