from odoo import http
from odoo.http import request

from odoo.addons.auth_signup.controllers.main import AuthSignupHome


class WebAccessLogin(AuthSignupHome):
    """A password that is to be replaced leads to a new one alone (WEB-03, ACC-07)."""

    @http.route()
    def web_login(self, *args, **kw):
        response = super().web_login(*args, **kw)
        partner_id = request.env.context.get("renewing_partner_id")
        if not partner_id:
            return response
        # The old password was verified in this very request.
        person = request.env["res.partner"].sudo().browse(partner_id)
        return request.redirect(person._new_password_url(), code=303)
