from odoo import api, fields, models

STATES = [("waiting", "Waiting"), ("sent", "Sent"), ("left_out", "Left out")]


class CareQueue(models.AbstractModel):
    """Letters to persons that a job mails, each once (CAR-04, CAR-05).

    The heir has `partner_id`, `sent_on` and a field of STATES.
    """

    _name = "ruiji.care.queue"
    _description = "Letters to Be Sent"
    _queue_field = "state"

    @api.model
    def _cron_send(self, batch_size=50):
        """Send what waits, in committed steps; a kill leaves the rest waiting."""
        waiting = self.search([(self._queue_field, "=", "waiting")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for start in range(0, len(waiting), batch_size):
            batch = waiting[start : start + batch_size].try_lock_for_update()
            batch.filtered(lambda one: one[self._queue_field] == "waiting")._send()
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break

    def _send(self):
        """Put the mails of these letters into the queue, in one statement."""
        # Somebody may have asked not to be written to since.
        unwilling = self.filtered(lambda one: not one._may_be_sent())
        unwilling.write({self._queue_field: "left_out"})
        willing = self - unwilling
        mails = [
            vals
            for template, letters in willing._letters().items()
            for vals in letters._prepare_mails(template)
        ]
        # The mails go to persons of files that the sender may open, see the mailing.
        self.env["mail.mail"].sudo().create(mails)
        willing.write({self._queue_field: "sent", "sent_on": fields.Datetime.now()})

    def _may_be_sent(self):
        person = self.partner_id
        return person.active and person.email and not person.care_opt_out

    def _letters(self):
        """Return {template: the letters that are written by it}."""
        raise NotImplementedError

    def _sender(self):
        """Return the address that the letter comes from."""
        raise NotImplementedError

    def _prepare_mails(self, template):
        """Values of one mail a letter, each in its reader's language."""
        texts = template._generate_template(self.ids, ("subject", "body_html"))
        return [
            {
                "model": self._name,
                "res_id": letter.id,
                "subject": texts[letter.id]["subject"],
                "body_html": texts[letter.id]["body_html"],
                "body": texts[letter.id]["body_html"],
                "email_from": letter._sender(),
                "recipient_ids": [fields.Command.link(letter.partner_id.id)],
                "message_type": "email_outgoing",
                "auto_delete": False,
            }
            for letter in self
        ]
