from odoo import api, fields, models


class CareGreeting(models.Model):
    """A greeting to one person for one occasion; it counts as no contact (CAR-05)."""

    _name = "ruiji.care.greeting"
    _description = "Greeting"
    _order = "id DESC"
    _rec_name = "partner_id"

    mailing_id = fields.Many2one(
        "ruiji.care.mailing",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    occasion_id = fields.Many2one(
        "ruiji.care.occasion",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    client_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    user_id = fields.Many2one(related="mailing_id.user_id", string="Sent by")
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("left_out", "Left out")],
        string="Status",
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    sent_on = fields.Datetime(readonly=True)

    _once = models.UniqueIndex(
        "(occasion_id, year, partner_id)",
        "This person has been greeted for this occasion already.",
    )

    @api.model
    def _cron_send(self, batch_size=50):
        """Send what waits, in committed steps; a kill leaves the rest waiting."""
        waiting = self.search([("state", "=", "waiting")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for start in range(0, len(waiting), batch_size):
            batch = waiting[start : start + batch_size].try_lock_for_update()
            batch.filtered(lambda greeting: greeting.state == "waiting")._send()
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break

    def _send(self):
        """Put the mails of these greetings into the queue, in one statement."""
        # Somebody may have asked not to be greeted since.
        unwilling = self.filtered(lambda greeting: not greeting._may_be_sent())
        unwilling.write({"state": "left_out"})
        willing = self - unwilling
        mails = [
            vals
            for template, greetings in willing.grouped(
                lambda greeting: greeting.occasion_id.template_id
            ).items()
            for vals in greetings._prepare_mails(template)
        ]
        # The mails go to persons of files that the sender may open, see the mailing.
        self.env["mail.mail"].sudo().create(mails)
        willing.write({"state": "sent", "sent_on": fields.Datetime.now()})

    def _may_be_sent(self):
        person = self.partner_id
        return person.active and person.email and not person.care_opt_out

    def _prepare_mails(self, template):
        """Values of one mail a greeting, each in its reader's language."""
        texts = template._generate_template(self.ids, ("subject", "body_html"))
        return [
            {
                "model": self._name,
                "res_id": greeting.id,
                "subject": texts[greeting.id]["subject"],
                "body_html": texts[greeting.id]["body_html"],
                "body": texts[greeting.id]["body_html"],
                "email_from": greeting.user_id.email_formatted
                or greeting.mailing_id.company_id.email_formatted,
                "recipient_ids": [fields.Command.link(greeting.partner_id.id)],
                "message_type": "email_outgoing",
                "auto_delete": False,
            }
            for greeting in self
        ]
