from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Enter in the goods register what came in and went back before it existed."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    slips = env["ruiji.repair.slip"].search([("date_received", "!=", False)])
    slips._enter_goods_in()
    _name_outcomes(slips.repair_ids)
    _enter_goods_out(slips.filtered(lambda slip: slip.state == "closed"))
    boards = env["repair.order"].search([("slip_id", "!=", False)])
    env.add_to_compute(boards._fields["board_state"], boards)
    env["ruiji.repair.step"]._record(boards)


def _name_outcomes(boards):
    boards.filtered(lambda board: board.state == "done").outcome = "repaired"
    boards.filtered(lambda board: board.state == "cancel").outcome = "withdrawn"


def _enter_goods_out(slips):
    entries = slips.env["ruiji.goods.movement"].create(
        [
            slip._prepare_goods_in_vals()
            | {"direction": "out", "date": slip.date_closed, "waybill": False}
            for slip in slips
        ]
    )
    for slip, entry in zip(slips, entries, strict=True):
        slip.repair_ids.goods_out_id = entry
