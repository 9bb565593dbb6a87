from odoo import api, models

from ..importer.catalogue import CatalogueHandler
from ..importer.contracts import ContractsHandler
from ..importer.prices import PricesHandler
from ..importer.sentences import SENTENCES


class ArchiveImport(models.Model):
    _inherit = "ruiji.archive.import"

    @api.model
    def _sheet_handlers(self):
        """Take in contracts, the catalogue and price lists as well."""
        own = [ContractsHandler, CatalogueHandler, PricesHandler]
        return super()._sheet_handlers() + own

    @api.model
    def _templates(self):
        """Price lists and the catalogue come alone as well (IMP-06)."""
        return super()._templates() | {
            "prices": (self.env._("Price list"), ["prices"]),
            "catalogue": (self.env._("Repair catalogue"), ["catalogue"]),
        }

    @api.model
    def _sentences(self):
        return super()._sentences() | SENTENCES

    @api.model
    def _references_by_the_way(self):
        """What every product and every price brings along."""
        return super()._references_by_the_way() | {
            ("product_product", "product_tmpl_id"),
            ("product_supplier_taxes_rel", "prod_id"),
            ("product_taxes_rel", "prod_id"),
            ("product_value", "product_id"),
            ("ruiji_price_change", "contract_id"),
            ("ruiji_price_change", "price_id"),
        }
