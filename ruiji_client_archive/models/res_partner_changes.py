from odoo import api, fields, models
from odoo.fields import Command

from ..utils.file_parts import FILE_FIELDS, PERSON_FIELDS

# Persons who come or go are a change of the file, too.
OF_FILE = (*FILE_FIELDS, "child_ids")
MOVES_OF_PERSONS = {"parent_id", "active"}


class ResPartner(models.Model):
    """Changes of filed data are marked on the file until it is verified (ARC-09)."""

    _inherit = "res.partner"

    child_ids = fields.One2many(tracking=True)
    short_name = fields.Char(tracking=True)
    changed_since = fields.Datetime(
        string="First change since the verification",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
    )
    recent_changes = fields.Html(
        string="Changed since the last verification",
        compute="_compute_recent_changes",
        groups="base.group_user",
    )

    @api.depends("changed_since")
    @api.depends_context("uid", "lang")
    def _compute_recent_changes(self):
        for client in self:
            lines = client._changed_data()[client._origin.id]
            client.recent_changes = client._render_changes(lines)

    # Marking

    @api.model_create_multi
    def create(self, vals_list):
        parents = {vals["parent_id"] for vals in vals_list if vals.get("parent_id")}
        # The mark is the system's, whoever adds the person.
        files = self.sudo().browse(parents)._files_to_mark()
        files._track_prepare(["child_ids"])
        persons = super().create(vals_list)
        files._mark_changed()
        return persons

    def write(self, vals):
        # Marks belong to the file, whoever may write the person that changed.
        files = self.sudo()._files_that_change(vals)
        if MOVES_OF_PERSONS & vals.keys():
            files._track_prepare(["child_ids"])
        result = super().write(vals)
        files._mark_changed()
        return result

    def unlink(self):
        # Marks belong to the file; super() asks whether the user may delete.
        leaving = self.sudo().filtered("parent_id")
        # Only told apart from the files: nothing of them is read.
        files = leaving.parent_id._files_to_mark() - self.sudo()
        files._log_leaving(leaving)
        files._mark_changed()
        return super().unlink()

    def _log_leaving(self, persons):
        """Keep the names of deleted persons: afterwards nobody knows them."""
        of_file = persons.grouped("parent_id")
        field = self.env["ir.model.fields"]._get("res.partner", "child_ids")
        # Nobody writes tracking by hand; this tells of what was just deleted.
        self.env["mail.message"].sudo().create(
            [
                client._prepare_leaving_vals(of_file[client], field)
                for client in self
                if client in of_file
            ]
        )

    def _prepare_leaving_vals(self, persons, field):
        staying = self.child_ids - persons
        change = {
            "field_id": field.id,
            "old_value_char": ", ".join(self.child_ids.mapped("name")),
            "new_value_char": ", ".join(staying.mapped("name")),
        }
        return {
            "model": self._name,
            "res_id": self.id,
            "message_type": "notification",
            "subtype_id": self.env.ref("mail.mt_note").id,
            "author_id": self.env.user.partner_id.id,
            "tracking_value_ids": [Command.create(change)],
        }

    def _files_that_change(self, vals):
        """Filed clients whose data, or whose persons' data, these values change."""
        of_file = [name for name in FILE_FIELDS if name in vals]
        moves = MOVES_OF_PERSONS & vals.keys()
        of_person = [name for name in (*PERSON_FIELDS, *moves) if name in vals]
        files = self.filtered(lambda partner: partner._would_change(of_file, vals))
        persons = self.filtered(
            lambda partner: not partner.is_company
            and partner._would_change(of_person, vals)
        )
        joined = self.browse(vals.get("parent_id") or ()) if persons else self.browse()
        return (files | persons.parent_id | joined)._files_to_mark()

    def _would_change(self, names, vals):
        return any(
            (self._fields[name].convert_to_write(self[name], self) or False)
            != (vals[name] or False)
            for name in names
        )

    def _files_to_mark(self):
        """Filed clients, but for bulk loads: those leave a note instead."""
        if self.env.context.get("tracking_disable"):
            return self.browse()
        return self._filed_clients()

    def _filed_clients(self):
        return self.filtered(lambda p: p.is_client and p.archive_state == "filed")

    def _mark_changed(self):
        unmarked = self.filtered(lambda client: not client.changed_since)
        if unmarked:
            unmarked.write({"changed_since": fields.Datetime.now()})

    # What changed

    def _changed_data(self, since=None):
        """What was changed in these files and in their persons (ARC-09).

        :param datetime since: from then on; without it since the verification of
            each file
        :return: {client id: [{partner, field, old, new, by, on}]}, newest first;
            partner is the name of the person, empty for the client itself
        """
        clients = self._origin
        starts = {c.id: since or c.changed_since for c in clients}
        lines = {client.id: [] for client in [*clients, self.browse()]}
        known = [start for start in starts.values() if start]
        if not known:
            return lines
        for value in clients._tracked_values(min(known)):
            message = value.mail_message_id
            # Only for telling persons of these clients from the clients.
            partner = self.browse(message.res_id).sudo()
            is_file = partner in clients
            owner = partner if is_file else partner.parent_id
            # Odoo copies the address of a client to its persons.
            counts = value.field_id.name in (OF_FILE if is_file else PERSON_FIELDS)
            if counts and starts.get(owner.id) and message.date >= starts[owner.id]:
                lines[owner.id].append(self._change_line(value, partner, owner))
        return lines

    def _tracked_values(self, since):
        # Which fields the reader may see is asked when they are shown.
        everybody = self.sudo().with_context(active_test=False)
        partners = everybody | everybody.child_ids
        # As above: shown later, and only what the reader may see.
        values = self.env["mail.tracking.value"].sudo()
        return values.search(
            [
                ("mail_message_id.model", "=", "res.partner"),
                ("mail_message_id.res_id", "in", partners.ids),
                ("mail_message_id.date", ">=", since),
                ("field_id.name", "in", [*OF_FILE, *PERSON_FIELDS]),
            ]
        )

    @api.model
    def _change_line(self, value, partner, owner):
        kind = value.field_id.ttype
        return {
            "partner": partner.name if partner != owner else "",
            "field": value.field_id.name,
            "old": str(value._format_display_value(kind, new=False)[0] or ""),
            "new": str(value._format_display_value(kind, new=True)[0] or ""),
            "by": value.mail_message_id.author_id.name or "",
            "on": fields.Datetime.to_string(value.mail_message_id.date),
        }

    @api.model
    def _render_changes(self, lines):
        """Show changes, as far as the reader may see the fields, as a table."""
        shown = self._changes_open_to_reader(lines)
        if not shown:
            return False
        labels = self.fields_get([line["field"] for line in shown], ["string"])
        for line in shown:
            moment = fields.Datetime.to_datetime(line["on"])
            line["label"] = labels[line["field"]]["string"]
            line["day"] = fields.Date.to_string(
                fields.Datetime.context_timestamp(self, moment).date()
            )
        return self.env["ir.qweb"]._render(
            "ruiji_client_archive.changed_data", {"lines": shown}
        )

    @api.model
    def _changes_open_to_reader(self, lines):
        return [
            dict(line)
            for line in lines or ()
            if line["field"] in self._fields
            and self._has_field_access(self._fields[line["field"]], "read")
        ]
