from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.date_utils import add, start_of

from ..utils import performance_sql as statements

# Refusing is all that some of these methods do.
# pylint: disable=method-required-super,no-raise-unlink

# The database refuses what the application refuses.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_performance_snapshot_is_final()
            RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'Snapshots of performance are final';
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_performance_snapshot_is_final
     BEFORE UPDATE OR DELETE ON ruiji_performance_snapshot
        FOR EACH ROW EXECUTE FUNCTION ruiji_performance_snapshot_is_final();

    CREATE OR REPLACE TRIGGER ruiji_performance_snapshot_is_kept
     BEFORE TRUNCATE ON ruiji_performance_snapshot
        FOR EACH STATEMENT EXECUTE FUNCTION ruiji_performance_snapshot_is_final();
"""
MONTHS_MADE_UP_FOR = 12


class PerformanceSnapshot(models.Model):
    """How an account manager stood at the end of a month, for good (ANA-01).

    Taken by a job on the first days of the month after; nobody adds, changes or
    deletes one.
    """

    _name = "ruiji.performance.snapshot"
    _description = "Performance of an Account Manager"
    _order = "month DESC, user_id"
    _rec_name = "user_id"

    month = fields.Date(required=True, readonly=True, help="First day of the month.")
    user_id = fields.Many2one(
        "res.users",
        string="Account manager",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    taken_on = fields.Date(required=True, readonly=True)
    taken_late = fields.Boolean(
        readonly=True,
        help="The month was made up for later: what is known of the day itself alone, "
        "such as the completeness of files, is missing.",
    )
    client_count = fields.Integer(
        string="Clients at the end of the month", readonly=True
    )
    completeness = fields.Float(
        string="Completeness (%)", readonly=True, aggregator="avg", digits=(5, 1)
    )
    contacts_due = fields.Integer(string="First contacts due", readonly=True)
    contacts_in_time = fields.Integer(string="First contacts in time", readonly=True)
    contact_rate = fields.Float(
        string="First contacts in time (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
    )
    verified_count = fields.Integer(string="Files verified", readonly=True)
    prospects_won = fields.Integer(readonly=True)
    prospects_lost = fields.Integer(readonly=True)
    mend_counts = fields.Json(readonly=True)

    _month_user_uniq = models.UniqueIndex(
        "(month, user_id)", "A month is taken once for each account manager."
    )

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    def write(self, vals):
        """Never."""
        raise UserError(self._final())

    def unlink(self):
        """Never."""
        raise UserError(self._final())

    def _final(self):
        return self.env._("What was taken at the end of a month stays as it was.")

    @api.model
    def _cron_take(self):
        """Take the month before, and months that were missed."""
        today = self.env.company.resource_calendar_id._today()
        this_month = start_of(today, "month")
        for month in self._months_to_take(this_month):
            self._take(month, today)
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _months_to_take(self, this_month):
        """First days of the months that nobody has taken yet, in their order."""
        [[last]] = self._read_group([], [], ["month:max"])
        first = add(this_month, months=-1)
        if last:
            earliest = add(this_month, months=-MONTHS_MADE_UP_FOR)
            first = max(add(last, months=1), earliest)
        months = []
        while first < this_month:
            months.append(first)
            first = add(first, months=1)
        return months

    def _take(self, month, today):
        """Keep the figures of one month.

        :param date month: its first day
        :param date today: the day on which it is taken
        """
        self.env.flush_all()
        until = add(month, months=1)
        figures = self._figures(month, until)
        late = add(until, months=1) <= today
        if not late:
            for user, values in self._figures_of_the_day(today).items():
                figures.setdefault(user, {}).update(values)
        # The job alone creates them; nobody has the right.
        return self.sudo().create(
            [
                {
                    "month": month,
                    "user_id": user,
                    "taken_on": today,
                    "taken_late": late,
                    **values,
                }
                for user, values in sorted(figures.items())
            ]
        )

    def _figures(self, since, until):
        """Figures that dated facts tell, whenever they are asked for.

        Addons append theirs.

        :param date since: first day of the month
        :param date until: first day of the month after
        :return: {id of the account manager: {field: value}}
        """
        figures = {}
        self._gather(figures, statements.LOAD, since, until, ["client_count"])
        self._gather(
            figures,
            statements.FIRST_CONTACTS,
            since,
            until,
            ["contacts_due", "contacts_in_time"],
        )
        self._gather(
            figures, statements.VERIFICATIONS, since, until, ["verified_count"]
        )
        self._gather(
            figures,
            statements.PROSPECTS,
            since,
            until,
            ["prospects_won", "prospects_lost"],
        )
        for values in figures.values():
            self._rate(values, "contact_rate", "contacts_in_time", "contacts_due")
        return figures

    def _gather(self, figures, statement, since, until, names):
        rows = self.env.execute_query(SQL(statement, since=since, until=until))
        for user, *values in rows:
            figures.setdefault(user, {}).update(zip(names, values, strict=True))

    def _rate(self, values, name, part, whole):
        if values.get(whole):
            values[name] = 100 * values[part] / values[whole]

    def _figures_of_the_day(self, today: date):
        """Figures that are known today alone, and what is to be mended.

        Addons append theirs to `mend_counts`.
        """
        rows = self.env.execute_query(SQL(statements.FILES_TODAY, today=today))
        return {
            user: {
                "completeness": completeness,
                "mend_counts": {
                    "incomplete": incomplete,
                    "unverified": unverified,
                    "overdue_contact": overdue,
                },
            }
            for user, completeness, incomplete, unverified, overdue in rows
        }
