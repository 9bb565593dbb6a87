from odoo import models
from odoo.exceptions import UserError


class PartnerMerge(models.TransientModel):
    """Client files are not merged past their guards (ACC-02, ARC-01).

    Odoo's merge moves what hangs on a partner by plain SQL: levels, superiors,
    managers and numbers of files would follow nobody's decision.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # Whether somebody is part of the archive is no secret; nothing else is read.
        partners = self.env["res.partner"].sudo().browse(partner_ids).exists()
        filed = partners.filtered("confidentiality")
        if filed:
            raise UserError(
                self.env._(
                    "%(name)s belongs to a client file, and client files are not "
                    "merged. Correct the file, or dispose of the one that is too many.",
                    name=filed[0].commercial_partner_id.name,
                )
            )
        return super()._merge(partner_ids, dst_partner, extra_checks)
