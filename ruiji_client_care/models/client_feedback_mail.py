from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext

LONGEST_MAIL = 20000


class ClientFeedback(models.Model):
    """What clients write to the feedback address (CAR-03)."""

    _inherit = "ruiji.client.feedback"

    email_from = fields.Char(string="Sender's e-mail", index="btree_not_null")

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Make an enquiry of a mail, of the client whose person wrote it.

        Mails of unknown senders belong to nobody yet: customer service assigns them.
        """
        sender = email_normalize(msg_dict.get("email_from")) or ""
        person = self._person_of(sender)
        values = {
            "kind": "enquiry",
            "channel": "mail",
            "subject": msg_dict.get("subject") or "",
            "description": html2plaintext(msg_dict.get("body") or "")[:LONGEST_MAIL],
            "email_from": sender,
            "caller": msg_dict.get("email_from"),
            "partner_id": person.commercial_partner_id.id,
            "contact_id": not person.is_company and person.id,
            **(custom_values or {}),
        }
        # The gateway's user has no client's file; what it makes is its own to make.
        return super(ClientFeedback, self.sudo()).message_new(msg_dict, values)

    @api.model
    def _person_of(self, sender):
        """The person, or else the client, with this e-mail address; none if several.

        Two clients that give the same address are told apart by people.
        """
        partners = self.env["res.partner"]
        if not sender:
            return partners
        # Whose address it is decides, not who runs the gateway.
        known = partners.sudo().search(
            [
                ("email_normalized", "=", sender),
                ("commercial_partner_id.is_client", "=", True),
            ],
            order="is_company, id",
        )
        return known[:1] if len(known.commercial_partner_id) == 1 else partners
