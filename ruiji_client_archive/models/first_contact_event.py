"""The other places where people log contacts with clients (MGR-04)."""

from odoo import api, fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self.partner_id._file_of_contact()._notice_first_contact()
        return result


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        partners = self._partners_contacted()
        done = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        partners._file_of_contact()._notice_first_contact()
        return done

    def _partners_contacted(self):
        """Return the partners of the records on which these activities stand."""
        ids = {
            model: [activity.res_id for activity in activities]
            for model, activities in self.grouped("res_model").items()
        }
        leads = self.env["crm.lead"].browse(ids.get("crm.lead", ()))
        partners = self.env["res.partner"].browse(ids.get("res.partner", ()))
        # An activity can be done by whom it was given to, whatever he may read.
        return partners.sudo() | leads.sudo().partner_id


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._notice_first_contact()
        return events

    def write(self, vals):
        result = super().write(vals)
        if {"start", "partner_ids"} & vals.keys():
            self._notice_first_contact()
        return result

    def _notice_first_contact(self):
        """Meetings that are still to come are noticed once they have begun."""
        now = fields.Datetime.now()
        begun = self.filtered(lambda event: event.start and event.start <= now)
        begun.partner_ids._file_of_contact()._notice_first_contact()
