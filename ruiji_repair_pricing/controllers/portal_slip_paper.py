from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.ruiji_client_archive.controllers.portal_client_file import NO_FRAMES

from .portal_slip import SlipPortal

PAPERS = {
    "slip": "ruiji_repair_pricing.repair_slip_report",
    "prices": "ruiji_repair_pricing.price_sheet_report",
    "packing-list": "ruiji_repair_pricing.packing_list_report",
    "labels": "ruiji_repair_pricing.slip_labels_report",
}


class SlipPapers(SlipPortal):
    """Papers of a slip for its client: to sign, to keep, to put into the parcel."""

    @http.route(
        "/my/repair-slips/<int:slip_id>/print/<string:paper>",
        type="http",
        auth="user",
        website=True,
        readonly=False,
    )
    def portal_print_repair_slip(self, slip_id, paper, **_kwargs):
        """Hand out a paper of a slip in the user's scope (REP-04, REP-07)."""
        slip = self._find_slip(slip_id)
        if not slip or paper not in PAPERS:
            raise request.not_found()
        # The slip is in the user's scope; its papers show what its page shows.
        reports = request.env["ir.actions.report"].sudo()
        report = reports.env.ref(PAPERS[paper])
        content, kind = reports._render_qweb_pdf(report, slip.ids)
        return request.make_response(content, self._paper_headers(slip, report, kind))

    def _paper_headers(self, slip, report, kind):
        file_name = f"{slip.name}-{report.name}.{kind}"
        return [
            *NO_FRAMES.items(),
            ("Content-Type", "application/pdf" if kind == "pdf" else "text/html"),
            ("Content-Disposition", content_disposition(file_name)),
        ]
