from odoo import api, models
from odoo.fields import Command


class ResPartner(models.Model):
    """How persons of clients get their logins and codes, many at once (WEB-02)."""

    _inherit = "res.partner"

    def _grant_web_access(self, code):
        """Make this person of a client a portal user who signs in with the code.

        The caller has checked the rights, the file and the code.

        :return: res.users record in sudo, whose password nobody knows
        """
        return self._grant_web_access_to({self: code})

    def _grant_web_access_to(self, codes):
        """Make these persons of clients portal users; `codes` has one for each.

        The caller has checked the rights, the files and the codes.

        :return: res.users recordset in sudo, whose passwords nobody knows
        """
        # Accounts are the system's; the caller decided that these may be made.
        persons = self.sudo()
        former = persons.with_context(active_test=False).user_ids
        former.write({"active": True, "group_ids": self._portal_groups()})
        former._set_unknown_password()
        for user in former:
            user.login = codes[user.partner_id]
        users = former | (persons - former.partner_id)._create_portal_users(codes)
        persons._write_each({person: {"login_code": codes[person]} for person in self})
        clients = persons.commercial_partner_id
        clients._show_login_codes()
        clients.client_type = "online"
        return users

    @api.model
    def _portal_groups(self):
        return [Command.set(self.env.ref("base.group_portal").ids)]

    def _create_portal_users(self, codes):
        # Mail and note are our own: the mail only where there is an address.
        users = self.env["res.users"].with_context(
            no_reset_password=True, mail_create_nolog=True
        )
        company = self.env.company
        shared = {
            "group_ids": self._portal_groups(),
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
        }
        return users.create(
            [
                {"login": codes[person], "partner_id": person.id, **shared}
                for person in self
            ]
        )

    def _main_contact_as_person(self):
        """Return the values of the person who this client's main contact is."""
        self.ensure_one()
        same = ("function", "gender", "birth_year", "birthday")
        reach = ("phone", "mobile", "fax")
        return {
            "parent_id": self.id,
            "name": self.contact_name,
            **{field: self[field] for field in same + reach},
        }

    def _show_login_codes(self):
        """Show on each client's file the code of one of its persons (WEB-02)."""
        shown = {}
        for client in self:
            persons = client.child_ids.filtered("has_web_access").sorted("id")
            codes = persons.mapped("login_code")
            if client.login_code not in codes:
                shown[client] = {"login_code": codes[0] if codes else False}
        self.browse().concat(*shown)._write_each(shown)

    def _write_each(self, values):
        """Write to each of these partners what `values` has for it: {partner: vals}.

        Rights, tracking and constraints are asked once for all, and the database is
        written once; for fields that nothing else of the file follows.
        """
        self.check_access("write")
        names = {name for vals in values.values() for name in vals}
        self._track_prepare(names)
        with self.env.protecting([self._fields[name] for name in names], self):
            for partner in self:
                partner.update(values[partner])
        self.modified(names)
        self._validate_fields(names)
