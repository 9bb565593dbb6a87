from odoo import fields, models
from odoo.tools import SQL

from ..utils.naming import department_word, legal_name_key
from .login_request import ACTIVITY


class ResPartner(models.Model):
    """Logins that a unit's administrator asks for (WEB-07)."""

    _inherit = "res.partner"

    login_request_ids = fields.One2many(
        "ruiji.login.request",
        "client_id",
        domain=[("state", "=", "pending")],
        groups="ruiji_client_archive.group_archive_user",
    )

    def _login_code_holders(self, codes=None):
        """Count codes that are asked for among those that somebody has."""
        holders = super()._login_code_holders(codes)
        self.env["ruiji.login.request"].flush_model()
        wanted = [code.lower() for code in codes if code] if codes is not None else None
        # Nobody's partner holds the code of a person who is still to be made.
        rows = self.env.execute_query(
            SQL(
                """SELECT lower(login_code), coalesce(person_id, 0)
                     FROM ruiji_login_request
                    WHERE state = 'pending'
                      AND (%(wanted)s::text[] IS NULL
                           OR lower(login_code) = ANY(%(wanted)s))""",
                wanted=wanted,
            )
        )
        for code, person_id in rows:
            holders[code] = [*holders.get(code, ()), person_id]
        return holders

    def _person_called(self, name):
        """The person of this unit who is called so, if there is one."""
        key = legal_name_key(name)
        return self.child_ids.filtered(
            lambda person: not person.is_company and legal_name_key(person.name) == key
        )[:1]

    def _propose_code_for(self, name, position, person=None):
        """The free code that the naming rule gives for somebody of this unit."""
        words = department_word(position) or name
        if person and person.login_code:
            return person.login_code.lower()
        return words and self._propose_login_code(words, person)

    def _request_login(self, values):
        """Put a checked request before the company (WEB-07).

        Called in sudo, for a unit that the portal user administers.

        :param dict values: fields of ruiji.login.request
        :return: the new request
        """
        self.ensure_one()
        request = self.env["ruiji.login.request"].create(
            {**values, "client_id": self.id, "requested_by_id": self.env.uid}
        )
        request.flush_recordset()
        self._ask_for_decision_on_logins()
        return request

    def _ask_for_decision_on_logins(self):
        """Put it on the list of everybody who decides on logins of this file."""
        asked = self.activity_search([ACTIVITY]).user_id
        tasks = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        tasks._ask(ACTIVITY, [(self, user) for user in self._login_deciders() - asked])

    def _login_deciders(self):
        """The clerks, where there is none and of secret files the marketing VPs."""
        roles = ("group_marketing_vp",)
        if self.confidentiality != "secret":
            roles = ("group_marketing_clerk", *roles)
        for role in roles:
            users = self.env.ref(f"ruiji_client_archive.{role}").all_user_ids
            users = users.filtered(lambda user: user.active and not user.share)
            if users:
                return users
        return self.env["res.users"]
