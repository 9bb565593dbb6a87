from odoo import SUPERUSER_ID, api

PAPERS = {
    "report_id": "repair_slip_jiangsu_report",
    "price_sheet_report_id": "price_sheet_jiangsu_report",
    "price_list_report_id": "price_list_jiangsu_report",
}


def migrate(cr, version):
    """Point the special format to its papers, which it had none of before (REP-04)."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    special = env.ref(
        "ruiji_client_archive.document_format_jiangsu_unicom", raise_if_not_found=False
    )
    if special:
        special.write(
            {"asks_order_number": True}
            | {
                field: env.ref(f"ruiji_repair_pricing.{report}").id
                for field, report in PAPERS.items()
                if not special[field]
            }
        )
