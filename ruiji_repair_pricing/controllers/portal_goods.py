from odoo import http
from odoo.http import request

from .portal_slip import SlipPortal


class GoodsPortal(SlipPortal):
    """The client says on the page of its slip that the boards came back (REP-02)."""

    @http.route(
        "/my/repair-slips/<int:slip_id>/confirm",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_confirm_receipt(self, slip_id, **_form):
        """Close a slip in the user's scope; a second click changes nothing."""
        slip = self._find_slip(slip_id)
        if not slip:
            return request.redirect("/my/repair-slips")
        slip._confirm_receipt(request.env.user.name)
        return request.redirect(f"/my/repair-slips/{slip.id}")
