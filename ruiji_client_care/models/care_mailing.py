from odoo import api, fields, models
from odoo.exceptions import UserError


class CareMailing(models.Model):
    """Greetings to many for one occasion, sent in the background (CAR-05)."""

    _name = "ruiji.care.mailing"
    _description = "Greetings in Bulk"
    _inherit = ["ruiji.care.selection"]
    _order = "date DESC, id DESC"
    _letter_model = "ruiji.care.greeting"
    _letter_link = "mailing_id"
    _letter_job = "ruiji_client_care.cron_send_greetings"

    name = fields.Char(compute="_compute_name")
    occasion_id = fields.Many2one(
        "ruiji.care.occasion", required=True, ondelete="restrict", index=True
    )
    kind = fields.Selection(related="occasion_id.kind")
    date = fields.Date(
        string="Day",
        compute="_compute_date",
        store=True,
        readonly=False,
        required=True,
        help="The day of the occasion, or the first day of the birthdays.",
    )
    date_to = fields.Date(
        string="Birthdays until",
        help="The last day of the birthdays that are greeted for.",
    )
    greeting_ids = fields.One2many(
        "ruiji.care.greeting", "mailing_id", string="Greetings", readonly=True
    )
    total = fields.Integer(string="People greeted")

    @api.depends("occasion_id", "date")
    def _compute_name(self):
        for mailing in self:
            day = mailing.date and mailing.date.isoformat()
            mailing.name = " ".join(filter(None, [mailing.occasion_id.name, day]))

    @api.depends("occasion_id")
    def _compute_date(self):
        for mailing in self:
            today = fields.Date.context_today(mailing)
            mailing.date = mailing.occasion_id.next_date or today

    @api.depends("greeting_ids.state")
    def _compute_progress(self):
        """How far each has come (CAR-05)."""
        return super()._compute_progress()

    @api.depends("grade", "state_ids", "own_clients", "occasion_id", "date", "date_to")
    def _compute_selection(self):
        """Count those who will be greeted and those who are left out (CAR-05)."""
        return super()._compute_selection()

    def _candidates(self):
        """Birthday children among the chosen clients' people, or all these people."""
        self.ensure_one()
        if self.kind != "birthday":
            return super()._candidates()
        people = self.env["res.partner"]._birthdays_between(
            self.date, self.date_to or self.date
        )
        clients = self.env["res.partner"].search(self._client_domain())
        return people.filtered(lambda person: self._client_of(person) in clients)

    def _known(self, persons):
        # Who was greeted counts, whoever did it and whether or not one may see it.
        greetings = self.env["ruiji.care.greeting"].sudo()
        found = greetings.search(
            [
                ("occasion_id", "=", self.occasion_id.id),
                ("year", "=", self.date.year if self.date else 0),
                ("partner_id", "in", persons.ids),
            ]
        )
        return found.partner_id.with_env(self.env)

    def action_send(self):
        """Queue a greeting for everybody who may get one; a job sends them.

        :raises UserError: when nobody is left to greet, or it was sent already
        """
        self.ensure_one()
        self.check_access("write")
        if self.greeting_ids:
            raise UserError(self.env._("These greetings are on their way already."))
        persons = self._sort_out(self._candidates())["recipients"]
        if not persons:
            raise UserError(
                self.env._("Nobody is left to be greeted: choose other clients.")
            )
        # Greetings are made here only; the persons are of files the user may open.
        self.env["ruiji.care.greeting"].sudo().create(
            [self._prepare_greeting_vals(person) for person in persons]
        )
        self._start_sending()
        return True

    def _prepare_greeting_vals(self, person):
        return {
            "mailing_id": self.id,
            "occasion_id": self.occasion_id.id,
            "year": self.date.year,
            "partner_id": person.id,
            "client_id": self._client_of(person).id,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if self.greeting_ids:
            raise UserError(self.env._("Greetings that were sent stay on record."))
