from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .res_partner_demand import SALES_MANAGERS
from .watch_rule import KINDS

ACTIVITY = "ruiji_client_archive.mail_activity_watch"
VP = "ruiji_client_archive.group_marketing_vp"


class WatchAlert(models.Model):
    """An anomaly of a client, from the day it was found to the day it ended (GRD-04).

    While it lasts there is one of a kind: finding it again raises nothing.
    """

    _name = "ruiji.watch.alert"
    _description = "Client at Risk"
    _order = "date_to DESC, date_from DESC, id DESC"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True, readonly=True
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    note = fields.Char(string="What was found", readonly=True)
    date_from = fields.Date(string="Since", required=True, readonly=True)
    date_to = fields.Date(string="Over on", readonly=True)

    # Who may read an alert follows the client's file; kept here so that the record
    # rules stay flat.
    confidentiality = fields.Selection(
        related="client_id.confidentiality", store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="client_id.user_id",
        store=True,
        index="btree_not_null",
    )
    grade = fields.Selection(related="client_id.grade", store=True)

    _open_uniq = models.UniqueIndex(
        "(client_id, kind) WHERE date_to IS NULL",
        "This anomaly of the client is known already.",
    )

    @api.model
    def _raise(self, findings):
        """Open alerts for anomalies and tell the account manager and the VP.

        :param findings: list of (res.partner record, kind, note)
        """
        if not findings:
            return
        today = fields.Date.context_today(self)
        alerts = self.create(
            [
                {"client_id": c.id, "kind": kind, "note": note, "date_from": today}
                for c, kind, note in findings
            ]
        )
        alerts._schedule_activities()

    def _schedule_activities(self):
        """One activity for each reader of a client's anomalies, not one for each."""
        notes = defaultdict(Markup)
        for alert in self:
            notes[alert.client_id] += Markup("<li>%s</li>") % alert.note
        activity_type = self.env.ref(ACTIVITY)
        model = self.env["ir.model"]._get("res.partner")
        today = fields.Date.context_today(self)
        vps = self.env.ref(VP).all_user_ids.filtered("active")
        # On the list only: nothing is mailed.
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        activities.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "summary": activity_type.with_context(lang=user.lang).summary,
                    "note": Markup("<ul>%s</ul>") % note,
                    "res_model_id": model.id,
                    "res_id": client.id,
                    "user_id": user.id,
                    "date_deadline": today,
                }
                for client, note in notes.items()
                for user in client.user_id | vps
            ]
        )

    def _end(self):
        """Close alerts whose reason is gone."""
        self.write({"date_to": fields.Date.context_today(self)})

    def action_settle(self):
        """Close an alert that a person has dealt with.

        :raises AccessError: for all but the marketing VP and the general manager
        """
        self.check_access("read")
        if not self.env.user.has_groups(SALES_MANAGERS):
            raise AccessError(
                self.env._(
                    "An alert is settled by the marketing VP or the general manager."
                )
            )
        # By hand nobody has rights on alerts; who settles was checked.
        self.sudo().filtered(lambda alert: not alert.date_to)._end()
