from odoo import api, fields, models


class ServicePromise(models.Model):
    """Within how many working hours somebody is there (SVC-02)."""

    _name = "ruiji.service.promise"
    _description = "Promised Hours"
    _order = "hours"
    _rec_name = "area"

    area = fields.Selection(
        [("city", "In the city"), ("suburbs", "In the suburbs")], required=True
    )
    hours = fields.Float(string="Working hours to arrive", required=True)
    vp_hours = fields.Float(
        string="Hours until the VP is told",
        required=True,
        default=2,
        help="Working hours after the promised arrival.",
    )

    _area_uniq = models.Constraint(
        "UNIQUE(area)", "There is a promise for this area already."
    )
    _hours_positive = models.Constraint(
        "CHECK (hours > 0 AND vp_hours >= 0)",
        "Promise more than no hours, and none less than zero until the VP is told.",
    )

    @api.model
    def _by_area(self):
        """{area: promise}"""
        # How soon somebody comes is no secret.
        return {promise.area: promise for promise in self.sudo().search([])}
