from odoo import api, models
from odoo.exceptions import AccessError

KEEPERS = (
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)


class ResPartner(models.Model):
    """Logistics companies are kept by the marketing clerk (LOG-01).

    They are no client files: no level of confidentiality stands before them, so
    that everybody who ships finds them.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._check_may_keep_logistics()
        return partners

    def write(self, vals):
        self._check_may_keep_logistics()
        result = super().write(vals)
        if vals.get("is_logistics_company"):
            self._check_may_keep_logistics()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_logistics_by_keepers(self):
        self._check_may_keep_logistics()

    def _check_may_keep_logistics(self):
        """Refuse whoever does not keep logistics companies, if one is among these.

        :raises AccessError: naming who keeps them
        """
        if self.env.su:
            return
        # What a partner is decides, whether the writer may read it or not.
        companies = self.sudo().filtered("is_logistics_company")
        if companies and not self.env.user.has_groups(KEEPERS):
            raise AccessError(
                self.env._(
                    "%(company)s is a logistics company: ask a marketing clerk to "
                    "enter or change it.",
                    company=companies[0].name,
                )
            )
