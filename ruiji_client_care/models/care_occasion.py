from odoo import api, fields, models


class CareOccasion(models.Model):
    """What clients are greeted for: birthdays and holidays, with their days (CAR-05)"""

    _name = "ruiji.care.occasion"
    _description = "Occasion of Greetings"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("holiday", "Holiday"), ("birthday", "Birthday")],
        default="holiday",
        required=True,
    )
    template_id = fields.Many2one(
        "mail.template",
        string="Greeting",
        required=True,
        ondelete="restrict",
        domain=[("model", "=", "ruiji.care.greeting")],
    )
    date_ids = fields.One2many("ruiji.care.occasion.date", "occasion_id", string="Days")
    next_date = fields.Date(string="Next on", compute="_compute_next_date")

    @api.depends("date_ids.date")
    def _compute_next_date(self):
        today = fields.Date.context_today(self)
        for occasion in self:
            days = [day for day in occasion.date_ids.mapped("date") if day >= today]
            occasion.next_date = min(days, default=False)


class CareOccasionDate(models.Model):
    """A holiday moves with the moon: its day is kept for each year."""

    _name = "ruiji.care.occasion.date"
    _description = "Day of an Occasion"
    _order = "date"
    _rec_name = "date"

    occasion_id = fields.Many2one(
        "ruiji.care.occasion", required=True, ondelete="cascade", index=True
    )
    date = fields.Date(required=True)

    _year_uniq = models.UniqueIndex(
        "(occasion_id, (EXTRACT(YEAR FROM date)))", "An occasion comes once a year."
    )
