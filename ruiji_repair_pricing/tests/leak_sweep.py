from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import mute_logger

from .leak_marks import marks_in
from .leak_table import open_marks

NOISE = ("odoo.http", "odoo.addons", "odoo.sql_db", "odoo.models")


class LeakSweep:
    """Every model of the server, whatever addon it comes from."""

    def test_every_role_reads_what_the_table_says(self):
        """ACC-02, ACC-09: all rows that hold or point at something marked, by field.

        What a role never comes across is compared as well: a search that finds
        nothing proves nothing.
        """
        rows = [self._rows_of(Model) for Model in self._models_with_rows()]
        marked = [found for found in rows if found]
        leaks = {}
        for role, user in self.users.items():
            shown = {
                records._name: self._shown(records.with_user(user))
                for records in marked
            }
            self.assertLessEqual(open_marks(role), set().union(*shown.values()), role)
            leaks |= {
                (role, model): sorted(marks - open_marks(role))
                for model, marks in shown.items()
                if marks - open_marks(role)
            }
        self.assertFalse(leaks)

    def _shown(self, records):
        """The marks in all that the user finds and reads of these rows."""
        if not records.browse().has_access("read"):
            return set()
        found = records.search([("id", "in", records.ids)])
        seen = set()
        for field in found.fields_get(attributes=["type"]) if found else ():
            with mute_logger(*NOISE):
                try:
                    seen |= marks_in(repr(found.read([field])))
                except AccessError:
                    continue
        return seen

    def _models_with_rows(self):
        for name in sorted(self.env.registry):
            Model = self.env[name].sudo().with_context(active_test=False)
            if not Model._abstract and not Model._transient:
                yield Model

    def _rows_of(self, Model):
        """Rows that contain a mark or point at a partner of one of the files."""
        partners = self.env["res.partner"].search(
            [("commercial_partner_id", "in", [c.id for c in self.clients.values()])]
        )
        domains = []
        for field in Model._fields.values():
            if not field.store or field.groups == ".":
                continue
            if field.type in ("char", "text", "html") and Model._auto:
                domains.append(Domain(field.name, "like", "Zq"))
            elif field.type == "many2one" and field.comodel_name == "res.partner":
                domains.append(Domain(field.name, "in", partners.ids))
        return Model.search(Domain.OR(domains)) if domains else Model.browse()
