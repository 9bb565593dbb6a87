from odoo import api, models

from .archive_import_catalogue import CatalogueHandler
from .archive_import_contracts import ContractsHandler
from .archive_import_prices import PricesHandler
from .archive_import_sentences import SENTENCES


class ArchiveImport(models.Model):
    _inherit = "ruiji.archive.import"

    @api.model
    def _sheet_handlers(self):
        """Take in contracts, the catalogue and price lists as well."""
        own = [ContractsHandler, CatalogueHandler, PricesHandler]
        return super()._sheet_handlers() + own

    @api.model
    def _sentences(self):
        return super()._sentences() | SENTENCES
