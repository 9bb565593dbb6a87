from odoo import fields, models


class ResCompany(models.Model):
    """What the company calls unusual in its access record (ACC-08)."""

    _inherit = "res.company"

    audit_times = fields.Float(
        string="Unusual beyond (times the own average)",
        default=3.0,
        help="The average of those of the three months before in which somebody read.",
    )
    audit_least = fields.Integer(
        string="Never unusual below (readings a month)", default=30
    )
    audit_first_least = fields.Integer(
        string="Unusual for first-time readers from (readings)", default=50
    )
    audit_off_share = fields.Integer(
        string="Unusual outside working hours from (%)",
        default=30,
        help="Share of a month's readings at night, on weekends and holidays.",
    )
    audit_idle_days = fields.Integer(string="Without activity after (days)", default=30)

    _audit_limits = models.Constraint(
        "CHECK (audit_times >= 1 AND audit_least > 0 AND audit_first_least > 0 "
        "AND audit_off_share BETWEEN 1 AND 100 AND audit_idle_days > 0)",
        "Say what is unusual in numbers above zero, the share in percent up to 100, "
        "and at least once the average.",
    )


class ResConfigSettings(models.TransientModel):
    """Limits of the audit report (ACC-08)."""

    _inherit = "res.config.settings"

    audit_times = fields.Float(related="company_id.audit_times", readonly=False)
    audit_least = fields.Integer(related="company_id.audit_least", readonly=False)
    audit_first_least = fields.Integer(
        related="company_id.audit_first_least", readonly=False
    )
    audit_off_share = fields.Integer(
        related="company_id.audit_off_share", readonly=False
    )
    audit_idle_days = fields.Integer(
        related="company_id.audit_idle_days", readonly=False
    )
