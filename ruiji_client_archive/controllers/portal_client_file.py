from urllib.parse import quote_plus

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..utils.contact_data import contact_data_problems, tidy_contact_data

NO_FRAMES = {
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'",
    # What a revoked user has seen does not stay in the browser.
    "Cache-Control": "no-store",
}


class PortalClientFile(CustomerPortal):
    """The client's own file on the portal (WEB-04)."""

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        # Own unit by the session; in sudo, since portal users read no files.
        values["client_unit"] = request.env.user._portal_unit()
        return values

    def _prepare_client_file_values(self, **kwargs):
        """Values of the client file page; chosen field by field in its template."""
        unit = request.env.user._portal_unit()
        request.env["ruiji.access.record"]._note(unit, "open")
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "client_file",
            "unit": unit,
            "superiors": unit._units_above()[::-1],
            "persons": unit.child_ids.filtered(lambda p: p.type == "contact"),
            **kwargs,
            **self._prepare_subordinates_values(unit, **kwargs),
        }

    def _prepare_subordinates_values(
        self, unit, unit_search="", unit_page="1", **_kwargs
    ):
        """A page of the units below: a group has hundreds."""
        below = unit._units_below().filtered("active")
        search = str(unit_search or "").strip()[:64]
        page = int(unit_page) if str(unit_page).isdecimal() else 1
        page = min(max(page, 1), len(below) + 1)
        shown, more = request.env.user._page_of_units(below, search, page)
        return {
            "subordinate_count": len(below),
            "subordinates": shown,
            "unit_search": search,
            "next_unit_page": more and page + 1,
            "unit_page": page,
            "quote_plus": quote_plus,
        }

    @http.route(
        "/my/client-file", type="http", auth="user", methods=["GET"], website=True
    )
    def portal_client_file(self, saved=None, **kw):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        asked = {name: kw[name] for name in ("unit_search", "unit_page") if name in kw}
        values = self._prepare_client_file_values(saved=bool(saved), **asked)
        return request.render(
            "ruiji_client_archive.portal_client_file", values, headers=NO_FRAMES
        )

    @http.route(
        "/my/client-file/edit", type="http", auth="user", methods=["GET"], website=True
    )
    def portal_client_file_edit(self, **kw):
        unit = request.env.user._portal_unit()
        if not unit:
            return request.redirect("/my")
        return self._render_client_file_form(unit._portal_contact_data(), {})

    @http.route(
        "/my/client-file/edit",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_client_file_save(self, **post):
        unit = request.env.user._portal_unit()
        if not unit:
            return request.redirect("/my")
        current, values = unit._portal_contact_data(), tidy_contact_data(post)
        problems = {
            field: problem
            for field, problem in contact_data_problems(current | values).items()
            # What the file had before does not keep a client from mending the rest.
            if problem == "missing" or values.get(field) != current[field]
        }
        if problems:
            return self._render_client_file_form(current | values, problems)
        saved = unit._update_from_portal(values)
        target = "/my/client-file?saved=1" if saved else "/my/client-file"
        return request.redirect(target, code=303)

    def _render_client_file_form(self, data, problems):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "client_file_edit",
            "unit": request.env.user._portal_unit(),
            "data": data,
            "problems": problems,
        }
        return request.render(
            "ruiji_client_archive.portal_client_file_form", values, headers=NO_FRAMES
        )
