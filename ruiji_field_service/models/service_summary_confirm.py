from odoo import fields, models
from odoo.exceptions import UserError

from .service_call_timeliness import VP
from .service_summary_job import CONFIRM_SUMMARY

CUSTOMER_SERVICE = "ruiji_client_archive.group_customer_service"
READ_SUMMARY = "ruiji_field_service.mail_activity_read_summary"
# The database refuses what the application refuses: what was confirmed stays.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_service_summary_is_confirmed()
    RETURNS trigger AS $$
    BEGIN
        IF OLD.state = 'confirmed'
           AND (TG_OP = 'DELETE'
                OR (NEW.state, NEW.snapshot, NEW.remarks, NEW.period, NEW.date_from,
                    NEW.company_id)
                   IS DISTINCT FROM
                   (OLD.state, OLD.snapshot, OLD.remarks, OLD.period, OLD.date_from,
                    OLD.company_id)) THEN
            RAISE EXCEPTION 'Confirmed summaries are final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_service_summary_is_confirmed
     BEFORE UPDATE OR DELETE ON ruiji_service_summary
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_summary_is_confirmed();
"""


class ServiceSummary(models.Model):
    """The head confirms; customer service and the VP are told (SVC-04)."""

    _inherit = "ruiji.service.summary"

    snapshot = fields.Json(readonly=True, copy=False, export_string_translation=False)

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    def action_confirm(self):
        """Keep what the records say now, and tell those who read it.

        :raises AccessError: if the user isn't the service head
        :raises UserError: if it is confirmed already, or the period isn't over
        """
        self.ensure_one()
        self.env["ruiji.service.call"]._check_head()
        self.check_access("read")
        self.lock_for_update(allow_referencing=True)
        if self.state != "draft":
            raise UserError(self.env._("This summary has been confirmed already."))
        if not self.company_id._work_is_over(self.date_to):
            raise UserError(
                self.env._(
                    "The period isn't over yet: confirm when its work has ended."
                )
            )
        # The head confirms; what is kept is the system's.
        summary = self.sudo()
        summary.write(
            {
                "snapshot": summary.content,
                "state": "confirmed",
                "date_confirmed": fields.Datetime.now(),
                "confirmed_by_id": self.env.uid,
            }
        )
        summary.activity_feedback([CONFIRM_SUMMARY])
        summary._ask(CUSTOMER_SERVICE, READ_SUMMARY)
        summary._ask(VP, READ_SUMMARY)
        return True
