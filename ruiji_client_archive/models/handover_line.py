from odoo import api, fields, models
from odoo.exceptions import UserError

from .handover import MANAGERS


class HandoverLine(models.Model):
    """One thing that goes from an account manager to a successor (MGR-07)."""

    _name = "ruiji.handover.line"
    _description = "Thing Handed Over"
    _order = "handover_id, kind, id"

    handover_id = fields.Many2one(
        "ruiji.handover", required=True, ondelete="cascade", index=True
    )
    state = fields.Selection(related="handover_id.state")
    kind = fields.Selection(
        [
            ("client", "Client"),
            ("contact", "Contact outside the archive"),
            ("lead", "Lead"),
            ("activity", "Activity"),
            ("meeting", "Meeting"),
            ("team", "Sales team"),
            ("setting", "Setting"),
        ],
        required=True,
        readonly=True,
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    field_name = fields.Char(required=True, readonly=True)
    name = fields.Char(string="What", readonly=True)
    client_id = fields.Many2one(
        "res.partner", readonly=True, ondelete="set null", index="btree_not_null"
    )
    confidentiality = fields.Char(readonly=True)
    successor_id = fields.Many2one(
        "res.users",
        required=True,
        ondelete="restrict",
        index=True,
        domain=lambda self: [("all_group_ids", "in", self.env.ref(MANAGERS).id)],
    )

    def write(self, vals):
        """Give things to a successor; those of a client go along with it."""
        if not self.env.su:
            self._check_may_change(vals)
        result = super().write(vals)
        if "successor_id" in vals:
            self._take_along(vals["successor_id"])
        return result

    def _check_may_change(self, vals):
        if vals.keys() - {"successor_id"} or set(self.mapped("state")) - {"draft"}:
            raise UserError(
                self.env._(
                    "Only the successor is chosen here, and only as long as the "
                    "handover is a draft: take it back to draft first."
                )
            )
        leaver = self.handover_id.leaver_id
        if vals.get("successor_id") in leaver.ids:
            raise UserError(
                self.env._(
                    "Choose a successor other than the account manager who leaves."
                )
            )

    def _take_along(self, successor_id):
        clients = self.filtered(lambda line: line.kind == "client")
        along = self.search(
            [
                ("handover_id", "in", clients.handover_id.ids),
                ("client_id", "in", clients.client_id.ids),
                ("kind", "!=", "client"),
                ("successor_id", "!=", successor_id),
            ]
        )
        if along:
            along.write({"successor_id": successor_id})

    @api.model
    def _key(self, line):
        return line.res_model, line.res_id, line.field_name
