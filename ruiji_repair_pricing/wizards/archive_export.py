from odoo import api, models

from ..exporter import sheets


class ArchiveExport(models.TransientModel):
    """Contracts, catalogue and prices go along (ARC-13)."""

    _inherit = "ruiji.archive.export"

    @api.model
    def _sheet_builders(self):
        own = [sheets.contracts, sheets.catalogue, sheets.prices]
        return super()._sheet_builders() + own
