from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..utils.pinyin import pinyin_sort_key

# What staff call a client, beside its legal name.
OTHER_NAMES = ("short_name", "name_initials", "client_number")
SORTED_CHARACTERS = 200
SORTED_AS = {"name": "name_pinyin", "complete_name": "complete_name_pinyin"}


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

    complete_name_pinyin = fields.Char(
        string="Full name as it is sorted",
        compute="_compute_complete_name_pinyin",
        store=True,
        index=True,
        groups="base.group_user",
        help="Persons stand behind the unit they belong to.",
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

    @api.depends("name_pinyin", "is_company", "parent_id.name_pinyin")
    def _compute_complete_name_pinyin(self):
        for partner in self:
            unit = not partner.is_company and partner.parent_id.name_pinyin
            names = [name for name in (unit, partner.name_pinyin) if name]
            partner.complete_name_pinyin = " , ".join(names)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Whoever sorts by name gets the order of a Chinese dictionary."""
        by_name = super()._order_field_to_sql(
            alias, field_name, direction, nulls, query
        )
        sorted_as = SORTED_AS.get(field_name)
        if not sorted_as or not (self.env.su or self.env.user._is_internal()):
            return by_name
        pinyin = self._field_to_sql(alias, sorted_as, query)
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
