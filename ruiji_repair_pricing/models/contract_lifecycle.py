from odoo import api, models

from odoo.addons.ruiji_client_archive.models.crm_lead import ACTIVITY


class Contract(models.Model):
    """What contracts mean to the life of a client (ARC-05, ARC-12)."""

    _inherit = "ruiji.contract"

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        # Filing the contract answers the activity, whoever was to see to it.
        contracts.sudo().partner_id.activity_feedback([ACTIVITY])
        return contracts

    def write(self, vals):
        result = super().write(vals)
        if {"amount", "currency_id"} & vals.keys():
            self.partner_id._refresh_grade()
        return result

    def unlink(self):
        # What a client is follows from its contracts, whoever deletes one.
        clients = self.sudo().partner_id
        result = super().unlink()
        clients._refresh_lifecycle()
        return result
