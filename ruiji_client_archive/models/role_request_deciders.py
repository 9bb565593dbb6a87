from odoo import models

ACTIVITY = "ruiji_client_archive.mail_activity_role_request"


class RoleRequest(models.Model):
    """Whoever may decide on a role finds it on the list of tasks (ACC-07)."""

    _inherit = "ruiji.role.request"

    def _ask_deciders(self):
        """Put each request on the list of everybody who may decide on it.

        Called in sudo, once the requests were handed in.
        """
        # On the lists only: nothing is mailed while the author waits.
        tasks = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        everybody = self._management()
        tasks._ask(
            ACTIVITY,
            [
                (request, user)
                for request in self
                for user in everybody - request._kept_out()
            ],
        )

    def _management(self):
        groups = (
            self.env.ref("ruiji_client_archive.group_general_manager"),
            self.env.ref("ruiji_client_archive.group_marketing_vp"),
        )
        users = self.env["res.users"].union(*(group.all_user_ids for group in groups))
        return users.filtered(lambda user: user.active and not user.share)

    def _decide(self, state):
        result = super()._decide(state)
        self.activity_unlink([ACTIVITY])
        return result
