import unicodedata

from odoo import api, fields, models
from odoo.exceptions import UserError

ACTIVITY = "ruiji_repair_pricing.mail_activity_type_catalogue"
REFUSED = "ruiji_repair_pricing.mail_activity_type_catalogue_refused"
TECHNICAL_MANAGERS = "ruiji_repair_pricing.group_technical_manager"


class CatalogueRequest(models.Model):
    """A board that the catalogue does not know yet, waiting to be added (PRI-01)."""

    _name = "ruiji.catalogue.request"
    _description = "Catalogue Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state, create_date DESC"
    _rec_name = "requested_board"

    requested_board = fields.Char(
        required=True, tracking=True, help="The board as it was written."
    )
    board_key = fields.Char(
        compute="_compute_board_key",
        store=True,
        precompute=True,
        help="The board as it is compared: letter forms, case and spaces made alike.",
    )
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("refused", "Refused")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        domain="[('is_client', '=', True)]",
        ondelete="set null",
        index="btree_not_null",
    )
    requested_by_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, readonly=True
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Product category",
        compute="_compute_categ_id",
        store=True,
        readonly=False,
        ondelete="set null",
    )
    device_model_id = fields.Many2one(
        "ruiji.device.model",
        ondelete="set null",
        domain="[('categ_id', '=?', categ_id)]",
    )
    board_type = fields.Char(
        compute="_compute_board_type",
        store=True,
        readonly=False,
        help="Name of the board in the catalogue.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Board of the catalogue",
        domain="[('repairable', '=', True)]",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    answer = fields.Text(copy=False, help="Why the board is not taken in.")

    _open_board_uniq = models.UniqueIndex(
        "(board_key) WHERE state = 'open'",
        "This board has been requested already and waits for the technical manager.",
    )

    @api.depends("requested_board")
    def _compute_board_key(self):
        for request in self:
            request.board_key = self._board_key(request.requested_board or "")

    @api.model
    def _board_key(self, text):
        """Make alike what people write differently: "ａslc " and "ASLC"."""
        return "".join(unicodedata.normalize("NFKC", text).casefold().split())

    @api.depends("device_model_id")
    def _compute_categ_id(self):
        for request in self:
            request.categ_id = request.device_model_id.categ_id or request.categ_id

    @api.depends("requested_board")
    def _compute_board_type(self):
        for request in self:
            request.board_type = request.board_type or request.requested_board

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests._notify_technical_managers()
        return requests

    @api.model
    def _request_boards(self, texts, partner=None):
        """Ask for boards, each once, however often it is written.

        :param texts: boards as they were written
        :param partner: res.partner that sent them in, if one did
        :return: {text: open request}
        """
        keys = {text: self._board_key(text) for text in texts}
        found = self.search(
            [("state", "=", "open"), ("board_key", "in", list(keys.values()))]
        )
        by_key = {request.board_key: request for request in found}
        missing = {key: text for text, key in keys.items() if key not in by_key}
        created = self.create(
            [
                {"requested_board": text, "partner_id": partner and partner.id}
                for text in missing.values()
            ]
        )
        by_key.update({request.board_key: request for request in created})
        return {text: by_key[key] for text, key in keys.items()}

    def action_add_board(self):
        """Add the board to the catalogue and answer the request with it."""
        for request in self:
            if not request.device_model_id or not request.board_type:
                raise UserError(
                    self.env._(
                        "Choose the device model and the board type of %s first.",
                        request.requested_board,
                    )
                )
        boards = self.env["product.template"].create(
            [request._prepare_board_vals() for request in self]
        )
        for request, board in zip(self, boards, strict=True):
            request.product_id = board.product_variant_id
        self.action_resolve()

    def _prepare_board_vals(self):
        self.ensure_one()
        return {
            "name": f"{self.device_model_id.name} {self.board_type}",
            "repairable": True,
            "type": "consu",
            "is_storable": False,
            "sale_ok": False,
            "purchase_ok": False,
            "device_model_id": self.device_model_id.id,
            "board_type": self.board_type,
        }

    def action_resolve(self):
        """Answer the requests with the boards chosen."""
        for request in self:
            if not request.product_id:
                raise UserError(
                    self.env._(
                        "Choose the board of the catalogue that %s stands for, or "
                        "add it to the catalogue.",
                        request.requested_board,
                    )
                )
        self.state = "done"
        for product, requests in self.grouped("product_id").items():
            requests._on_resolved(product)

    def _on_resolved(self, product):
        """Act on the answer: `product` is the board that these requests asked for.

        Whatever waited for the board takes it up from here.
        """
        self.activity_feedback([ACTIVITY], feedback=product.display_name)

    def action_refuse(self):
        """Tell that the board is not taken into the catalogue, and why."""
        for request in self:
            if not request.answer:
                raise UserError(
                    self.env._(
                        "Write in the answer why %s is not taken in.",
                        request.requested_board,
                    )
                )
        self.state = "refused"
        self._on_refused()

    def _on_refused(self):
        """Bring the reason back to whoever asked."""
        self.activity_feedback([ACTIVITY])
        for request in self:
            # Who asked need not follow the request; the portal has no activities.
            asked_by = request.sudo().requested_by_id
            if not asked_by.share:
                request.sudo().activity_schedule(
                    REFUSED,
                    summary=self.env._("Not taken into the catalogue"),
                    note=request.answer,
                    user_id=asked_by.id,
                )

    def action_reopen(self):
        """Take up the requests once more."""
        self.write({"state": "open", "product_id": False})
        # The refusal is taken back, and so is what it asked others to do.
        self.sudo().activity_unlink([REFUSED])
        self._notify_technical_managers()

    def _notify_technical_managers(self):
        # Whoever may ask for a board has the technical manager told, though he sees
        # neither the groups of users nor may change what he asked for.
        managers = self.env.ref(TECHNICAL_MANAGERS).sudo().all_user_ids
        self.env["mail.activity"].sudo()._ask(
            ACTIVITY,
            [
                (request, manager)
                for request in self
                for manager in managers.filtered("active")
            ],
            summary=self.env._("Add the board to the catalogue"),
        )
