from markupsafe import Markup

from odoo import api, fields, models

PORTAL_FIELDS = (
    "contact_name",
    "function",
    "gender",
    "phone",
    "mobile",
    "fax",
    "email",
    "street",
    "zip",
)


class ResPartner(models.Model):
    """What clients keep of their own file on the portal (WEB-04)."""

    _inherit = "res.partner"

    # Notes about persons are for staff: Odoo lets their owners read them over RPC.
    comment = fields.Html(groups="base.group_user")

    def _portal_contact_data(self):
        """Return the fields that the client keeps itself, as the form shows them."""
        self.ensure_one()
        return {field: self[field] or "" for field in PORTAL_FIELDS}

    def _update_from_portal(self, values):
        """Write checked contact data of a unit and tell its account manager.

        Tracked in the chatter under the portal user's name.

        :param dict values: tidied and checked; other fields are left out
        :return: whether anything changed
        """
        self.ensure_one()
        current = self._portal_contact_data()
        changes = {
            field: values[field] or False
            for field in PORTAL_FIELDS
            if field in values and values[field] != current[field]
        }
        if changes:
            self.write(changes)
            self._notify_manager_of_portal_changes(changes, current)
        return bool(changes)

    def _notify_manager_of_portal_changes(self, changes, before):
        """Put the changes on the account manager's list of things to look at."""
        note = self._describe_changes(changes, before)
        activity = self.activity_search(
            ["ruiji_client_archive.mail_activity_client_edited"],
            user_id=self.user_id.id,
        )[:1]
        if activity:
            activity.note = (activity.note or Markup()) + note
        elif self.user_id:
            # On the list only: nothing is mailed while the client waits.
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                "ruiji_client_archive.mail_activity_client_edited",
                user_id=self.user_id.id,
                note=note,
            )

    def _describe_changes(self, changes, before):
        lines = Markup().join(
            Markup("<li>%s: %s → %s</li>")
            % (
                self._fields[name]._description_string(self.env),
                self._as_shown(name, before[name]),
                self._as_shown(name, value),
            )
            for name, value in changes.items()
        )
        return Markup("<p>%s</p><ul>%s</ul>") % (self.env.user.name, lines)

    def _as_shown(self, name, value):
        return self._fields[name].convert_to_export(value, self) or "-"

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """What staff write about a person is not for that person to read (WEB-06)."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if self.env.user._is_internal():
            return operations
        # Whether a partner is of the archive is no secret to itself.
        of_archive = self.sudo().filtered("confidentiality").with_env(self.env)
        return operations | dict.fromkeys(of_archive, "write")

    # Odoo's own pages leave the archive alone

    @api.model
    def _get_frontend_writable_fields(self):
        """Nothing of the archive is kept by Odoo's own address pages (WEB-06).

        There a person could rename the company and overwrite its address.
        """
        if self.env.user._portal_unit():
            return set()
        return super()._get_frontend_writable_fields()

    def _can_be_edited_by_current_customer(self, **kwargs):
        """Files and their persons change on the client file page alone."""
        # Whether it is a file at all: a portal user may not read the level itself.
        if self.sudo().confidentiality:
            return False
        return super()._can_be_edited_by_current_customer(**kwargs)

    def _portal_scope_of_person(self):
        """What this person sees on the web; the least where nothing was said."""
        return self.portal_scope or "own"
