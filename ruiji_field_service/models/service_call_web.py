from odoo import api, fields, models

from odoo.addons.ruiji_repair_pricing.utils.photo import clean_photo

from .service_call import HEAD

ONLINE = "ruiji_field_service.mail_activity_online_call"
MOST_PHOTOS = 5
# Before all that wait to be dispatched
FIRST = -1


class ServiceCall(models.Model):
    """Calls that clients register themselves in the online service centre (SVC-01)."""

    _inherit = "ruiji.service.call"

    urgency = fields.Selection(
        [
            ("normal", "Service goes on"),
            ("impaired", "Service impaired"),
            ("down", "Service down"),
        ],
        required=True,
        default="normal",
        tracking=True,
        help="What the fault does to the client's service. Where it is down, the call "
        "is dispatched before all others.",
    )
    date_wished = fields.Datetime(
        string="Wished time", help="When the client would like somebody to come."
    )

    @api.depends("urgency")
    def _compute_board_rank(self):
        result = super()._compute_board_rank()
        for call in self:
            if call.state == "new" and call.urgency == "down":
                call.board_rank = FIRST
        return result

    @api.model
    def _portal_key(self, user, token):
        """What a form of the portal is known by; nobody else's form has it."""
        return f"{user.id},{token}"

    @api.model
    def _received_from_portal(self, user, token):
        """The call that a form of this user has made, in sudo, or none."""
        # The key holds the user; what is found is his own.
        return self.sudo().search(
            [("client_token", "=", self._portal_key(user, token))]
        )

    @api.model
    def _receive_from_portal(self, user, token, values, photos):
        """Take a form of the portal, once however often it is sent.

        :param user: res.users who sent it
        :param str token: drawn by the page with the form
        :param dict values: of a call, looked up within the user's scope
        :param list photos: bytes of uploaded files
        :return: the call, in sudo
        :raises PhotoError: when a file is no photo that can be kept
        :raises UniqueViolation: when the same form is being taken at this moment
        """
        known = self._received_from_portal(user, token)
        if known:
            return known
        cleaned = [clean_photo(content) for content in photos[:MOST_PHOTOS]]
        # Portal users have no right on calls; the unit is one of the user's scope.
        quiet = self.sudo().with_context(mail_create_nosubscribe=True)
        call = quiet.create(
            {
                **values,
                "channel": "portal",
                "taken_by_id": False,
                "client_token": self._portal_key(user, token),
            }
        )
        call._keep_photos(cleaned)
        call._tell_heads()
        return call

    def _keep_photos(self, contents):
        """Called in sudo, with photos that were drawn anew."""
        self.env["ir.attachment"].create(
            [
                {
                    "name": f"{self.env._('Photo')} {number}.jpg",
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for number, content in enumerate(contents, 1)
            ]
        )

    def _tell_heads(self):
        """An activity for each service head, until somebody is sent."""
        model_id = self.env["ir.model"]._get_id(self._name)
        activity_type = self.env.ref(ONLINE)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": self.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    "user_id": head.id,
                    "date_deadline": self.company_id._business_day(),
                    "summary": self.client_name,
                }
                for head in self._active_users(HEAD)
            ]
        )

    def _dispatch(self):
        """Somebody is sent: the heads know of the call."""
        result = super()._dispatch()
        # Activities of calls follow from their dispatch.
        self.sudo().activity_unlink([ONLINE])
        return result

    def action_withdraw(self):
        """The client needs nobody any more; raises as the step does."""
        result = super().action_withdraw()
        # Who may withdraw was checked by the step.
        self.sudo().activity_unlink([ONLINE])
        return result
