from odoo import api, models

from odoo.addons.ruiji_client_archive.utils.naming import legal_name_key


class ResPartner(models.Model):
    """Finds sending units by what people write in spreadsheets (REP-07)."""

    _inherit = "res.partner"

    @api.model
    def _units_by_text(self, texts):
        """Find the one unit that each text means: legal name, short name or number.

        :param texts: names as they were written
        :return: {text: res.partner, empty where nobody or several are meant}
        """
        texts = set(filter(None, texts))
        keys = {text: legal_name_key(text) for text in texts}
        units = self.search(
            [
                ("is_client", "=", True),
                ("archive_state", "=", "filed"),
                "|",
                ("name_key", "in", list(keys.values())),
                "|",
                ("short_name", "in", list(texts)),
                ("client_number", "in", list(texts)),
            ]
        )
        return {
            text: units._only_one(
                lambda unit, text=text: unit.name_key == keys[text]
                or text in (unit.client_number, unit.short_name)
            )
            for text in texts
        }

    def _only_one(self, condition):
        found = self.filtered(condition)
        return found if len(found) == 1 else self.browse()
