from odoo import api, fields, models
from odoo.exceptions import UserError

RESULTS = [
    ("mended", "Mended"),
    ("taken_in", "Taken in for repair"),
    ("absent", "Client absent"),
    ("nothing", "Nothing wrong"),
    ("continued", "To be continued"),
]
# What is filled in on site; all else is the system's.
FILLED_IN = {
    "work_done",
    "part_ids",
    "photo_ids",
    "pickup_ids",
    "result",
    "reason",
    "serial_number",
    "signature",
    "signer_name",
}


class ServiceVoucher(models.Model):
    """What was done on a visit, signed by the client: 服务凭证 (SVC-03)."""

    _name = "ruiji.service.voucher"
    _description = "Service Voucher"
    _inherit = ["ruiji.printed.paper"]
    _order = "date_arrived desc, id desc"
    _rec_names_search = ["name", "client_name", "serial_number"]

    name = fields.Char(
        string="Number",
        default="/",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
    )
    state = fields.Selection(
        [("draft", "Being filled in"), ("done", "Concluded")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
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
        string="Technician",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    client_name = fields.Char(string="Client", readonly=True)
    site_address = fields.Char(string="Site", readonly=True)
    contact_name = fields.Char(string="Name of the contact", readonly=True)
    contact_phone = fields.Char(string="Telephone", readonly=True)
    equipment = fields.Char(readonly=True)
    serial_number = fields.Char(help="As it is written on the equipment.")
    fault_description = fields.Text(string="Fault", readonly=True)
    date_arrived = fields.Datetime(string="Arrived at", required=True, readonly=True)
    date_finished = fields.Datetime(string="Finished at", readonly=True)

    work_done = fields.Text()
    part_ids = fields.One2many(
        "ruiji.service.voucher.part", "voucher_id", string="Parts used", copy=True
    )
    photo_ids = fields.Many2many("ir.attachment", string="Photos")
    result = fields.Selection(RESULTS)
    reason = fields.Char(string="Why to be continued")

    # Who may read a voucher follows the client's file; kept here so that the record
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
        "(name, company_id) WHERE name <> '/'", "This voucher number exists already."
    )
    _one_at_a_time = models.UniqueIndex(
        "(call_id) WHERE state = 'draft'",
        "A voucher of this call is being filled in already: conclude it first.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the vouchers and fill them from their calls."""
        calls = self.env["ruiji.service.call"].browse(v["call_id"] for v in vals_list)
        # Whoever goes on the visit may draw a number.
        sequence = self.env.ref("ruiji_field_service.sequence_service_voucher").sudo()
        numbers = sequence._draw(len(vals_list))
        return super().create(
            [
                call._prepare_voucher_vals() | vals | {"name": number}
                for call, vals, number in zip(calls, vals_list, numbers, strict=True)
            ]
        )

    def write(self, vals):
        """Take what is filled in on site, until the voucher is concluded.

        :raises UserError: if the voucher is concluded, or the system's was typed
        """
        if not self.env.su:
            self._check_open()
            self._check_is_filled_in(vals)
        return super().write(vals)

    def _check_open(self):
        if "done" in self.mapped("state"):
            raise UserError(
                self.env._(
                    "A concluded voucher stays as the client signed it: correct it by "
                    "a new one."
                )
            )

    def _check_is_filled_in(self, vals):
        if vals.keys() - FILLED_IN:
            raise UserError(
                self.env._("Number, times and client come from the call: leave them.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Service vouchers are kept."))

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
        """Print the voucher, for the client to keep."""
        report = self.env.ref("ruiji_field_service.service_voucher_report")
        return report.report_action(self) | {"close_on_report_download": True}
