from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..utils.settlement_sql import PREVIEW

PARTIES_PER_STEP = 50
# So many parties are settled while one waits; more of them in the background.
AT_ONCE = 20
CRON = "ruiji_repair_pricing.cron_settle_periods"


class SettlementRun(models.Model):
    """Settles a period for all parties, or for chosen ones (REP-06).

    Shows first what each party would be charged. Works off the parties in steps that
    are kept; stopped half-way it goes on with those that are left.
    """

    _name = "ruiji.settlement.run"
    _description = "Settling a Period"
    _order = "id DESC"

    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env["ruiji.settlement"]._last_month()[0],
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self.env["ruiji.settlement"]._last_month()[1],
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    with_earlier = fields.Boolean(
        string="With what was left over",
        default=True,
        help="Boards shipped before the period and not settled until now come along.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Contracting parties",
        domain=[("is_company", "=", True)],
        help="Empty: all parties.",
    )
    finish = fields.Selection(
        [
            ("draft", "Drafts, to be looked at"),
            ("confirmed", "Confirmed settlements"),
            ("invoiced", "Confirmed settlements with invoices"),
        ],
        string="Make",
        default="invoiced",
        required=True,
    )
    state = fields.Selection(
        [("draft", "Preview"), ("running", "Running"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    line_ids = fields.One2many("ruiji.settlement.run.line", "run_id", string="Parties")
    party_count = fields.Integer(string="Number of parties", compute="_compute_counts")
    board_count = fields.Integer(string="Boards", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts")

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period cannot end before it starts."
    )

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for run in self:
            run.display_name = f"{run.date_from} – {run.date_to}"

    @api.depends("line_ids.state", "line_ids.board_count")
    def _compute_counts(self):
        for run in self:
            lines = run.line_ids
            worked_off = lines.filtered(lambda line: line.state != "waiting")
            run.party_count = len(lines)
            run.board_count = sum(lines.mapped("board_count"))
            run.progress = 100 * len(worked_off) / (len(lines) or 1)

    def action_preview(self):
        """Show what each party would be charged; nothing is settled yet."""
        self._check_state("draft")
        for run in self:
            lines = [Command.create(vals) for vals in run._preview()]
            run.write({"line_ids": [Command.clear(), *lines]})
        return True

    def _preview(self):
        """Values of one line a party and currency, from one statement."""
        self.ensure_one()
        self.env.flush_all()
        since, until = self.company_id._moments_of(self.date_from, self.date_to)
        rows = self.env.execute_query(
            SQL(
                PREVIEW,
                company=self.company_id.id,
                since=None if self.with_earlier else since,
                until=until,
                parties=self.partner_ids.ids or None,
            )
        )
        names = ("partner_id", "currency_id", "board_count", "unit_count", "amount")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def action_start(self):
        """Settle what the preview shows, in the background if that takes long."""
        self._check_state("draft")
        if not self.line_ids:
            self.action_preview()
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "Nothing that was shipped in this period waits to be settled."
                )
            )
        self.state = "running"
        if len(self.line_ids) <= AT_ONCE or self.env.context.get("settle_now"):
            self._work_off()
        else:
            # Whoever may settle may have the work done.
            self.env.ref(CRON).sudo()._trigger()
        return True

    def action_view_settlements(self):
        """Open the settlements that this run made."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.settlement_action"
        )
        return action | {"domain": [("run_id", "in", self.ids)], "context": {}}

    def _check_state(self, expected):
        self.check_access("write")
        if self.filtered(lambda run: run.state != expected):
            raise UserError(
                self.env._("This period is being settled, or has been settled.")
            )

    def _work_off(self, commit=False):
        """Settle the parties that wait, step by step.

        :param bool commit: keep each step, and stop when the job's time is over
        """
        cron = self.env["ir.cron"]
        for start in range(0, len(self.line_ids), PARTIES_PER_STEP):
            step = self.line_ids[start : start + PARTIES_PER_STEP]
            waiting = step.filtered(lambda line: line.state == "waiting")
            waiting._settle()
            if commit and not cron._commit_progress(len(waiting)):
                return
        self.state = "done"

    @api.model
    def _cron_settle(self):
        """Go on with the runs that are not through."""
        running = self.search([("state", "=", "running")], order="id")
        waiting = running.line_ids.filtered(lambda line: line.state == "waiting")
        self.env["ir.cron"]._commit_progress(remaining=len(waiting))
        for run in running:
            run.with_company(run.company_id)._work_off(commit=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_previews(self):
        self._check_state("draft")


class SettlementRunLine(models.Model):
    _name = "ruiji.settlement.run.line"
    _description = "Party of a Settled Period"
    _order = "amount DESC, id"
    _rec_name = "partner_id"

    run_id = fields.Many2one(
        "ruiji.settlement.run", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contracting party",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    board_count = fields.Integer(string="Boards", readonly=True)
    unit_count = fields.Integer(string="Sending units", readonly=True)
    amount = fields.Monetary(string="Settled amount", readonly=True)
    settlement_id = fields.Many2one(
        "ruiji.settlement", readonly=True, ondelete="set null", index="btree_not_null"
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("settled", "Settled"),
            ("gone", "Settled by somebody else"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )

    def _settle(self):
        """One settlement a party: collected, confirmed and invoiced as the run says."""
        if not self:
            return
        # Settling is the run's right, which was checked; its facts are written by it.
        settlements = self.env["ruiji.settlement"].sudo()
        settlements = settlements.create(
            [line._prepare_settlement_vals() for line in self]
        )
        settlements._collect()
        for line, settlement in zip(self, settlements, strict=True):
            line.settlement_id = settlement
            line.state = "settled" if settlement.board_count else "gone"
        settlements.filtered(lambda made: not made.board_count).unlink()
        made = settlements.exists().with_env(self.env)
        if self.run_id.finish != "draft":
            made.action_confirm()
        if self.run_id.finish == "invoiced":
            made._invoice()

    def _prepare_settlement_vals(self):
        self.ensure_one()
        run = self.run_id
        return {
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "company_id": run.company_id.id,
            "date_from": run.date_from,
            "date_to": run.date_to,
            "with_earlier": run.with_earlier,
            "run_id": run.id,
        }


class Settlement(models.Model):
    _inherit = "ruiji.settlement"

    run_id = fields.Many2one(
        "ruiji.settlement.run",
        string="Settled with",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
