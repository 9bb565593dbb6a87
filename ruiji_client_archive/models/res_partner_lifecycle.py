from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..utils.lifecycle import Fact, decide

MONTHS_PARAMETER = "ruiji_client_archive.lifecycle_months"


class ResPartner(models.Model):
    """Former, current or prospective: decided by facts, never typed (ARC-05)."""

    _inherit = "res.partner"

    lifecycle = fields.Selection(
        [
            ("former", "Former"),
            ("current", "Current"),
            ("prospective", "Prospective"),
        ],
        compute="_compute_lifecycle",
        store=True,
        index="btree_not_null",
        groups="base.group_user",
    )
    lifecycle_date = fields.Date(
        string="Decided by a fact of",
        compute="_compute_lifecycle",
        store=True,
        groups="base.group_user",
    )
    lifecycle_reason = fields.Char(
        string="Deciding fact",
        compute="_compute_lifecycle",
        store=True,
        groups="base.group_user",
    )
    lifecycle_stated = fields.Selection(
        selection=[
            ("former", "Former"),
            ("current", "Current"),
            ("prospective", "Prospective"),
        ],
        string="Lifecycle in the old system",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="What the old system said on the day of the import: one fact among "
        "others.",
    )
    lifecycle_stated_on = fields.Date(
        readonly=True, copy=False, groups="base.group_user"
    )

    @api.depends("is_client", "lifecycle_stated", "lifecycle_stated_on")
    def _compute_lifecycle(self):
        today = fields.Date.context_today(self)
        recent = today - relativedelta(months=self._lifecycle_months())
        clients = self.filtered("is_client")
        # The reason is kept for everybody: in the house's language, not that of
        # whoever, or whatever job, caused the computation.
        language = self.env.company.partner_id.lang
        facts = clients.with_context(lang=language)._business_facts(today)
        others = self - clients
        others.lifecycle = False
        others.lifecycle_date = False
        others.lifecycle_reason = False
        for client in clients:
            lifecycle, fact = decide(facts.get(client.id, ()), recent)
            client.lifecycle = lifecycle
            client.lifecycle_date = fact and fact.day
            client.lifecycle_reason = fact and fact.label

    @api.model
    def _lifecycle_months(self):
        """How long ago business still counts as going on."""
        # A plain number that every computation needs, whoever triggers it.
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param(MONTHS_PARAMETER, 12))

    def _business_facts(self, today):
        """What is known of each client's business; other addons add theirs.

        :param date today: facts are those of this day
        :return: {partner id: [utils.lifecycle.Fact]}
        """
        facts = {client.id: [] for client in self}
        for client in self.filtered("lifecycle_stated"):
            facts[client.id].append(
                Fact(
                    client.lifecycle_stated,
                    client.lifecycle_stated_on,
                    self.env._("stated by the old system"),
                )
            )
        for client, status, opened in self._lead_groups():
            label = (
                self.env._("open lead")
                if status == "pending"
                else self.env._("lead won, contract to be filed")
            )
            facts[client.id].append(Fact("prospective", opened.date(), label))
        return facts

    def _lead_groups(self):
        """Client, status and last day of its leads that are open or won."""
        # Whose client it is decides, whoever asks.
        leads = self.env["crm.lead"].sudo()
        return leads._read_group(
            [("client_id", "in", self.ids), ("won_status", "in", ("pending", "won"))],
            ["client_id", "won_status"],
            ["create_date:max"],
        )

    def _refresh_lifecycle(self):
        """Decide lifecycle and grade anew, now that a fact has changed."""
        clients = self.filtered("is_client")
        clients._compute_anew("lifecycle", "lifecycle_date", "lifecycle_reason")
        clients._refresh_grade()

    @api.model
    def _cron_refresh_lifecycle(self, batch_size=2000):
        """Decide anew for all clients: time alone changes the answer.

        Of the lifecycle (ARC-05) and, with it, of the grade (GRD-01).
        """
        self._end_manual_grades()
        clients = self.search([("is_client", "=", True)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(clients))
        for start in range(0, len(clients), batch_size):
            batch = clients[start : start + batch_size]
            batch._refresh_lifecycle()
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break
