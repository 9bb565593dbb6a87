from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_list

from .service_day_job import CONFIRM

SEALED = (
    "technician_id",
    "day",
    "company_id",
    "snapshot",
    "remarks",
    "tomorrow",
    "date_confirmed",
)
# The database refuses what the application refuses: what was confirmed stays.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_service_day_is_confirmed() RETURNS trigger AS $$
    BEGIN
        IF OLD.state <> 'draft'
           AND (TG_OP = 'DELETE' OR NEW.state = 'draft'
                OR (%(new)s) IS DISTINCT FROM (%(old)s)) THEN
            RAISE EXCEPTION 'Confirmed daily reports are final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_service_day_is_confirmed
     BEFORE UPDATE OR DELETE ON ruiji_service_day
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_day_is_confirmed();
""" % {
    row: ", ".join(f"{row.upper()}.{column}" for column in SEALED)
    for row in ("new", "old")
}


class ServiceDay(models.Model):
    """One tap confirms the day; from then on it stays as it was (SVC-04)."""

    _inherit = "ruiji.service.day"

    snapshot = fields.Json(readonly=True, export_string_translation=False)

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    def action_confirm(self):
        """Confirm one's own day: what the records say now is kept.

        :raises AccessError: if it is somebody else's day
        :raises UserError: if it is confirmed already, not over yet, or lacks a reason
        """
        self.ensure_one()
        self._check_is_own()
        self._hold()
        if self.state != "draft":
            raise UserError(self.env._("This report has been confirmed already."))
        self._check_is_over()
        # Whose day it is was checked; what is kept is the system's.
        report = self.sudo()
        report._note_late_arrivals()
        self._check_reasons()
        report.write(
            {
                "snapshot": report.content,
                "state": "confirmed",
                "date_confirmed": fields.Datetime.now(),
            }
        )
        report.activity_feedback([CONFIRM])
        return True

    def action_take_note(self):
        """The service head has read these reports.

        :raises AccessError: if the user isn't the service head
        :raises UserError: if one isn't confirmed yet
        """
        self._check_head()
        self._hold()
        waiting = self.filtered(lambda report: report.state == "draft")
        if waiting:
            raise UserError(
                self.env._(
                    "Not confirmed yet: %(reports)s. Ask the technician to confirm "
                    "first.",
                    reports=format_list(self.env, waiting.mapped("display_name")),
                )
            )
        # The head reads all reports and writes nothing else in them.
        self.sudo().filtered(lambda report: report.state == "confirmed").write(
            {
                "state": "noted",
                "date_noted": fields.Datetime.now(),
                "noted_by_id": self.env.uid,
            }
        )
        return True

    def _check_is_own(self):
        self.check_access("read")
        if self.technician_id != self.env.user:
            raise AccessError(
                self.env._("A daily report is confirmed by its technician alone.")
            )

    def _hold(self):
        """Let nobody else take a step at the same moment."""
        self.check_access("read")
        try:
            # Reading was checked; locking asks for more rights.
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is working on this report at this moment: look at "
                    "it again."
                )
            ) from error

    def _check_is_over(self):
        """While the work goes on, a day with calls ahead isn't confirmed yet."""
        if self.company_id._work_is_over(self.day):
            return
        ahead = self.content["open"]
        if ahead:
            raise UserError(
                self.env._(
                    "The day isn't over, and these calls are still open: %(calls)s.",
                    calls=format_list(self.env, [call["call"] for call in ahead]),
                )
            )

    def _check_reasons(self):
        unexplained = self.late_ids.filtered(lambda late: not late.reason)
        if unexplained:
            clients = unexplained.mapped("client_name")
            raise UserError(
                self.env._(
                    "Write why you came late to %(clients)s, then confirm.",
                    clients=format_list(self.env, clients),
                )
            )
