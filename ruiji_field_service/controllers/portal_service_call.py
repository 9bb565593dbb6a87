from odoo import http
from odoo.fields import Domain
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import pager as portal_pager
from odoo.addons.ruiji_client_archive.controllers.portal_client_file import NO_FRAMES
from odoo.addons.ruiji_repair_pricing.controllers.portal_home import ClientPortal

from ..models.service_call import OPEN_STATES

CALLS = "/my/service-calls"
CALLS_PER_PAGE = 20
LONGEST_MESSAGE = 2000
VOUCHER = "ruiji_field_service.service_voucher_report"


class ServiceCallPortal(ClientPortal):
    """Service calls of the user's units: list, one of them, its papers (SVC-01)."""

    def _calls_in_scope(self):
        """The calls of the user's scope, as (model in sudo, domain)."""
        # Portal users have no right on calls; the domain is the check.
        calls = request.env["ruiji.service.call"].sudo()
        return calls, request.env.user._portal_call_domain()

    def _find_call(self, call_id):
        """The call if it is in the user's scope, else nothing: as if it weren't."""
        calls, scope = self._calls_in_scope()
        return self._find_in_scope(calls, scope, call_id)

    def _render_call_page(self, template, **values):
        """Render a page whose content stays out of frames and browser caches."""
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "service_calls",
            **values,
        }
        template = f"ruiji_field_service.{template}"
        return request.render(template, values, headers=NO_FRAMES)

    def _call_filters(self):
        """{name: (title, domain)} of what the list can be narrowed to."""
        is_open = Domain("state", "in", OPEN_STATES)
        return {
            "open": (request.env._("Open"), is_open),
            "finished": (request.env._("Finished"), ~is_open),
            "all": (request.env._("All"), Domain.TRUE),
        }

    @http.route(
        [CALLS, f"{CALLS}/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_service_calls(self, page=1, filterby="all", **_kwargs):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        filters = self._call_filters()
        filterby = filterby if filterby in filters else "all"
        calls, scope = self._calls_in_scope()
        domain = scope & filters[filterby][1]
        pager = portal_pager(
            url=CALLS,
            total=calls.search_count(domain),
            page=page,
            step=CALLS_PER_PAGE,
            url_args={"filterby": filterby},
        )
        return self._render_call_page(
            "portal_my_service_calls",
            calls=calls.search(
                domain,
                order="date_called desc, id desc",
                limit=CALLS_PER_PAGE,
                offset=pager["offset"],
            ),
            pager=pager,
            filters=filters,
            filterby=filterby,
        )

    @http.route(
        f"{CALLS}/<int:call_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_service_call(self, call_id, sent="", **_kwargs):
        call = self._find_call(call_id)
        if not call:
            return request.redirect(CALLS)
        return self._render_call(call, sent=str(sent)[:64])

    def _render_call(self, call, **values):
        return self._render_call_page(
            "portal_my_service_call",
            call=call,
            photos=call._client_photos(),
            messages=call._portal_messages(),
            longest_message=LONGEST_MESSAGE,
            **values,
        )

    @http.route(
        f"{CALLS}/<int:call_id>/photos/<int:photo_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_service_call_photo(self, call_id, photo_id, **_kwargs):
        photos = self._find_call(call_id)._client_photos()
        photo = photos.filtered(lambda known: known.id == photo_id)
        if not photo:
            raise request.not_found()
        response = request.env["ir.binary"]._get_stream_from(photo).get_response()
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route(
        f"{CALLS}/<int:call_id>/vouchers/<int:voucher_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=False,
    )
    def portal_my_service_voucher(self, call_id, voucher_id, **_kwargs):
        """Hand out a voucher that the client signed (SVC-03)."""
        vouchers = self._find_call(call_id)._portal_vouchers()
        voucher = vouchers.filtered(lambda signed: signed.id == voucher_id)
        if not voucher:
            raise request.not_found()
        # The call is in the user's scope; the voucher shows what was signed there.
        reports = request.env["ir.actions.report"].sudo()
        report = reports.env.ref(VOUCHER)
        content, kind = reports._render_qweb_pdf(report, voucher.ids)
        file_name = f"{report.name}-{voucher.name}.{kind}"
        headers = [
            *NO_FRAMES.items(),
            ("Content-Type", "application/pdf" if kind == "pdf" else "text/html"),
            ("Content-Disposition", content_disposition(file_name)),
        ]
        return request.make_response(content, headers)

    @http.route(
        f"{CALLS}/<int:call_id>/message",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_write_to_service_desk(self, call_id, text="", **_form):
        """Take a message about a call in the user's scope."""
        call = self._find_call(call_id)
        if not call:
            return request.redirect(CALLS)
        text = str(text).strip()
        error = self._message_error(text)
        if error:
            return self._render_call(call, message_error=error, text=text)
        call._write_from_portal(text)
        return request.redirect(f"{CALLS}/{call.id}#messages", code=303)

    def _message_error(self, text):
        """One sentence on what is wrong with a message, or none."""
        if not text:
            return request.env._("Write what you want to tell the service desk.")
        if len(text) > LONGEST_MESSAGE:
            return request.env._(
                "A message has at most %(count)s characters: shorten it, please.",
                count=LONGEST_MESSAGE,
            )
        return ""
