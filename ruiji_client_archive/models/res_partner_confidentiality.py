from odoo import api, fields, models


class ResPartner(models.Model):
    """Level of secrecy of a file and of all persons in it (ACC-01).

    Empty on partners that are no part of the archive: the record rules leave
    those as open as Odoo does.
    """

    _inherit = "res.partner"

    confidentiality = fields.Selection(
        [
            ("internal", "Internal"),
            ("confidential", "Confidential"),
            ("secret", "Secret"),
        ],
        compute="_compute_confidentiality",
        store=True,
        precompute=True,
        readonly=False,
        recursive=True,
        index="btree_not_null",
        tracking=True,
        groups="base.group_user",
    )

    @api.depends("is_client", "parent_id.confidentiality")
    def _compute_confidentiality(self):
        for partner in self:
            if partner.is_client:
                partner.confidentiality = partner.confidentiality or "internal"
            else:
                # A person is as secret as the file he stands in.
                partner.confidentiality = partner.parent_id.confidentiality

    def write(self, vals):
        result = super().write(vals)
        if "user_id" in vals:
            self._hand_persons_to_manager()
        return result

    def _hand_persons_to_manager(self):
        """Persons follow their client to its new account manager.

        The record rules ask each of them for the manager, without a look at
        the client.
        """
        clients = self.filtered("is_client")
        for manager, clients_of in clients.grouped("user_id").items():
            persons = clients_of.child_ids.filtered(lambda p, m=manager: p.user_id != m)
            persons.write({"user_id": manager.id})
