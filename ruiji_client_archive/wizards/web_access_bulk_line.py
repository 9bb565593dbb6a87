from collections import Counter

from odoo import api, fields, models
from odoo.tools import email_normalize

from ..models.res_partner_web_access import LOGIN_CODE
from ..utils.login_code_pool import LoginCodePool


class WebAccessBulkLine(models.TransientModel):
    """One person who may get web access, and what is in the way (WEB-02)."""

    _name = "ruiji.web.access.bulk.line"
    _description = "Row of a Grant"

    bulk_id = fields.Many2one(
        "ruiji.web.access.bulk", required=True, ondelete="cascade", index=True
    )
    chosen = fields.Boolean(string="Grant")
    client_id = fields.Many2one(
        "res.partner", string="Client", required=True, readonly=True, ondelete="cascade"
    )
    person_id = fields.Many2one(
        "res.partner", string="Person", readonly=True, ondelete="cascade"
    )
    name = fields.Char(string="Full name", readonly=True)
    function = fields.Char(string="Position", readonly=True)
    login_code = fields.Char(help="4 to 8 letters or digits, nobody else's.")
    email = fields.Char(help="Empty: a one-time password is printed.")
    consent_by = fields.Char(string="Agreed by", help="Who at the client agreed.")
    problem = fields.Char(string="In the way", compute="_compute_problem")

    @api.depends(
        "login_code",
        "email",
        "consent_by",
        "bulk_id.line_ids.chosen",
        "bulk_id.line_ids.login_code",
    )
    def _compute_problem(self):
        clients = self.client_id._origin
        pool = LoginCodePool(clients._login_code_holders(self.mapped("login_code")))
        chosen = self.bulk_id.line_ids.filtered("chosen")
        doubles = Counter((line.login_code or "").lower() for line in chosen)
        for line in self:
            line.problem = line._problem(pool, doubles)

    def _problem(self, pool, doubles):
        """Say in one sentence what is in the way of this row, if anything."""
        return (
            self._problem_of_file()
            or self._problem_of_code(pool)
            or self._problem_of_double(doubles)
            or self._problem_of_rest()
        )

    def _problem_of_file(self):
        if not self.client_id._is_filed_client():
            return self.env._("The archive is not filed yet.")
        if not self.name:
            return self.env._("No main contact on file: enter one there first.")
        # Accounts are not the clerk's to read.
        user = self.person_id.sudo().user_ids[:1]
        if user:
            return self.env._("Has an account already, %(code)s.", code=user.login)
        return ""

    def _problem_of_code(self, pool):
        if not LOGIN_CODE.fullmatch(self.login_code or ""):
            return self.env._("The code takes 4 to 8 letters or digits.")
        own = (self.client_id | self.person_id)._origin.ids
        if not pool.is_free(self.login_code, own):
            return self.env._("%(code)s is taken.", code=self.login_code)
        return ""

    def _problem_of_double(self, doubles):
        if self.chosen and doubles[self.login_code.lower()] > 1:
            return self.env._("%(code)s stands here twice.", code=self.login_code)
        return ""

    def _problem_of_rest(self):
        if self.email and not email_normalize(self.email):
            return self.env._(
                "%(email)s is no e-mail address: correct or empty it.", email=self.email
            )
        if not self.consent_by:
            return self.env._("Enter who agreed to the code.")
        return ""

    # Granting

    def _set_persons(self):
        """Make persons of those main contacts that are none yet."""
        new = self.filtered(lambda line: not line.person_id)
        persons = self.env["res.partner"].create(
            [line.client_id._main_contact_as_person() for line in new]
        )
        for line, person in zip(new, persons, strict=True):
            line.person_id = person

    def _record_consent(self):
        """Note on persons and clients who agreed to which code, and when."""
        self._set_addresses()
        self.person_id._write_each(
            {line.person_id: line._consent_vals() for line in self}
        )
        texts = {}
        for line in self:
            text = line._consent_text()
            texts[line.person_id.id] = text
            client_id = line.client_id.id
            texts[client_id] = "; ".join(filter(None, [texts.get(client_id), text]))
        (self.person_id | self.client_id)._message_log_batch(texts)

    def _set_addresses(self):
        """Keep new addresses on the file; those that stay are not written again."""
        new = self.filtered(
            lambda line: line.email and line.email != line.person_id.email
        )
        for email, lines in new.grouped("email").items():
            lines.person_id.email = email

    def _consent_vals(self):
        return {
            "portal_scope": self.bulk_id.portal_scope,
            "web_consent_date": self.bulk_id.consent_date,
            "web_consent_by": self.consent_by,
        }

    def _consent_text(self):
        return self.env._(
            "Web access granted to %(person)s with the code %(code)s; "
            "%(who)s agreed on %(day)s.",
            person=self.person_id.name,
            code=self.login_code.lower(),
            who=self.consent_by,
            day=self.bulk_id.consent_date,
        )
