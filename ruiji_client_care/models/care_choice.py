from odoo import fields, models
from odoo.fields import Domain


class CareSelection(models.AbstractModel):
    """Whom a mailing goes to: persons of clients, and who is left out, and why.

    Only files that the sender may open are looked at (ACC-02).
    """

    _name = "ruiji.care.selection"
    _description = "Persons to Write To"

    grade = fields.Selection(
        selection=lambda self: self.env["res.partner"]
        ._fields["grade"]
        ._description_selection(self.env),
        help="Of the clients; all grades when left empty.",
    )
    state_ids = fields.Many2many(
        "res.country.state",
        string="Provincial regions",
        domain=[("country_id.code", "=", "CN")],
        help="Of the clients; all when left empty.",
    )
    own_clients = fields.Boolean(string="My clients only")
    recipient_count = fields.Integer(
        string="Will be written to", compute="_compute_selection"
    )
    no_email_count = fields.Integer(
        string="Without e-mail address", compute="_compute_selection"
    )
    opt_out_count = fields.Integer(
        string="Want no greetings", compute="_compute_selection"
    )
    blacklisted_count = fields.Integer(
        string="On the blacklist", compute="_compute_selection"
    )
    known_count = fields.Integer(
        string="Written to already", compute="_compute_selection"
    )

    def _compute_selection(self):
        for record in self:
            chosen = record._sort_out(record._candidates())
            record.recipient_count = len(chosen["recipients"])
            record.no_email_count = len(chosen["no_email"])
            record.opt_out_count = len(chosen["opt_out"])
            record.blacklisted_count = len(chosen["blacklisted"])
            record.known_count = len(chosen["known"])

    def _candidates(self):
        """The persons of the chosen clients whose files the user may open."""
        clients = self.env["res.partner"].search(self._client_domain())
        return self.env["res.partner"].search(
            [
                ("parent_id", "in", clients.ids),
                ("is_company", "=", False),
                ("type", "=", "contact"),
            ]
        )

    def _client_domain(self):
        domain = Domain("is_client", "=", True) & Domain("archive_state", "=", "filed")
        if self.grade:
            domain &= Domain("grade", "=", self.grade)
        if self.state_ids:
            domain &= Domain("state_id", "in", self.state_ids.ids)
        if self.own_clients:
            domain &= Domain("user_id", "=", self.env.uid)
        return domain

    def _sort_out(self, persons):
        """Part persons by whether they are written to.

        :return: {"recipients", "no_email", "opt_out", "blacklisted", "known": persons}
        """
        no_email = persons.filtered(lambda person: not person.email_normalized)
        opt_out = (persons - no_email).filtered("care_opt_out")
        blacklisted = self._blacklisted(persons - no_email - opt_out)
        rest = persons - no_email - opt_out - blacklisted
        known = self._known(rest)
        return {
            "recipients": rest - known,
            "no_email": no_email,
            "opt_out": opt_out,
            "blacklisted": blacklisted,
            "known": known,
        }

    def _blacklisted(self, persons):
        # Whether an address is blocked decides, whoever asks.
        blocked = self.env["mail.blacklist"].sudo()
        found = blocked.search([("email", "in", persons.mapped("email_normalized"))])
        emails = set(found.mapped("email"))
        return persons.filtered(lambda person: person.email_normalized in emails)

    def _known(self, persons):
        """Those who were written to already; each mailing knows its own."""
        return persons.browse()

    def _client_of(self, person):
        return person if person.is_client else person.parent_id
