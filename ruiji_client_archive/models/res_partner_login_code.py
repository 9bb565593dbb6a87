from odoo import models
from odoo.tools import SQL

from ..utils.login_code_pool import LoginCodePool


class ResPartner(models.Model):
    """Which login codes are free, and which to propose (WEB-01)."""

    _inherit = "res.partner"

    def _propose_login_code(self, words, person=None):
        """Return the first free code of this client for a department or a person."""
        self.ensure_one()
        person = person or self.browse()
        pool = LoginCodePool(self._login_code_holders())
        own_ids = (self | person).ids
        return pool.propose(self.short_name, words, own_ids, self.id) or False

    def _login_code_holders(self, codes=None):
        """Return which partners have a login code, on file or as a user's login.

        :param codes: look for these alone, in any letter case; all by default
        :return: {code in lower case: [partner ids]}
        """
        self.env["res.users"].flush_model(["login", "partner_id"])
        self.flush_model(["login_code"])
        wanted = [code.lower() for code in codes if code] if codes is not None else None
        # Who has a code tells nothing but that it is taken.
        rows = self.env.execute_query(
            SQL(
                """SELECT code, array_agg(partner_id)
                     FROM (SELECT lower(login_code) AS code, id AS partner_id
                             FROM res_partner WHERE login_code IS NOT NULL
                            UNION
                           SELECT lower(login), partner_id FROM res_users) AS held
                    WHERE %(wanted)s::text[] IS NULL OR code = ANY(%(wanted)s)
                    GROUP BY code""",
                wanted=wanted,
            )
        )
        return dict(rows)

    def _taken_login_codes(self, codes, person=None):
        """Return those of the codes that are in use, in any letter case.

        Not counted are what `person` holds already and what stands on the file
        of this client for no other person of it.
        """
        own_ids = (self | person if person else self).ids
        pool = LoginCodePool(self._login_code_holders(codes))
        return {code.lower() for code in codes if not pool.is_free(code, own_ids)}
