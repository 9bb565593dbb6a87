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
# Papers of the parcels in which boards of a slip came and went.
PARCEL_PAPERS = {
    "receipt": ("goods_in_id", "ruiji_repair_pricing.goods_receipt_report"),
    "delivery-note": ("goods_out_id", "ruiji_repair_pricing.delivery_note_report"),
}


class SlipPapers(SlipPortal):
    """Papers of a slip for its client: to sign, to keep, to put into the parcel."""

    def _prepare_slip_values(self, slip, why=None):
        parcels = {kind: self._own_parcels(slip, kind) for kind in PARCEL_PAPERS}
        return {**super()._prepare_slip_values(slip, why), "parcels": parcels}

    def _own_parcels(self, slip, kind):
        """Parcels of a slip's boards that held nothing out of the user's sight."""
        parcels = slip.repair_ids[PARCEL_PAPERS[kind][0]]
        parcels = parcels.filtered(lambda parcel: parcel.state == "done")
        slips = (parcels.repair_in_ids | parcels.repair_out_ids).slip_id
        own = slips.filtered_domain(request.env.user._portal_slip_domain())
        return parcels.filtered(
            lambda parcel: (parcel.repair_in_ids | parcel.repair_out_ids).slip_id <= own
        )

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
        if not slip or paper not in {*PAPERS, *PARCEL_PAPERS}:
            raise request.not_found()
        records, name = slip, PAPERS.get(paper)
        if not name:
            records, name = self._own_parcels(slip, paper), PARCEL_PAPERS[paper][1]
        if not records:
            raise request.not_found()
        # The slip is in the user's scope; its papers show what its page shows.
        reports = request.env["ir.actions.report"].sudo()
        report = reports.env.ref(name)
        content, kind = reports._render_qweb_pdf(report, records.ids)
        return request.make_response(content, self._paper_headers(slip, report, kind))

    def _paper_headers(self, slip, report, kind):
        file_name = f"{slip.name}-{report.name}.{kind}"
        return [
            *NO_FRAMES.items(),
            ("Content-Type", "application/pdf" if kind == "pdf" else "text/html"),
            ("Content-Disposition", content_disposition(file_name)),
        ]
