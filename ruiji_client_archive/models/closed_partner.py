from odoo import api, models
from odoo.exceptions import AccessError


class Base(models.AbstractModel):
    """Forms copy nothing out of a closed file (ACC-02).

    Odoo fills in phones and addresses of a partner as the system as soon as its id
    stands in a form: by choice, by a program, or by a default in a link.
    """

    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """As Odoo's, for partners whose files the user may open.

        :raises AccessError: naming the client whose file is closed
        """
        chosen = self._partners_chosen(values)
        closed = self.env["res.partner"].browse(chosen)._closed_files()
        if closed:
            raise AccessError(
                self.env._(
                    "The file of %(client)s is closed to you: ask for it in the client "
                    "directory first.",
                    client=closed[0].commercial_partner_id.name,
                )
            )
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def default_get(self, fields):
        """As Odoo's, without partners whose files the user may not open."""
        defaults = super().default_get(fields)
        chosen = self._partners_chosen(defaults)
        closed = set(self.env["res.partner"].browse(chosen)._closed_files().ids)
        return {
            name: value
            for name, value in defaults.items()
            if not closed.intersection(self._partners_chosen({name: value}))
        }

    def _partners_chosen(self, values):
        """Ids of partners that these values newly refer to."""
        if self.env.su:
            return []
        ids = []
        for name, value in values.items():
            field = self._fields.get(name)
            if not value or not field or field.comodel_name != "res.partner":
                continue
            if field.type == "many2one" and isinstance(value, int):
                # What a record refers to already was seen when it was opened.
                ids += [] if self[:1][name].id == value else [value]
            elif field.type == "many2many":
                ids += self._linked_ids(value)
        return ids

    @api.model
    def _linked_ids(self, commands):
        """Ids in commands that link or set; what else they do adds nobody."""
        ids = []
        for command in commands:
            if isinstance(command, int):
                ids.append(command)
            elif command[0] == 4:
                ids.append(command[1])
            elif command[0] == 6:
                ids += command[2]
        return ids
