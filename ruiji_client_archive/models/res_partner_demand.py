from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SALES_MANAGERS = (
    "ruiji_client_archive.group_marketing_vp,ruiji_client_archive.group_general_manager"
)


class ResPartner(models.Model):
    """How much a prospect wants, as the sales manager sees it (GRD-02)."""

    _inherit = "res.partner"

    demand_class = fields.Selection(
        [("a", "A: large and urgent"), ("b", "B: ordinary"), ("c", "C: latent")],
        copy=False,
        tracking=True,
        index="btree_not_null",
        groups="base.group_user",
        help="Set by the marketing VP or the general manager, for prospects.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        classed = partners.filtered("demand_class")
        if classed:
            classed._check_may_set_demand_class()
        return partners

    def write(self, vals):
        if vals.get("demand_class"):
            self._check_may_set_demand_class()
        elif "demand_class" in vals:
            self._check_is_sales_manager()
        return super().write(vals)

    def _check_may_set_demand_class(self):
        self._check_is_sales_manager()
        others = self.filtered(lambda client: client.lifecycle != "prospective")
        if others:
            raise UserError(
                self.env._(
                    "%(client)s is no prospect: a demand class is for prospective "
                    "clients only.",
                    client=others[0].name,
                )
            )

    @api.model
    def _check_is_sales_manager(self):
        """Hold over RPC, too, what the form shows to the sales managers only."""
        if not (self.env.su or self.env.user.has_groups(SALES_MANAGERS)):
            raise AccessError(
                self.env._(
                    "The demand class is set by the marketing VP or the general "
                    "manager: propose it to them."
                )
            )
