from odoo import http
from odoo.http import request

from ..utils.contact_data import tidy_text
from .portal_client_file import NO_FRAMES, PortalClientFile

LENGTHS = {"name": 120, "short_name": 32, "client_tier": 16}
REASON_LENGTH = 200


class PortalChangeRequest(PortalClientFile):
    """A client asks to correct what it may not write itself (WEB-04)."""

    def _prepare_client_file_values(self, **kwargs):
        values = super()._prepare_client_file_values(**kwargs)
        return values | {"change_requests": values["unit"]._portal_change_requests()}

    @http.route(
        "/my/client-file/change",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
    )
    def portal_request_change(self, **post):
        unit = request.env.user._portal_unit()
        if not unit:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_change_form(unit, unit._portal_requestable())
        values = self._read_change_form(post)
        problem = self._change_problem(unit, values)
        if problem:
            return self._render_change_form(unit, values, problem)
        unit._request_from_portal(values, tidy_text(post.get("reason"), REASON_LENGTH))
        return request.redirect("/my/client-file", code=303)

    @http.route(
        "/my/client-file/change/withdraw",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_withdraw_change(self, field=None, **_post):
        unit = request.env.user._portal_unit()
        if unit and field in LENGTHS:
            unit._withdraw_change_requests([field])
        return request.redirect("/my/client-file", code=303)

    def _read_change_form(self, post):
        return {name: tidy_text(post.get(name), size) for name, size in LENGTHS.items()}

    def _change_problem(self, unit, values):
        if not values["name"]:
            return request.env._("Enter the legal name of your unit.")
        if values["client_tier"] not in self._tiers(unit):
            return request.env._("Choose the tier of your unit.")
        if all(values[name] == now for name, now in unit._portal_requestable().items()):
            return request.env._("Change what is wrong first: nothing is different.")
        return None

    def _tiers(self, unit):
        return dict(unit._fields["client_tier"]._description_selection(request.env))

    def _render_change_form(self, unit, data, problem=None):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "client_file_change",
            "unit": unit,
            "data": data,
            "tiers": self._tiers(unit),
            "problem": problem,
        }
        return request.render(
            "ruiji_client_archive.portal_change_form", values, headers=NO_FRAMES
        )
