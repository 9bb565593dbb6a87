from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.depends(
        "business_contract_ids.validity",
        "business_contract_ids.date_start",
        "business_contract_ids.date_end",
    )
    def _compute_completeness(self):
        """A contract of the client's own counts at once, others' by the daily job."""
        return super()._compute_completeness()


class CompletenessRule(models.Model):
    _inherit = "ruiji.completeness.rule"

    kind = fields.Selection(
        selection_add=[("contract", "A contract in force covers the client")],
        ondelete={"contract": "cascade"},
    )

    def _met_contract(self, clients, persons):
        """A contract of the unit itself or of a superior that covers it (CON-05)."""
        today = fields.Date.context_today(self)
        covering = clients._covering_contracts(today)
        return {
            (rule.id, client.id)
            for rule in self
            for client in clients
            if covering.get(client._origin.id)
        }
