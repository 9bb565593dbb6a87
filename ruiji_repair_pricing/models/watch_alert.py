from odoo import fields, models

from .watch_rule import DELETED, KINDS


class WatchAlert(models.Model):
    _inherit = "ruiji.watch.alert"

    kind = fields.Selection(selection_add=KINDS, ondelete=DELETED)
