from odoo import api, models
from odoo.exceptions import AccessDenied
from odoo.http import request


class IrHttp(models.AbstractModel):
    """The gate: nothing opens with a password that is to be renewed (ACC-07, WEB-03).

    One-time passwords never open a session. A session that is open when the password
    ends is closed at its next request; signing in again leads to a new password.
    """

    _inherit = "ir.http"

    @classmethod
    def _authenticate_explicit(cls, auth):
        uid = request.session.uid
        if uid is not None and cls._must_renew_password(uid):
            request.session.logout(keep_db=True)
            request.env = api.Environment(request.env.cr, None, request.session.context)
        result = super()._authenticate_explicit(auth)
        # API keys open no session.
        if auth == "bearer" and cls._must_renew_password(request.env.uid):
            raise AccessDenied(
                request.env._(
                    "Your password is to be renewed: sign in on the web page first."
                )
            )
        return result

    @classmethod
    def _must_renew_password(cls, uid):
        return request.env["res.users"].browse(uid)._password_expired()

    @classmethod
    def _post_dispatch(cls, response):
        """What a client has seen does not stay in the browser (WEB-02).

        Neither in its cache nor behind the "back" button after signing out.
        """
        result = super()._post_dispatch(response)
        if f"{request.httprequest.path}/".startswith("/my/"):
            response.headers["Cache-Control"] = "no-store"
        return result
