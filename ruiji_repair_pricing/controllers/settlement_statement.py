from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SettlementStatement(http.Controller):
    """The statement of a settlement as a workbook, for who may read it (REP-06)."""

    @http.route(
        "/ruiji/settlements/<int:settlement_id>/statement.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def settlement_statement(self, settlement_id):
        settlement = request.env["ruiji.settlement"].browse(settlement_id).exists()
        if not settlement or not settlement.has_access("read"):
            raise request.not_found()
        # Who takes along what a client owes is on record (ACC-03).
        request.env["ruiji.access.record"]._log(
            settlement.partner_id, "export", "workbook", settlement.board_count
        )
        return request.make_response(
            settlement._statement_workbook(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{settlement.name}.xlsx")),
            ],
        )
