from odoo import api, models, tools
from odoo.fields import Domain

# What may be on its way to anybody's mailbox; its text is not the administrator's
CLEARED = (
    "ruiji_client_archive.group_marketing_vp,ruiji_client_archive.group_general_manager"
)
OF_PARTNERS = {
    "crm.lead": "partner_id",
    "crm.activity.report": "partner_id",
    "res.partner.bank": "partner_id",
    "mail.followers": "partner_id",
    "mail.notification": "res_partner_id",
}


class IrRule(models.Model):
    """Odoo's own records about a client are as closed as the client's file (ACC-02).

    On top of Odoo's own rules, and asking those of partners: what opens a file, be it
    a level or a borrowing, opens what is known of the client elsewhere.
    """

    _inherit = "ir.rule"

    def _compute_domain(self, model_name, mode="read"):
        # The portal keeps to its own unit by rules of its own.
        if self.env.su or self.env.user.share:
            return super()._compute_domain(model_name, mode)
        return self._walled_domain(model_name, mode, self._lent_client_ids())

    @tools.ormcache(
        "self.env.uid",
        "model_name",
        "mode",
        "lent_ids",
        "tuple(self._compute_domain_context_values())",
    )
    def _walled_domain(self, model_name, mode, lent_ids):
        """Put together once what every query of a screen asks for again.

        :param lent_ids: the files lent to the user at this second: a borrowing that
            begins or ends asks for another domain, so that none has to be cleared
        """
        domain = Domain(super()._compute_domain(model_name, mode))
        return (domain & self._wall(model_name)).optimize(self.env[model_name])

    @api.model
    def _wall(self, model_name):
        """What a model's records have to fulfil for this user; addons add theirs.

        :return: Domain, TRUE when the model names no client
        """
        if model_name in OF_PARTNERS:
            return self._wall_around(OF_PARTNERS[model_name])
        if model_name == "calendar.event":
            return self._wall_around_meetings()
        if model_name == "calendar.attendee":
            return self._wall_through("event_id", self._wall_around_meetings())
        if model_name == "mail.mail":
            return self._wall_around_mails()
        if model_name == "mail.tracking.value":
            return self._wall_through("mail_message_id", self._wall_around_mails())
        return Domain.TRUE

    @api.model
    def _open_partners(self):
        """The domain of the partners whom this user may open."""
        return Domain(self._compute_domain("res.partner"))

    @api.model
    def _wall_around(self, path):
        """Records whose partner is open to the user, or that have none."""
        is_open = self._wall_through(path, self._open_partners())
        return is_open if is_open.is_true() else is_open | Domain(path, "=", False)

    @api.model
    def _wall_through(self, path, domain):
        return domain if domain.is_true() else Domain(path, "any!", domain)

    @api.model
    def _wall_around_meetings(self):
        """Meetings of one's own, and those about nobody whose file is closed."""
        is_open = self._open_partners()
        if is_open.is_true():
            return is_open
        me = self.env.user
        mine = Domain("user_id", "=", me.id) | Domain(
            "partner_ids", "in", me.partner_id.ids
        )
        about = self._wall_around("client_id")
        return mine | (about & Domain("partner_ids", "not any!", ~is_open))

    @api.model
    def _wall_around_mails(self):
        """What administrators read of messages: nothing that is about clients."""
        if self.env.user.has_groups(CLEARED):
            return Domain.TRUE
        return Domain("model", "not in", self._models_about_clients())

    @api.model
    def _models_about_clients(self):
        """Names of models whose records may tell of a client; addons add theirs."""
        own = [name for name in self.env.registry if name.startswith("ruiji.")]
        return ["res.partner", "crm.lead", "calendar.event", *own]
