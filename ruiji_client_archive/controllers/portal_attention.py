from odoo import http
from odoo.http import request

from .portal_client_file import NO_FRAMES, PortalClientFile


class PortalAttention(PortalClientFile):
    """The home page of a client begins with what waits for its person (WEB-05)."""

    @http.route()
    def home(self, **kw):
        response = super().home(**kw)
        if request.env.user._portal_unit():
            response.qcontext["attention"] = request.env.user._portal_attention()
            response.headers.update(NO_FRAMES)
        return response
