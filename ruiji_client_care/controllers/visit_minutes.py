from odoo import http
from odoo.http import request

from odoo.addons.ruiji_client_archive.controllers.portal_client_file import NO_FRAMES
from odoo.addons.ruiji_client_archive.utils.contact_data import tidy_text


class VisitMinutes(http.Controller):
    """The minutes of a visit for the client, by a link without login (CAR-01)."""

    @http.route(
        "/visit/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
        sitemap=False,
    )
    def visit_minutes(self, token, name=None, **_form):
        visit = request.env["ruiji.client.visit"]._by_token(token)
        if not visit:
            raise request.not_found()
        visit = visit.with_context(lang=visit._client_language())
        request.update_context(lang=visit._client_language())
        problem = None
        if request.httprequest.method == "POST" and visit.state == "sent":
            problem = self._confirm(visit, tidy_text(name, 64))
        if request.httprequest.method == "POST" and not problem:
            return request.redirect(f"/visit/{token}", code=303)
        values = {"visit": visit, "problem": problem, "token": token}
        return request.render(
            "ruiji_client_care.visit_minutes_page", values, headers=NO_FRAMES
        )

    def _confirm(self, visit, name):
        """Keep the receipt; returns what keeps it from being kept, if anything."""
        if not name:
            return request.env._("Write your name, so that we know who received them.")
        visit._confirm_receipt(name, request.httprequest.remote_addr)
        return None
