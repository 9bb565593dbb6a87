from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..utils.signed_rows import guard_of_belongings, guard_of_signed
from .service_call import HEAD, TECHNICIAN

FILLED_IN = {"pickup_ids", "note", "signature", "signer_name"}
SEALED = (
    "name",
    "state",
    "call_id",
    "technician_id",
    "client_name",
    "site_address",
    "contact_name",
    "contact_phone",
    "note",
    "signature",
    "signer_name",
    "date_signed",
)
BOARDS = "ruiji_service_return_pickup_rel"


class ServiceReturn(models.Model):
    """Boards that a technician brings back, signed for by the client (SVC-03)."""

    _name = "ruiji.service.return"
    _description = "Return of Boards"
    _inherit = ["ruiji.printed.paper"]
    _order = "id desc"
    _rec_names_search = ["name", "client_name"]

    name = fields.Char(
        string="Number",
        default="/",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
    )
    state = fields.Selection(
        [("draft", "To be signed"), ("done", "Signed")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    call_id = fields.Many2one(
        "ruiji.service.call",
        string="Call",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    technician_id = fields.Many2one(
        "res.users",
        string="Brought by",
        required=True,
        index=True,
        ondelete="restrict",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(TECHNICIAN).id)],
    )
    client_name = fields.Char(string="Client", readonly=True)
    site_address = fields.Char(string="Site", readonly=True)
    contact_name = fields.Char(string="Name of the contact", readonly=True)
    contact_phone = fields.Char(string="Telephone", readonly=True)
    pickup_ids = fields.Many2many(
        "ruiji.service.pickup",
        BOARDS,
        "return_id",
        "pickup_id",
        string="Boards",
        domain="[('call_id', '=', call_id), ('place', 'in', ('ready', 'shipped'))]",
    )
    note = fields.Text(string="Remarks")
    # In the table itself, under its guard, and not among the attachments.
    signature = fields.Binary(string="Client's signature", attachment=False, copy=False)
    signer_name = fields.Char(string="Signed by", copy=False)
    date_signed = fields.Datetime(string="Signed at", readonly=True, copy=False)

    # Who may read a return follows the client's file; kept here so that the record
    # rules stay flat.
    partner_id = fields.Many2one(
        related="call_id.partner_id", store=True, index=True, string="Client's file"
    )
    confidentiality = fields.Selection(
        related="partner_id.confidentiality", store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(related="call_id.company_id", store=True, index=True)

    _name_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name <> '/'", "This return number exists already."
    )
    _one_at_a_time = models.UniqueIndex(
        "(call_id) WHERE state = 'draft'",
        "A return of this call waits to be signed already.",
    )

    def init(self):
        """Put the guards before the table and the boards on it."""
        self.env.cr.execute(guard_of_signed(self._table, SEALED))
        self.env.cr.execute(guard_of_belongings(BOARDS, self._table, "return_id"))

    @api.constrains("pickup_ids", "call_id")
    def _check_boards_are_of_the_call(self):
        if any(one.pickup_ids.call_id - one.call_id for one in self):
            raise ValidationError(
                self.env._("Only boards that were taken away on this call go back.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the returns in one row."""
        # Whoever brings boards back may draw a number.
        sequence = self.env.ref("ruiji_field_service.sequence_service_return").sudo()
        numbers = sequence._draw(len(vals_list))
        return super().create(
            [
                vals | {"name": number}
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )

    def write(self, vals):
        """Take what is filled in at the client's, until the return is signed.

        :raises UserError: if the return is signed, or the system's was typed
        """
        if not self.env.su:
            self._check_open()
            self._check_is_filled_in(vals)
        return super().write(vals)

    def _check_open(self):
        if "done" in self.mapped("state"):
            raise UserError(
                self.env._("A signed return stays as the client signed it.")
            )

    def _check_is_filled_in(self, vals):
        # Who brings the boards is decided by the head, as who goes to calls.
        own = {"technician_id"} if self.env.user.has_group(HEAD) else set()
        if vals.keys() - FILLED_IN - own:
            raise UserError(
                self.env._("Number, times and client come from the call: leave them.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Returns are kept."))

    def _show(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_print(self):
        """Print what was returned, for the client to keep."""
        report = self.env.ref("ruiji_field_service.service_return_report")
        return report.report_action(self) | {"close_on_report_download": True}
