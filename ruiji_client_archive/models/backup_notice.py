from odoo import api, models

from .backup import ADMINISTRATORS, DAYS_TO_MISS

ACTIVITY = "ruiji_client_archive.mail_activity_backup"


class Backup(models.Model):
    """Administrators hear of backups that failed or are missing (ACC-07)."""

    _inherit = "ruiji.backup"

    def _tell_administrators(self, note):
        """Give each administrator an activity on this backup, unless he has one."""
        for user in self._administrators() - self._told():
            self.with_context(lang=user.lang).activity_schedule(
                ACTIVITY, user_id=user.id, note=note
            )

    @api.model
    def _remind_of_missing(self):
        """Say so when the last proven backup is more than a month old."""
        newest = self.search([], limit=1)
        if not newest or newest.state == "done" or not self._is_missing():
            return
        newest._tell_administrators(
            self.env._(
                "There is no proven backup of the last %(days)s days.",
                days=DAYS_TO_MISS,
            )
        )

    def _administrators(self):
        return self.env.ref(ADMINISTRATORS).all_user_ids.filtered("active")

    def _told(self):
        activity_type = self.env.ref(ACTIVITY)
        told = self.activity_ids.filtered(lambda a: a.activity_type_id == activity_type)
        return told.user_id
