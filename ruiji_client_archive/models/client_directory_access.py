from odoo import api, fields, models


class ClientDirectory(models.Model):
    """From a name in the directory to its file, or to the request for it (ACC-04)."""

    _inherit = "ruiji.client.directory"

    may_open = fields.Boolean(compute="_compute_may_open")
    lent_until = fields.Datetime(
        string="Lent to me until",
        compute="_compute_lent_until",
        search="_search_lent_until",
    )

    @api.depends_context("uid")
    def _compute_may_open(self):
        clients = self.env["res.partner"].browse(self.ids)._filtered_access("read")
        opened = set(clients.ids)
        for entry in self:
            entry.may_open = entry.id in opened

    @api.depends_context("uid")
    def _compute_lent_until(self):
        ends = self._ends_of_borrowing()
        for entry in self:
            entry.lent_until = ends.get(entry.id, False)

    @api.model
    def _ends_of_borrowing(self):
        """{client id: when it closes} of the files that are lent to the user."""
        now = fields.Datetime.now()
        periods = sorted(self.env.user._borrowed_files(), key=lambda lent: lent[2])
        return {client: end for client, begin, end in periods if begin <= now < end}

    @api.model
    def _search_lent_until(self, operator, value):
        """Find those that are lent to the user, or not: `!= False`, `= False`."""
        if operator != "in" or set(value) != {False}:
            return NotImplemented
        return [("id", "not in", self.env.user._granted_client_ids())]

    def action_open_file(self):
        """Open the file, for those who may."""
        self.ensure_one()
        client = self.env["res.partner"].browse(self.id)
        form = self.env.ref("ruiji_client_archive.client_view_form")
        return client._get_records_action(views=[(form.id, "form")])

    def action_ask_for_access(self):
        """Begin a request for these files, but for those that are open already."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.access_request_action_new"
        )
        closed = self.filtered(lambda entry: not entry.may_open) or self
        return action | {"context": {"default_file_ids": closed.ids}}
