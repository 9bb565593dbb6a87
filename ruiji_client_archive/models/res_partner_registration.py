from odoo import models

# Below whom a unit stands says what it is (SUB-01).
TIER_BELOW = {"group": "province", "province": "prefecture"}


class ResPartner(models.Model):
    """A company that Odoo knows already becomes a client by one step (OPS-02)."""

    _inherit = "res.partner"

    def _register_as_clients(self, values):
        """Take these companies into the archive; what is known of them stays.

        Their orders, messages and persons stay with them. What they stood below as
        an address is let go of: units stand below each other in the unit tree.

        :param dict values: {company: what its file says besides what is known}
        """
        self.check_access("write")
        defaults = self._client_defaults()
        # Who looks after it is for the one who registers to say.
        defaults.pop("user_id")
        alike = {}
        for company in self:
            unknown = {name: val for name, val in defaults.items() if not company[name]}
            vals = {**unknown, "is_client": True, "parent_id": False, **values[company]}
            alike.setdefault(tuple(sorted(vals.items())), []).append(company.id)
        # The review's own fields are written by the system; the right was checked.
        companies = self.sudo()
        companies._note_former_place()
        for vals, ids in alike.items():
            companies.browse(ids).write(dict(vals))

    def _place_as_client(self):
        """Where this company would stand as a client, as far as Odoo knows it."""
        self.ensure_one()
        superior = self.parent_id._filtered_access("read")
        superior = superior.filtered(
            lambda unit: unit._is_filed_client() and unit.client_tier in TIER_BELOW
        )
        return {
            "client_tier": TIER_BELOW.get(superior.client_tier, "independent"),
            "superior_id": superior.id,
            "state_id": self.state_id.id,
            "city_id": self.city_id.id,
            "zip": self.zip,
        }

    def _open_client_files(self):
        """Show these files, in the archive's own views."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "ruiji_client_archive.client_action"
        )
        if len(self) == 1:
            form = self.env.ref("ruiji_client_archive.client_view_form")
            return {**action, "res_id": self.id, "views": [(form.id, "form")]}
        return {**action, "domain": [("id", "in", self.ids)]}

    def _note_former_place(self):
        below = self.filtered("parent_id")
        below._message_log_batch(
            {
                company.id: self.env._(
                    "Registered as a client of its own; stood below %(parent)s.",
                    parent=company.parent_id.name,
                )
                for company in below
            }
        )
