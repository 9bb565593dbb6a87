from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.ruiji_client_archive.utils.pinyin import pinyin_initials


class ProductTemplate(models.Model):
    """A repairable product is a board of the repair catalogue (PRI-01)."""

    _inherit = "product.template"

    repairable = fields.Boolean(
        help="A board of the repair catalogue, under its category and device model.",
    )
    device_model_id = fields.Many2one(
        "ruiji.device.model",
        ondelete="restrict",
        index="btree_not_null",
    )
    board_type = fields.Char(index="trigram")
    board_initials = fields.Char(
        compute="_compute_board_initials",
        store=True,
        index="trigram",
        help="Boards are found by the initials in pinyin of their names, too.",
    )
    # The category of a board is that of its device model; other products keep
    # the one they are given.
    categ_id = fields.Many2one(
        compute="_compute_categ_id",
        store=True,
        readonly=False,
        precompute=True,
    )

    _board_uniq = models.UniqueIndex(
        "(device_model_id, lower(board_type)) WHERE repairable AND active",
        "The catalogue already has a board of this type for this device model.",
    )

    @api.constrains("repairable", "device_model_id", "board_type")
    def _check_board_is_complete(self):
        for board in self.filtered("repairable"):
            if not (board.device_model_id and board.board_type):
                raise ValidationError(
                    self.env._(
                        "The board %(name)s needs a device model and a board type "
                        "before it can stand in the repair catalogue.",
                        name=board.name,
                    )
                )

    @api.constrains("repairable", "categ_id", "device_model_id")
    def _check_category_is_of_model(self):
        for board in self.filtered("repairable"):
            if board.categ_id != board.device_model_id.categ_id:
                raise ValidationError(
                    self.env._(
                        "The device model %(model)s belongs to the category "
                        "%(right)s, so the board %(name)s cannot be under %(wrong)s.",
                        model=board.device_model_id.name,
                        right=board.device_model_id.categ_id.display_name,
                        name=board.name,
                        wrong=board.categ_id.display_name or self.env._("no category"),
                    )
                )

    @api.depends("repairable", "device_model_id.categ_id")
    def _compute_categ_id(self):
        for product in self:
            if product.repairable and product.device_model_id:
                product.categ_id = product.device_model_id.categ_id
            else:
                product.categ_id = product.categ_id

    @api.depends("repairable", "name", "board_type", "device_model_id.name")
    def _compute_board_initials(self):
        for board in self:
            names = (board.name, board.device_model_id.name, board.board_type)
            initials = map(pinyin_initials, filter(None, names))
            board.board_initials = board.repairable and " ".join(initials)

    @api.onchange("device_model_id", "board_type")
    def _onchange_board_names_itself(self):
        """Offer the usual name of a board as long as it has none."""
        if self.repairable and not self.name and self.device_model_id:
            parts = (self.device_model_id.name, self.board_type)
            self.name = " ".join(filter(None, parts))
