from odoo import api, models


class ResPartner(models.Model):
    """Who may not write a file hears that, and nothing of what is filed (WEB-06).

    Checks of what is written come before the ORM looks at rights, and their friendly
    sentences name files and people.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        self.browse().check_access("create")
        return super().create(vals_list)

    def write(self, vals):
        # Odoo names the users of a partner that is to be archived.
        asked = self if vals.get("active") is False else self.browse()
        asked.check_access("write")
        return super().write(vals)
