from babel.dates import format_skeleton

from odoo import models
from odoo.tools import get_lang

# What a period shows; the language says in which order.
SKELETONS = {"day": "yMMMd", "month": "yMMM", "quarter": "yQQQ"}


class Base(models.AbstractModel):
    """Periods of groups read as they are written: 2026年5月, not 五月 2026 (OPS-01)."""

    _inherit = "base"

    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        formatter = super()._web_read_group_groupby_formatter(groupby_spec, values)
        skeleton = SKELETONS.get(groupby_spec.rpartition(":")[2])
        language = get_lang(self.env).code
        if not (skeleton and language.startswith("zh")):
            return formatter

        def in_order(value):
            shown, domain = formatter(value)
            if value and isinstance(shown, tuple):
                shown = (shown[0], format_skeleton(skeleton, value, locale=language))
            return shown, domain

        return in_order
