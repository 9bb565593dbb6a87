from odoo import models


class ResPartner(models.Model):
    """Files of key clients are confidential by default (GRD-03)."""

    _inherit = "res.partner"

    def _close_key_files(self):
        """Raise the level of the key clients among these from internal.

        It is not lowered by itself when a client is no key client any more:
        that is customer service's and management's decision (ACC-01).
        """
        internal = self.filtered(
            lambda client: client.grade == "key"
            and client.confidentiality == "internal"
        )
        if not internal:
            return
        # One note tells it with the reason, in place of a tracked value without.
        untracked = internal.with_context(mail_notrack=True)
        untracked.write({"confidentiality": "confidential"})
        house = self.with_context(lang=self.env.company.partner_id.lang)
        levels = dict(
            house._fields["confidentiality"]._description_selection(house.env)
        )
        internal._message_log_batch(
            {
                client.id: house.env._(
                    "Level: %(old)s → %(new)s, since this is now a key client "
                    "(%(reason)s)",
                    old=levels["internal"],
                    new=levels["confidential"],
                    reason=client.grade_reason,
                )
                for client in internal
            }
        )
