from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import pager as portal_pager
from odoo.addons.ruiji_client_archive.controllers.portal_client_file import NO_FRAMES

from .portal_home import ClientPortal
from .settlement_statement import XLSX

SETTLEMENTS_PER_PAGE = 20
QUESTION_LENGTH = 1000


class SettlementPortal(ClientPortal):
    """Settlements of the user's units as their contracting party (REP-06, WEB-05)."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "settlement_count" in counters:
            settlements, scope = self._settlements()
            values["settlement_count"] = settlements.search_count(scope)
        return values

    def _settlements(self):
        """Settlements of the user's scope, as (model in sudo, domain)."""
        # Portal users have no right on settlements; the domain is the check.
        settlements = request.env["ruiji.settlement"].sudo()
        return settlements, request.env.user._portal_settlement_domain()

    def _settlement_or_404(self, settlement_id):
        settlements, scope = self._settlements()
        settlement = self._find_in_scope(settlements, scope, settlement_id)
        if not settlement:
            raise request.not_found()
        return settlement

    def _prepare_settlements_values(self, page):
        settlements, domain = self._settlements()
        pager = portal_pager(
            url="/my/settlements",
            total=settlements.search_count(domain),
            page=page,
            step=SETTLEMENTS_PER_PAGE,
        )
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "settlements",
            "settlements": settlements.search(
                domain, limit=SETTLEMENTS_PER_PAGE, offset=pager["offset"]
            ),
            "pager": pager,
        }

    @http.route(
        ["/my/settlements", "/my/settlements/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_settlements(self, page=1, **_kwargs):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        values = self._prepare_settlements_values(page)
        return self._render_page("portal_my_settlements", values)

    @http.route(
        "/my/settlements/<int:settlement_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def portal_my_settlement(self, settlement_id, asked=None, **_kwargs):
        settlement = self._settlement_or_404(settlement_id)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "settlements",
            "settlement": settlement,
            "questions": settlement._client_questions(),
            "asked": bool(asked),
        }
        return self._render_page("portal_my_settlement", values)

    @http.route(
        "/my/settlements/<int:settlement_id>/statement.<string:kind>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=False,
    )
    def portal_settlement_statement(self, settlement_id, kind, **_kwargs):
        """Hand out the statement of a settlement in the user's scope."""
        settlement = self._settlement_or_404(settlement_id)
        if kind == "xlsx":
            # Who takes along what a client owes is on record (ACC-03).
            request.env["ruiji.access.record"].sudo()._log(
                settlement.partner_id, "export", "workbook", settlement.board_count
            )
            return self._download(
                settlement._statement_workbook(), XLSX, f"{settlement.name}.xlsx"
            )
        if kind != "pdf":
            raise request.not_found()
        # In the user's scope; the statement shows what the page shows, board by board.
        reports = request.env["ir.actions.report"].sudo()
        content, kind = reports._render_qweb_pdf(
            "ruiji_repair_pricing.settlement_statement_report", settlement.ids
        )
        mime = "application/pdf" if kind == "pdf" else "text/html"
        return self._download(content, mime, f"{settlement.name}.{kind}")

    def _download(self, content, mime, file_name):
        headers = [
            *NO_FRAMES.items(),
            ("Content-Type", mime),
            ("Content-Disposition", content_disposition(file_name)),
        ]
        return request.make_response(content, headers)

    @http.route(
        "/my/settlements/<int:settlement_id>/ask",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_ask_about_settlement(self, settlement_id, question="", **_form):
        """Send a question, or what the client disputes, to finance (REP-09)."""
        settlement = self._settlement_or_404(settlement_id)
        question = str(question).strip()[:QUESTION_LENGTH]
        if question:
            settlement._ask_from_portal(question)
        target = f"/my/settlements/{settlement.id}{'?asked=1' if question else ''}"
        return request.redirect(target, code=303)
