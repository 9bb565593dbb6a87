from odoo import api, fields, models
from odoo.exceptions import AccessError

SLIP = "ruiji.repair.slip"


class RatingRating(models.Model):
    """A rating of a slip is the client's own word, said once (WEB-05).

    Everybody who works here may read and write Odoo's ratings: those of slips follow
    the slip (see `_wall` of ir.rule) and are changed by nobody.
    """

    _inherit = "rating.rating"

    repair_slip_id = fields.Many2one(
        SLIP,
        compute="_compute_repair_slip_id",
        store=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    _repair_slip_uniq = models.UniqueIndex(
        "(repair_slip_id) WHERE consumed IS TRUE", "This slip has been rated already."
    )

    @api.depends("res_model", "res_id")
    def _compute_repair_slip_id(self):
        for rating in self:
            rating.repair_slip_id = rating.res_model == SLIP and rating.res_id

    @api.model_create_multi
    def create(self, vals_list):
        """Create ratings; those of slips come from the client's page alone (WEB-05)."""
        ratings = super().create(vals_list)
        ratings._check_clients_rate_slips()
        return ratings

    def write(self, vals):
        """Change ratings; none becomes one of a slip (WEB-05)."""
        result = super().write(vals)
        self._check_clients_rate_slips()
        return result

    def _check_clients_rate_slips(self):
        # The client's page rates in sudo, within the scope of its user.
        if not self.env.su and any(rating._is_of_slip() for rating in self.sudo()):
            self._refuse()

    def _is_of_slip(self):
        # The model itself is asked: what is computed from it may be behind.
        return bool(self.repair_slip_id) or self.res_model_id.model == SLIP

    def _check_access(self, operation):
        refused = super()._check_access(operation)
        if refused or self.env.su or operation in ("read", "create"):
            return refused
        # Which ratings are of slips is asked of all, to change none of them.
        of_slips = self.sudo().filtered("repair_slip_id").sudo(False)
        return (of_slips, self._refusal) if of_slips else None

    @api.model
    def _refusal(self):
        return AccessError(
            self.env._("What clients say of our service is theirs alone to write.")
        )

    @api.model
    def _refuse(self):
        raise self._refusal()
