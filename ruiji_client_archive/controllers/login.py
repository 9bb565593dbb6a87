from odoo import http
from odoo.http import request

from odoo.addons.auth_signup.controllers.main import AuthSignupHome


class WebAccessLogin(AuthSignupHome):
    """A right one-time password leads to a new password, nowhere else (WEB-03)."""

    @http.route()
    def web_login(self, *args, **kw):
        response = super().web_login(*args, **kw)
        partner_id = request.env.context.get("one_time_partner_id")
        if not partner_id:
            return response
        # The one-time password was verified in this very request.
        person = request.env["res.partner"].sudo().browse(partner_id)
        return request.redirect(person._new_password_url(), code=303)
