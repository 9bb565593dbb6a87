from typing import NamedTuple

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Command, Domain

# Nobody gets a mail for each single thing; who takes over gets one activity.
QUIETLY = {
    "tracking_disable": True,
    "mail_activity_quick_update": True,
    "mail_auto_subscribe_no_notify": True,
    "dont_notify": True,
    "no_mail_to_attendees": True,
}


class Source(NamedTuple):
    """A kind of records for which somebody is responsible."""

    kind: str
    model: str
    field: str
    domain: list = []
    client_field: str = ""
    follows: bool = False  # comes along with the client by itself


class Handover(models.Model):
    """What is handed over, and how."""

    _inherit = "ruiji.handover"

    @api.model
    def _sources(self):
        """Return the Sources of what an account manager answers for.

        Only what is still open: the past keeps its names. Other addons add
        theirs.
        """
        now = fields.Datetime.now()
        unfiled = [("is_client", "=", False), ("parent_id.is_client", "!=", True)]
        client = [("is_client", "=", True)]
        open_leads = [("won_status", "=", "pending")]
        ahead = [("stop", ">=", now)]
        return [
            Source("client", "res.partner", "user_id", client, "id"),
            Source("contact", "res.partner", "user_id", unfiled),
            Source("lead", "crm.lead", "user_id", open_leads, "partner_id"),
            Source("activity", "mail.activity", "user_id"),
            Source("meeting", "calendar.event", "user_id", ahead),
            Source("team", "crm.team", "user_id"),
            Source("setting", "mail.activity.type", "default_user_id"),
            Source("setting", "mail.activity.plan.template", "responsible_id"),
            Source("setting", "utm.campaign", "user_id"),
        ]

    def _open_things(self, source):
        """Return the records of a source that are the leaver's."""
        responsible = Domain(source.field, "=", self.leaver_id.id)
        # All that he answers for, whatever the one who prepares may read.
        things = self.env[source.model].sudo()
        if source.kind == "client":
            things = things.with_context(active_test=False)
        return things.search(responsible & Domain(source.domain))

    # Listing

    def _list_things(self):
        """List what there is today; successors that were chosen stay."""
        for handover in self:
            # Lines are written by this list and, for the successor, by people.
            lines = handover.sudo().line_ids
            chosen = {lines._key(line): line.successor_id.id for line in lines}
            of_client = {
                line.client_id.id: line.successor_id.id
                for line in lines
                if line.kind == "client"
            }
            lines.unlink()
            vals_list = handover._prepare_lines()
            for vals in vals_list:
                key = vals["res_model"], vals["res_id"], vals["field_name"]
                vals["successor_id"] = (
                    chosen.get(key)
                    or of_client.get(vals["client_id"])
                    or handover.successor_id.id
                )
            lines.create(vals_list)

    def _prepare_lines(self):
        self.ensure_one()
        vals_list = []
        for source in self._sources():
            things = self._open_things(source)
            clients = self._clients_of(source, things)
            vals_list += [
                {
                    "handover_id": self.id,
                    "kind": source.kind,
                    "res_model": source.model,
                    "res_id": thing.id,
                    "field_name": source.field,
                    "name": thing.display_name,
                    "client_id": client.id,
                    "confidentiality": client.confidentiality,
                }
                for thing, client in zip(things, clients, strict=True)
            ]
        return vals_list

    @api.model
    def _clients_of(self, source, things):
        """Return for each record the client file that it belongs to, if any."""
        # A handover moves all files of the leaver, those closed to the signer too.
        Partners = self.env["res.partner"].sudo()
        if source.client_field == "id":
            return things
        if source.client_field:
            partners = [thing[source.client_field] for thing in things]
        elif source.model == "mail.activity":
            partners = [
                Partners.browse(
                    thing.res_id if thing.res_model == Partners._name else ()
                )
                for thing in things
            ]
        else:
            partners = [Partners] * len(things)
        return [
            partner if partner.is_client else partner.parent_id.filtered("is_client")
            for partner in partners
        ]

    # Taking effect

    def _take_effect(self):
        """Hand everything over and end the leaver's access, all or nothing."""
        self.ensure_one()
        # What came up since it was submitted goes to the successors, too.
        self._list_things()
        follows = {(s.model, s.field) for s in self._sources() if s.follows}
        groups = self.line_ids.grouped(
            lambda line: (line.res_model, line.field_name, line.kind, line.successor_id)
        )
        for (model, field, kind, successor), lines in groups.items():
            if (model, field) not in follows:
                things = self.env[model].browse(lines.mapped("res_id"))
                self._give(things.with_context(**QUIETLY), field, kind, successor)
        self._leave_nothing_behind()
        self._tell_successors()
        self.write({"state": "done", "effective_on": self._now()})
        self._end_access()

    def _give(self, things, field, kind, successor):
        """Make a successor responsible for records."""
        if kind == "client":
            reason = self.env._("Handover of %s", self.leaver_id.name)
            things._assign(successor, "handover", reason, self.head_signer_id)
        else:
            things.write({field: successor.id})
        if kind == "meeting":
            self._replace_attendee(things, successor.partner_id)

    @api.model
    def _replace_attendee(self, meetings, partner):
        missing = meetings.filtered(lambda meeting: partner not in meeting.partner_ids)
        missing.write({"partner_ids": [Command.link(partner.id)]})

    def _leave_nothing_behind(self):
        """Take the leaver off meetings, teams and from among the followers."""
        partner = self.leaver_id.partner_id
        env = self.env(context=dict(self.env.context, **QUIETLY))
        env["calendar.event"].search(
            [("partner_ids", "in", partner.ids), ("stop", ">=", self._now())]
        ).write({"partner_ids": [Command.unlink(partner.id)]})
        # Mails of client files would go on reaching him.
        env["mail.followers"].search([("partner_id", "=", partner.id)]).unlink()
        env["res.partner"].search([("user_id", "=", self.leaver_id.id)]).write(
            {"user_id": self.successor_id.id}
        )

    def _end_access(self):
        """No session, key or password of the leaver works any more."""
        leaver = self.leaver_id
        leaver._set_unknown_password()
        # Odoo lets nobody archive his own account: whoever signed second may.
        leaver.with_user(SUPERUSER_ID).action_archive()

    def _tell_successors(self):
        """Give each successor one activity with the number of files."""
        kind = self.env.ref("mail.mail_activity_data_todo")
        files = self.line_ids.filtered(lambda line: line.kind == "client")
        self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": kind.id,
                    "user_id": successor.id,
                    "summary": self.with_context(lang=successor.lang).env._(
                        "%(count)s client files of %(leaver)s are yours now",
                        count=len(lines),
                        leaver=self.leaver_id.name,
                    ),
                    "automated": True,
                }
                for successor, lines in files.grouped("successor_id").items()
            ]
        )
