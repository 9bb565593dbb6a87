from odoo import models

# Key of the context while groups of records are being put in order.
SORTED_GROUPS = "ruiji_sorted_groups"


class Base(models.AbstractModel):
    """Figures by province count in parallel however many records there are (ANA-01)."""

    _inherit = "base"

    def _read_group_orderby(self, order, groupby_terms, query):
        """As Odoo's; groups go by a province alone, not by what sorts it as well."""
        records = self.with_context(**{SORTED_GROUPS: True})
        return super(Base, records)._read_group_orderby(order, groupby_terms, query)
