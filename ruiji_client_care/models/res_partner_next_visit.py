from datetime import UTC, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .client_visit import HELD, KINDS, OPEN
from .res_partner_visit import CARE

DUE = "ruiji_client_care.mail_activity_visit_due"
HOUR = timedelta(hours=10)
# One statement for all clients: the rules of grade and tier, what was last, and the
# earliest of what they ask for. A visit counts as a call as well.
NEXT_VISITS = """
    WITH asked AS (
        SELECT DISTINCT ON (client.id, rule.kind)
               client.id, rule.kind, rule.months,
               GREATEST(rule.date_start, client.date_filed) AS begun
          FROM res_partner client
          JOIN ruiji_visit_rule rule
            ON rule.active AND rule.grade = client.grade
           AND COALESCE(rule.client_tier, client.client_tier) = client.client_tier
         WHERE client.id = ANY(%(clients)s) AND client.active
           AND client.is_client AND client.archive_state = 'filed'
           AND client.lifecycle IS DISTINCT FROM 'former'
      ORDER BY client.id, rule.kind, rule.client_tier NULLS LAST
    ), made AS (
        SELECT client_id AS id, MAX(visit_day) AS spoken,
               MAX(visit_day) FILTER (WHERE kind = 'visit') AS seen
          FROM ruiji_client_visit
         WHERE client_id = ANY(%(clients)s) AND state IN %(held)s
      GROUP BY client_id
    ), due AS (
        SELECT asked.id, asked.kind,
               (COALESCE(CASE asked.kind WHEN 'visit' THEN made.seen
                                         ELSE made.spoken END, asked.begun)
                + asked.months * INTERVAL '1 month')::date AS day
          FROM asked LEFT JOIN made USING (id)
    ), next AS (
        SELECT DISTINCT ON (id) id, kind, day FROM due ORDER BY id, day, kind DESC
    ), answer AS (
        SELECT client.id, made.spoken, next.day, next.kind
          FROM UNNEST(%(clients)s) AS client(id)
     LEFT JOIN made USING (id) LEFT JOIN next USING (id)
    )
    UPDATE res_partner client
       SET last_visit_on = answer.spoken, next_visit_due = answer.day,
           next_visit_kind = answer.kind
      FROM answer
     WHERE client.id = answer.id
       AND (client.last_visit_on, client.next_visit_due, client.next_visit_kind)
           IS DISTINCT FROM (answer.spoken, answer.day, answer.kind)
"""


class ResPartner(models.Model):
    """Regular return visits by grade; due ones are listed and proposed (CAR-02)."""

    _inherit = "res.partner"

    last_visit_on = fields.Date(
        string="Last visit or call", readonly=True, copy=False, groups=CARE
    )
    next_visit_due = fields.Date(
        string="Next visit due",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=CARE,
        help="By the rule of the client's grade, counted from the last visit or call.",
    )
    next_visit_kind = fields.Selection(
        KINDS, string="Next visit how", readonly=True, copy=False, groups=CARE
    )

    def _refresh_next_visits(self):
        """Decide anew when these clients are due, in one statement."""
        if not self:
            return
        self.env.flush_all()
        self.env.cr.execute(SQL(NEXT_VISITS, clients=self.ids, held=HELD))
        self.invalidate_recordset(
            ["last_visit_on", "next_visit_due", "next_visit_kind"]
        )

    @api.model
    def _cron_next_visits(self, batch_size=5000):
        """Decide for all clients, step by step, and remind of what is overdue."""
        clients = self.search([("is_client", "=", True)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(clients))
        for start in range(0, len(clients), batch_size):
            batch = clients[start : start + batch_size]
            batch._refresh_next_visits()
            if not cron._commit_progress(len(batch)):
                return
        self._remind_of_visits()
        cron._commit_progress()

    @api.model
    def _remind_of_visits(self):
        """One entry on each account manager's list for all that are overdue."""
        today = fields.Date.context_today(self)
        overdue = self._read_group(
            [("next_visit_due", "<", today), ("user_id", "!=", False)],
            ["user_id"],
            ["__count"],
        )
        self._remind(
            DUE,
            dict(overdue),
            lambda env, count: env._("%s clients wait for a return visit", count),
        )

    # Plans for what is due

    def action_propose_visits(self):
        """Draft plans for those of these clients that are due and have none."""
        self.check_access("read")
        visits = self._propose_visits()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.client_visit_action"
        )
        return action | {
            "domain": [("id", "in", visits.ids)],
            "context": {},
        }

    def _propose_visits(self):
        """Draft a plan for each that is due, unless there is an open one.

        :return: the plans; account managers plan for their own clients alone
        """
        Visits = self.env["ruiji.client.visit"]
        # Whether a visit is planned, whoever planned it; nothing of it is shown.
        planned = Visits.sudo()._read_group(
            [("client_id", "in", self.ids), ("state", "in", OPEN)], ["client_id"]
        )
        due = self.filtered(lambda client: client.next_visit_due and client.user_id)
        due -= self.browse(client.id for (client,) in planned)
        days = due._planned_days()
        # `proposed` is no one's to write; the right to plan is checked by the create.
        Visits.check_access("create")
        plans = Visits.sudo().create([c._prepare_proposal(days[c]) for c in due])
        plans = plans.with_env(self.env)
        plans.check_access("write")
        return plans

    def _planned_days(self):
        """{client: working day on which, or after which, it is due}."""
        calendar = self.env.company.resource_calendar_id
        tomorrow = calendar._today() + timedelta(days=1)
        wanted = {client: max(client.next_visit_due, tomorrow) for client in self}
        eve = timedelta(days=1)
        worked = {
            day: calendar.working_day_after(day - eve, 1)
            for day in set(wanted.values())
        }
        return {client: worked[day] for client, day in wanted.items()}

    def _prepare_proposal(self, day):
        self.ensure_one()
        calendar = self.env.company.resource_calendar_id
        start = calendar._midnight(day) + HOUR
        return {
            "client_id": self.id,
            "kind": self.next_visit_kind,
            "user_id": self.user_id.id,
            "date_start": start.astimezone(UTC).replace(tzinfo=None),
            "duration": 2 if self.next_visit_kind == "visit" else 0.5,
            "goal": self.env._("Regular return visit"),
            "proposed": True,
        }

    @api.model
    def _cron_propose_visits(self, batch_size=200):
        """At the beginning of the month, draft plans for all that is due in it."""
        today = fields.Date.context_today(self)
        month_end = today + relativedelta(day=31)
        house = self.with_context(lang=self.env.company.partner_id.lang)
        due = house.search(
            Domain("next_visit_due", "<=", month_end) & Domain("user_id", "!=", False),
            order="id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for start in range(0, len(due), batch_size):
            batch = due[start : start + batch_size].try_lock_for_update()
            batch._propose_visits()
            if not cron._commit_progress(batch_size):
                break
