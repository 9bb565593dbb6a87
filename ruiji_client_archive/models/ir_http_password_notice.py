from odoo import models


class IrHttp(models.AbstractModel):
    """What the web client tells whose password ends soon (ACC-07)."""

    _inherit = "ir.http"

    def session_info(self):
        notice = self.env.user._password_notice()
        return super().session_info() | {"ruiji_password_notice": notice}
