from odoo import models
from odoo.fields import Command


class GoodsMovement(models.Model):
    """The client hears what went back and by which waybill (REP-02)."""

    _inherit = "ruiji.goods.movement"

    def _tell_contacts(self):
        """Write on each slip what of it went back, and mail it to the slip's contact.

        One statement for all mails and one for all notes, however many slips.
        """
        mails, notes = [], {}
        for entry in self:
            for slip, boards in entry.repair_out_ids.grouped("slip_id").items():
                # Whom the slip names as contact hears of it, whoever sends.
                person = slip.contact_id.sudo()
                body = entry._gone_notice(slip, boards, person)
                if person.email:
                    mails.append(entry._prepare_gone_mail_vals(slip, person, body))
                elif slip:
                    notes[slip.id] = body
        # Telling the client comes with sending back; users need no right on mails.
        self.env["mail.mail"].sudo().create(mails)
        self.env["ruiji.repair.slip"].browse(notes)._message_log_batch(bodies=notes)

    def _gone_notice(self, slip, boards, person):
        reader = self.with_context(lang=person.lang or self.partner_id.lang)
        return reader.env["ir.qweb"]._render(
            "ruiji_repair_pricing.goods_gone_notice",
            {
                "entry": reader,
                "slip": slip.with_env(reader.env),
                "boards": boards.with_env(reader.env),
            },
        )

    def _prepare_gone_mail_vals(self, slip, person, body):
        reader = self.with_context(lang=person.lang or self.partner_id.lang)
        return {
            "model": slip._name,
            "res_id": slip.id,
            "subject": reader.env._(
                "Boards of %(slip)s are on their way back", slip=slip.name
            ),
            "body": body,
            "body_html": body,
            "recipient_ids": [Command.link(person.id)],
            "message_type": "notification",
            "auto_delete": False,
        }
