from odoo import fields, models

STAFF = "base.group_user"
# Who weighs what a client owes and may owe.
CREDIT_READERS = (
    "ruiji_client_archive.group_account_manager,"
    "ruiji_client_archive.group_finance,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)


class ResPartner(models.Model):
    """What is known of the enterprise beyond its basic information (ARC-08)."""

    _inherit = "res.partner"

    legal_representative = fields.Char(tracking=True, groups=STAFF)
    business_scope = fields.Text(tracking=True, groups=STAFF)
    registered_capital = fields.Monetary(
        currency_field="registered_currency_id", tracking=True, groups=STAFF
    )
    registered_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of the registered capital",
        tracking=True,
        groups=STAFF,
    )
    enterprise_nature = fields.Selection(
        [
            ("state", "State-owned enterprise"),
            ("listed", "Listed company"),
            ("private", "Private enterprise"),
            ("joint", "Joint venture"),
            ("foreign", "Foreign-owned enterprise"),
            ("institution", "Public institution"),
            ("other", "Other"),
        ],
        tracking=True,
        groups=STAFF,
    )
    industry_id = fields.Many2one(tracking=True)
    website = fields.Char(tracking=True)
    financial_state = fields.Text(tracking=True, groups=CREDIT_READERS)
    credit_grade = fields.Selection(
        [
            ("aaa", "AAA"),
            ("aa", "AA"),
            ("a", "A"),
            ("b", "B"),
            ("c", "C"),
            ("d", "D"),
        ],
        tracking=True,
        groups=CREDIT_READERS,
        help="From AAA, the best, to D, who does not pay.",
    )
    # Odoo's own credit_limit is accounting's, for a company at a time.
    granted_credit = fields.Monetary(
        string="Credit limit",
        currency_field="registered_currency_id",
        tracking=True,
        groups=CREDIT_READERS,
    )
    significant_change_ids = fields.One2many(
        "ruiji.significant.change",
        "client_id",
        string="Significant changes",
        groups="ruiji_client_archive.group_archive_user",
    )

    def _client_defaults(self):
        return super()._client_defaults() | {
            "registered_currency_id": self.env.ref("base.CNY").id
        }
