from odoo import api, fields, models

# Who may know that a client does not pay
ALERT_READERS = (
    "ruiji_client_archive.group_account_manager,"
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_customer_service,"
    "ruiji_client_archive.group_finance,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)


class ResPartner(models.Model):
    """Clients are watched for anomalies: arrears, falling orders, credit (GRD-04)."""

    _inherit = "res.partner"

    watch_alert_ids = fields.One2many(
        "ruiji.watch.alert",
        "client_id",
        domain=[("date_to", "=", False)],
        string="Open alerts",
        groups=ALERT_READERS,
    )
    watch_summary = fields.Char(compute="_compute_watch_summary", groups=ALERT_READERS)

    @api.depends("watch_alert_ids.note")
    def _compute_watch_summary(self):
        for client in self:
            notes = client.watch_alert_ids.mapped("note")
            client.watch_summary = "; ".join(filter(None, notes))

    def _watch_findings(self, today):
        """What is out of the ordinary with these clients; other addons add theirs.

        :return: {kind of ruiji.watch.rule: {partner id: sentence}}; kinds that are
            not in it are not watched by the daily job
        """
        return {}

    def _watch(self, today):
        """Raise new anomalies and close those that are over."""
        house = self.with_context(lang=self.env.company.partner_id.lang)
        findings = house._watch_findings(today)
        alerts = self.env["ruiji.watch.alert"].search(
            [
                ("client_id", "in", self.ids),
                ("kind", "in", list(findings)),
                ("date_to", "=", False),
            ]
        )
        known = {(alert.kind, alert.client_id.id): alert for alert in alerts}
        found = {
            (kind, client_id): note
            for kind, notes in findings.items()
            for client_id, note in notes.items()
        }
        alerts.browse(
            alert.id for key, alert in known.items() if key not in found
        )._end()
        alerts._raise(
            [
                (self.browse(client_id), kind, note)
                for (kind, client_id), note in found.items()
                if (kind, client_id) not in known
            ]
        )

    @api.model
    def _cron_watch_clients(self, batch_size=2000):
        """Look at all clients for anomalies, step by step (GRD-04)."""
        today = fields.Date.context_today(self)
        clients = self.search([("is_client", "=", True)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(clients))
        for start in range(0, len(clients), batch_size):
            batch = clients[start : start + batch_size]
            batch._watch(today)
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break

    def write(self, vals):
        if "credit_grade" not in vals:
            return super().write(vals)
        # Whoever writes the grade may see it; the comparison asks no more.
        clients = self.sudo().filtered("is_client")
        before = {client: client.credit_grade for client in clients}
        result = super().write(vals)
        clients._watch_credit(before)
        return result

    def _watch_credit(self, before):
        """Raise a credit grade that went down; close the alert when it went up.

        :param dict before: {client: credit grade until now}
        """
        house = self.with_context(lang=self.env.company.partner_id.lang)
        labels = dict(house._fields["credit_grade"]._description_selection(house.env))
        # The field lists them from the best on.
        ranks = {grade: rank for rank, grade in enumerate(labels)}
        compared = self.filtered(lambda c: before[c] and c.credit_grade)
        worse = compared.filtered(lambda c: ranks[c.credit_grade] > ranks[before[c]])
        better = compared.filtered(lambda c: ranks[c.credit_grade] < ranks[before[c]])
        known = self.env["ruiji.watch.alert"].search(
            [
                ("client_id", "in", self.ids),
                ("kind", "=", "credit_downgrade"),
                ("date_to", "=", False),
            ]
        )
        known.filtered(lambda alert: alert.client_id in better)._end()
        if not self.env["ruiji.watch.rule"]._rule("credit_downgrade"):
            return
        known._raise(
            [
                (
                    client,
                    "credit_downgrade",
                    house.env._(
                        "Credit grade down from %(old)s to %(new)s",
                        old=labels[before[client]],
                        new=labels[client.credit_grade],
                    ),
                )
                for client in worse - known.client_id
            ]
        )
