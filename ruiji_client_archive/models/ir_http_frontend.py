from odoo import models


class IrHttp(models.AbstractModel):
    """What the scripts of the portal say, in the client's language (WEB-05)."""

    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        modules = super()._get_translation_frontend_modules_name()
        return [*modules, "ruiji_client_archive"]
