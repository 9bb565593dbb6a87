from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..utils.pinyin import pinyin_sort_key

# What staff call a client, beside its legal name.
OTHER_NAMES = ("short_name", "name_initials", "client_number")
SORTED_CHARACTERS = 200


class ResPartner(models.Model):
    """Names are sorted and found by pinyin (OPS-06).

    The database sorts Chinese names by code point, which nobody can follow.
    """

    _inherit = "res.partner"

    name_pinyin = fields.Char(
        string="Name as it is sorted",
        compute="_compute_name_pinyin",
        store=True,
        groups="base.group_user",
    )

    _name_pinyin_idx = models.Index("(name_pinyin, name)")

    @api.depends("name", "is_company")
    def _compute_name_pinyin(self):
        for partner in self:
            # So many characters sort, and fit into the index of any name.
            name = (partner.name or "")[:SORTED_CHARACTERS]
            partner.name_pinyin = name and pinyin_sort_key(
                name, person=not partner.is_company
            )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Whoever sorts by name gets the order of a Chinese dictionary."""
        by_name = super()._order_field_to_sql(
            alias, field_name, direction, nulls, query
        )
        if field_name != "name" or not (self.env.su or self.env.user._is_internal()):
            return by_name
        pinyin = self._field_to_sql(alias, "name_pinyin", query)
        query._order_groupby.append(pinyin)
        return SQL("%s %s %s, %s", pinyin, direction, nulls, by_name)

    @api.model
    def _search_display_name(self, operator, value):
        """Find clients by short name, initials and number wherever one picks one."""
        domain = super()._search_display_name(operator, value)
        may_ask = self.env.su or self.env.user._is_internal()
        if operator not in ("ilike", "like") or not value or not may_ask:
            return domain
        other = Domain.OR(Domain(name, operator, value) for name in OTHER_NAMES)
        return Domain(domain) | other
