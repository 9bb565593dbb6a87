from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date, plaintext2html

from .service_call import HEAD

# What a client is shown of what staff and technicians wrote: what was sent to it.
SENT_TO_CLIENTS = "mail.mt_comment"


class ServiceCall(models.Model):
    """A call as its client reads it, in sudo and within the client's scope (SVC-01)."""

    _inherit = "ruiji.service.call"

    def _equipment(self):
        """What the technician has to see to, by its name."""
        return self.product_id and self.product_id._board_label() or self.product_text

    def _portal_steps(self):
        """The course of this call, steps to come included.

        :return: list of (title, moment or False); a step that was left out is not there
        """
        if self.state == "cancelled":
            return [*self._portal_stamps()[:1], (self.env._("Withdrawn"), False)]
        steps = self._portal_stamps()
        reached = max(index for index, (_title, moment) in enumerate(steps) if moment)
        return [step for index, step in enumerate(steps) if step[1] or index > reached]

    def _portal_stamps(self):
        sent = self.technician_id and self.date_dispatched
        return [
            (self.env._("Registered"), self.date_called),
            (self.env._("Dispatched"), sent),
            (self.env._("On the way"), self.date_on_way),
            (self.env._("Arrived"), self.date_arrived),
            (self._portal_end(), self.date_finished),
        ]

    def _portal_end(self):
        """What the last visit came to."""
        results = self.voucher_ids.filtered(lambda voucher: voucher.state == "done")
        result = results.sorted("id")[-1:].result
        if self.state == "done" and result == "taken_in":
            return self.env._("Taken along for repair")
        return self.env._("Finished")

    def _portal_pause(self):
        """Why the arrival is on hold, from the list of reasons; notes stay inside."""
        running = self.pause_ids.filtered(lambda pause: not pause.date_end)
        return running[:1].reason_id.name

    def _portal_kind(self):
        """Whether the visit is charged and why, in the client's words (CON-06)."""
        if self.kind == "warranty" and self.earlier_repair_id:
            mended = self.earlier_repair_id.date_repaired
            return self.env._(
                "Free of charge: we mended this equipment on %(day)s, and our "
                "guarantee still covers it.",
                day=format_date(self.env, self.company_id._business_day(mended)),
            )
        number = self.contract_id.number
        if self.kind == "warranty":
            return self.env._(
                "Free of charge by warranty contract %(number)s.", number=number
            )
        if self.kind == "contract":
            return self.env._(
                "Covered by maintenance contract %(number)s.", number=number
            )
        if number:
            return self.env._(
                "Charged: by contract %(number)s each visit is paid for.", number=number
            )
        return self.env._(
            "Charged: no contract in force covers the unit on the day of the call."
        )

    def _portal_vouchers(self):
        """What the client has signed, the latest first."""
        return self.voucher_ids.filtered("date_signed").sorted("id", reverse=True)

    def _client_photos(self):
        """Photos that the client's people sent along; nothing of staff."""
        return (
            self.env["ir.attachment"]
            .search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
            .filtered(lambda photo: photo.create_uid.share)
            .sorted("id")
        )

    def _portal_messages(self):
        """What the client wrote about the call and what it was answered."""
        return self.env["mail.message"].search(
            Domain("model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("message_type", "in", ("comment", "email"))
            & Domain("subtype_id", "=", self.env.ref(SENT_TO_CLIENTS).id)
            & Domain("is_internal", "=", False),
            order="id",
        )

    def _write_from_portal(self, text):
        """Take a message of the client to the service desk."""
        quiet = self.with_context(mail_create_nosubscribe=True)
        return quiet.message_post(
            body=plaintext2html(text),
            message_type="comment",
            subtype_xmlid=SENT_TO_CLIENTS,
            partner_ids=self._desk().partner_id.ids,
        )

    def _desk(self):
        """Who reads what the client writes: heads, who took the call, who goes."""
        users = self._active_users(HEAD) | self.taken_by_id | self.technician_id
        return users.filtered(lambda user: user.active and not user.share)
