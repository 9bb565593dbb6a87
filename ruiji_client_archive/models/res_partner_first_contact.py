from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# What the clock alone writes.
CLOCK_FIELDS = {
    "first_contact_since",
    "first_contact_deadline",
    "first_contact_date",
    "first_contact_warned_on",
    "first_contact_overdue_on",
    "pooled_on",
    "pooled_from_id",
}
# Ways in which a file may get an account manager without being new to him.
NO_NEW_CLOCK = {"import"}
PARAMETER = "ruiji_client_archive.%s"
DEFAULT_TERMS = {
    "first_contact_days": 7,
    "first_contact_warning_day": 5,
    "first_contact_recall_day": 8,
    "pool_cooling_off_days": 10,
}
STAFF = "base.group_user"


class ResPartner(models.Model):
    """A new client is contacted within 7 working days (MGR-04).

    The clock starts when an account manager registers a client, or gets one that
    nobody has contacted yet. Files that came from the old system start none.
    """

    _inherit = "res.partner"

    first_contact_since = fields.Date(
        string="First contact awaited since",
        copy=False,
        readonly=True,
        groups=STAFF,
    )
    first_contact_deadline = fields.Date(
        string="First contact due",
        compute="_compute_first_contact_deadline",
        store=True,
        copy=False,
        groups=STAFF,
        help="The new client is to be contacted by then: counted in working days "
        "of the company's calendar.",
    )
    first_contact_date = fields.Date(
        string="First contact",
        copy=False,
        readonly=True,
        tracking=True,
        groups=STAFF,
        help="Day of the first call, message, meeting or visit.",
    )
    first_contact_warned_on = fields.Date(copy=False, readonly=True, groups=STAFF)
    first_contact_overdue_on = fields.Date(copy=False, readonly=True, groups=STAFF)
    first_contact_days_left = fields.Integer(
        string="Working days left",
        compute="_compute_first_contact_notice",
        groups=STAFF,
    )
    first_contact_notice = fields.Char(
        string="First contact notice",
        compute="_compute_first_contact_notice",
        groups=STAFF,
    )

    _first_contact_awaited_idx = models.Index(
        "(first_contact_deadline) WHERE first_contact_since IS NOT NULL "
        "AND first_contact_date IS NULL"
    )

    @api.depends("first_contact_since")
    def _compute_first_contact_deadline(self):
        days = self._first_contact_term("first_contact_days")
        calendar = self.env.company.resource_calendar_id
        for since, clients in self.grouped("first_contact_since").items():
            clients.first_contact_deadline = since and calendar.working_day_after(
                since, days
            )

    @api.depends("first_contact_deadline", "first_contact_date")
    def _compute_first_contact_notice(self):
        self.first_contact_days_left = 0
        self.first_contact_notice = False
        awaited = self.filtered(lambda client: client._awaits_first_contact())
        if not awaited:
            return
        days_left = awaited._first_contact_days_left()
        for client in awaited:
            client.first_contact_days_left = days_left[client]
            client.first_contact_notice = self._say_days_left(days_left[client])

    def _first_contact_days_left(self):
        """Return {client: working days left}, below 0 when overdue."""
        calendar = self.env.company.resource_calendar_id
        today = calendar._today()
        deadlines = [*self.mapped("first_contact_deadline"), today]
        worked = calendar._working_dates(min(deadlines), max(deadlines))
        return {
            client: self._working_distance(worked, today, client.first_contact_deadline)
            for client in self
        }

    @api.model
    def _working_distance(self, worked, today, deadline):
        if deadline >= today:
            return sum(today < day <= deadline for day in worked)
        # Overdue from the first day on, be it a weekend.
        return -max(1, sum(deadline < day <= today for day in worked))

    @api.model
    def _say_days_left(self, days):
        if days < 0:
            return self.env._("First contact overdue")
        if days == 0:
            return self.env._("First contact due today")
        return self.env._("First contact due in %s working days", days)

    # Reading the clock

    def _awaits_first_contact(self):
        """Return whether the clock of this client is running."""
        self.ensure_one()
        return (
            bool(self.is_client and self.first_contact_deadline)
            and not self.first_contact_date
        )

    @api.model
    def _first_contact_awaited_domain(self):
        """Clients whose clock is running."""
        return (
            Domain("is_client", "=", True)
            & Domain("archive_state", "!=", "disposed")
            & Domain("first_contact_since", "!=", False)
            & Domain("first_contact_date", "=", False)
        )

    @api.model
    def _first_contact_term(self, name):
        """Return a number of working days that the administrator sets."""
        # A plain number that counting needs, whoever triggers it.
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param(PARAMETER % name, DEFAULT_TERMS[name]))

    # Starting and stopping it

    def _follow_managers(self, previous):
        """Start the clock for new clients along with their history (MGR-04)."""
        result = super()._follow_managers(previous)
        changed = [
            (client, manager)
            for client, manager in previous.items()
            if client._recorded_manager() != manager
        ]
        decision = self._assignment_decision()
        if changed and not (decision and decision.origin in NO_NEW_CLOCK):
            self._follow_first_contact(changed, decision and decision.origin)
        return result

    def _follow_first_contact(self, changed, origin):
        """Start or stop clocks of clients whose account manager just changed.

        :param list changed: (client, account manager until now)
        """
        nobody = self.browse()
        begun = nobody.concat(*(c for c, m in changed if c._is_new_to_manager(m)))
        begun.write(self._prepare_clock_start())
        left = nobody.concat(
            *(c for c, _m in changed if c.first_contact_since and not c.user_id)
        )
        if origin != "recall":
            left.write({"first_contact_since": False})

    def _is_new_to_manager(self, previous):
        """Return whether the account manager has to make the first contact."""
        if not self.user_id or self.first_contact_date:
            return False
        if not previous and self.first_contact_since and not self.pooled_on:
            # Whoever registered it said since when.
            return False
        is_prospect = self.lifecycle == "prospective"
        return bool(is_prospect or self.first_contact_since or not self.date_filed)

    def _prepare_clock_start(self):
        return {
            "first_contact_since": self.env.company.resource_calendar_id._today(),
            "first_contact_warned_on": False,
            "first_contact_overdue_on": False,
        }

    def _count_first_contact_days_anew(self):
        """Follow a calendar in which days off or days worked have changed."""
        awaited = self.search(self._first_contact_awaited_domain())
        awaited._compute_anew("first_contact_deadline")

    # The clock is nobody's to turn back

    @api.model_create_multi
    def create(self, vals_list):
        if any(CLOCK_FIELDS & vals.keys() for vals in vals_list):
            self._refuse_to_set_the_clock()
        return super().create(vals_list)

    def write(self, vals):
        if CLOCK_FIELDS & vals.keys():
            self._refuse_to_set_the_clock()
        return super().write(vals)

    @api.model
    def _refuse_to_set_the_clock(self):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "The day of the first contact is not typed in: log the call, "
                    "message, meeting or visit on the client file."
                )
            )
