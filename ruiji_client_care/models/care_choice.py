from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

# So many names stand on the form; all of them are a click away
MOST_NAMES = 10
# Why somebody is left out, in the order in which it is looked at
REASONS = ("no_email", "opt_out", "blacklisted", "known")


class CareSelection(models.AbstractModel):
    """Whom a mailing goes to: persons of clients, and who is left out, and why.

    Only files that the sender may open are looked at (ACC-02).
    """

    _name = "ruiji.care.selection"
    _description = "Persons to Write To"
    _inherit = ["ruiji.care.bulk"]

    state = fields.Selection(
        [("draft", "Draft"), ("sending", "Being sent"), ("done", "Sent")],
        string="Status",
        compute="_compute_progress",
    )

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
    no_email_names = fields.Char(compute="_compute_selection")
    opt_out_names = fields.Char(compute="_compute_selection")
    blacklisted_names = fields.Char(compute="_compute_selection")
    known_names = fields.Char(compute="_compute_selection")

    def _compute_progress(self):
        result = super()._compute_progress()
        for record in self:
            under_way = "sending" if record.waiting else "done"
            record.state = under_way if record.total else "draft"
        return result

    def _compute_selection(self):
        for record in self:
            chosen = record._sort_out(record._candidates())
            record.recipient_count = len(chosen["recipients"])
            for reason in REASONS:
                record[f"{reason}_count"] = len(chosen[reason])
                record[f"{reason}_names"] = self._first_names(chosen[reason])

    def _first_names(self, persons):
        """The first of these people by name, and that there are more."""
        names = format_list(self.env, persons[:MOST_NAMES].mapped("name"))
        more = len(persons) - MOST_NAMES
        if more <= 0:
            return names
        return self.env._("%(names)s and %(count)s more", names=names, count=more)

    def action_view_recipients(self):
        """List the people who will be written to."""
        return self._open_people("recipients", self.env._("Will be written to"))

    def action_view_left_out(self):
        """List the people who are left out for the reason that the button names.

        :raises UserError: for another reason than those
        """
        reason = self.env.context.get("reason")
        if reason not in REASONS:
            raise UserError(self.env._("Choose why people are left out."))
        label = self._fields[f"{reason}_count"]._description_string(self.env)
        return self._open_people(reason, self.env._("Left out: %s", label))

    def _open_people(self, part, title):
        """Open a list of people of files that the user may open (ACC-02)."""
        self.ensure_one()
        self.check_access("read")
        people = self._sort_out(self._candidates())[part]
        view = self.env.ref("ruiji_client_care.care_person_view_list")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "res.partner",
            "views": [(view.id, "list")],
            "domain": [("id", "in", people.ids)],
            "context": {"create": False},
            "target": "new",
        }

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
