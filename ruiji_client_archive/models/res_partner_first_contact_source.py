from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """What counts as a contact with a client (MGR-04)."""

    _inherit = "res.partner"

    def _notice_first_contact(self):
        """Stop the clocks of those clients that have been contacted by now."""
        # Who logs a contact need not be allowed to write the client's file.
        awaited = self.sudo().filtered(lambda client: client._awaits_first_contact())
        if not awaited:
            return
        by_day = {}
        for client_id, day in awaited._find_first_contacts().items():
            by_day.setdefault(day, []).append(client_id)
        for day, ids in by_day.items():
            # These are of those awaited, see above; the day alone is written.
            self.sudo().browse(ids).write({"first_contact_date": day})
        contacted = awaited.filtered("first_contact_date")
        contacted._close_first_contact_activities()

    def _find_first_contacts(self):
        """Return {client id: day of its first contact since the clock started}."""
        self.env.flush_all()
        zone = self.env.company.resource_calendar_id.tz
        query = SQL(
            """
            WITH contact AS (
                SELECT partner.id AS partner_id, client.id AS client_id,
                       client.user_id AS manager_id
                  FROM res_partner client
                  JOIN res_partner partner
                    ON partner.id = client.id OR partner.parent_id = client.id
                 WHERE client.id = ANY(%(clients)s)
            ), event AS (%(events)s)
            SELECT client.id, MIN(event.day)
              FROM event
              JOIN res_partner client ON client.id = event.client_id
             WHERE event.day >= client.first_contact_since
          GROUP BY client.id
            """,
            clients=self.ids,
            events=SQL(" UNION ALL ").join(self._first_contact_events(zone)),
        )
        return dict(self.env.execute_query(query))

    @api.model
    def _first_contact_events(self, zone):
        """Return SQL queries of (client_id, day), one for each kind of contact.

        They select from `contact`: partner_id, which is a client or one of its
        persons, client_id and manager_id. Other addons append theirs.

        :param str zone: days are those of this time zone
        """
        return [
            self._sql_contact_messages(zone, "res.partner", SQL("contact.partner_id")),
            self._sql_contact_messages(zone, "crm.lead", SQL("lead.id")),
            self._sql_contact_activities("res.partner", SQL("contact.partner_id")),
            self._sql_contact_activities("crm.lead", SQL("lead.id")),
            self._sql_contact_meetings(zone),
        ]

    @api.model
    def _sql_contact_messages(self, zone, model, record_id):
        """What colleagues wrote; internal notes count for the manager's own."""
        return SQL(
            """SELECT contact.client_id, %(day)s AS day
                 FROM contact %(leads)s
                 JOIN mail_message message
                   ON message.model = %(model)s AND message.res_id = %(record_id)s
                 JOIN res_users author
                   ON author.partner_id = message.author_id AND NOT author.share
            LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
                WHERE message.message_type IN ('comment', 'email', 'email_outgoing')
                  AND (author.id = contact.manager_id OR subtype.internal IS NOT TRUE)
            """,
            day=self._sql_local_day(SQL("message.date"), zone),
            leads=self._sql_leads(model),
            model=model,
            record_id=record_id,
        )

    @api.model
    def _sql_contact_activities(self, model, record_id):
        """Calls and meetings that are done."""
        return SQL(
            """SELECT contact.client_id, activity.date_done AS day
                 FROM contact %(leads)s
                 JOIN mail_activity activity
                   ON activity.res_model = %(model)s
                  AND activity.res_id = %(record_id)s
                 JOIN mail_activity_type kind
                   ON kind.id = activity.activity_type_id
                  AND kind.category IN ('phonecall', 'meeting')
                WHERE activity.date_done IS NOT NULL""",
            leads=self._sql_leads(model),
            model=model,
            record_id=record_id,
        )

    @api.model
    def _sql_contact_meetings(self, zone):
        """Meetings with the client that have begun."""
        return SQL(
            """SELECT contact.client_id, %(day)s AS day
                 FROM contact
                 JOIN calendar_event_res_partner_rel attendance
                   ON attendance.res_partner_id = contact.partner_id
                 JOIN calendar_event event ON event.id = attendance.calendar_event_id
                WHERE event.active AND event.start <= %(now)s""",
            day=self._sql_local_day(SQL("event.start"), zone),
            now=fields.Datetime.now(),
        )

    @api.model
    def _sql_leads(self, model):
        if model != "crm.lead":
            return SQL()
        return SQL("JOIN crm_lead lead ON lead.partner_id = contact.partner_id")

    @api.model
    def _sql_local_day(self, moment, zone):
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, zone)

    # Where contacts happen

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self._file_of_contact()._notice_first_contact()
        return result

    def _file_of_contact(self):
        """Return the clients among these partners and those of these persons."""
        # A person's file is looked up for the clock only.
        partners = self.sudo()
        return (partners | partners.parent_id).filtered("is_client")
