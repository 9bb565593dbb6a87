from odoo import fields, models
from odoo.tools import SQL


class ClientDirectory(models.Model):
    """Who is a client, by name, for all readers of the archive (ACC-02).

    The record rules hide confidential files as a whole; this list still says
    that they exist and who looks after them.
    """

    _name = "ruiji.client.directory"
    _description = "Client Directory"
    _auto = False
    _order = "name_pinyin, name"

    name = fields.Char(readonly=True)
    name_pinyin = fields.Char(readonly=True)
    name_initials = fields.Char(readonly=True)
    client_number = fields.Char(readonly=True)
    client_tier = fields.Selection(
        lambda self: self._selection_of_clients("client_tier"),
        string="Tier",
        readonly=True,
    )
    state_id = fields.Many2one("res.country.state", string="Province", readonly=True)
    city_id = fields.Many2one("res.city", string="Prefecture", readonly=True)
    user_id = fields.Many2one("res.users", string="Account manager", readonly=True)
    confidentiality = fields.Selection(
        lambda self: self._selection_of_clients("confidentiality"),
        readonly=True,
    )

    def _selection_of_clients(self, name):
        """The choices of a client's field, in the reader's language."""
        return self.env["res.partner"]._fields[name]._description_selection(self.env)

    def _clients_taken_along(self):
        # Names in bulk are client data as well (ACC-05).
        return self.env["res.partner"].browse(self.ids)

    @property
    def _table_query(self):
        return SQL(
            """SELECT id, name, name_pinyin, name_initials, client_number,
                      client_tier, state_id, city_id, user_id, confidentiality
                 FROM res_partner
                WHERE is_client AND active"""
        )
