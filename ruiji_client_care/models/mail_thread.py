from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_route(self, message, message_dict, *args, **kwargs):
        """Absence notes and the like are nobody's feedback (CAR-03)."""
        routes = super().message_route(message, message_dict, *args, **kwargs)
        if not self._wrote_itself(message):
            return routes
        return [route for route in routes if route[0] != "ruiji.client.feedback"]

    @api.model
    def _wrote_itself(self, message):
        """Whether a machine sent this mail without anybody writing it (RFC 3834)."""
        submitted = (message.get("Auto-Submitted") or "no").split(";")[0]
        precedence = message.get("Precedence") or ""
        return (
            submitted.strip().lower() != "no"
            or precedence.strip().lower() == "auto_reply"
        )
