from odoo import fields, models

from .care_queue import STATES


class CareGreeting(models.Model):
    """A greeting to one person for one occasion; it counts as no contact (CAR-05)."""

    _name = "ruiji.care.greeting"
    _description = "Greeting"
    _inherit = ["ruiji.care.queue"]
    _order = "id DESC"
    _rec_name = "partner_id"

    mailing_id = fields.Many2one(
        "ruiji.care.mailing",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    occasion_id = fields.Many2one(
        "ruiji.care.occasion",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    client_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    user_id = fields.Many2one(related="mailing_id.user_id", string="Sent by")
    state = fields.Selection(
        STATES,
        string="Status",
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    sent_on = fields.Datetime(readonly=True)

    _once = models.UniqueIndex(
        "(occasion_id, year, partner_id)",
        "This person has been greeted for this occasion already.",
    )

    def _letters(self):
        return self.grouped(lambda greeting: greeting.occasion_id.template_id)

    def _sender(self):
        house = self.mailing_id.company_id
        return self.user_id.email_formatted or house.email_formatted
