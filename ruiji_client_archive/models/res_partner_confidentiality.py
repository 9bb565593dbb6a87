from odoo import api, fields, models
from odoo.exceptions import AccessError

# Who decides how secret a file is; customer service proposes it (ACC-01).
LEVEL_SETTERS = (
    "ruiji_client_archive.group_marketing_vp,ruiji_client_archive.group_general_manager"
)


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

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if partners.filtered(lambda p: p.is_client and p.confidentiality != "internal"):
            self._check_may_set_level()
        return partners

    def write(self, vals):
        if "confidentiality" in vals:
            self._check_may_set_level()
        result = super().write(vals)
        if "user_id" in vals:
            self._hand_persons_to_manager()
        return result

    @api.model
    def _check_may_set_level(self):
        """Hold over RPC, too, what the form shows to some roles only."""
        if not (self.env.su or self.env.user.has_groups(LEVEL_SETTERS)):
            raise AccessError(
                self.env._(
                    "The level of a client file is set by the marketing VP and the "
                    "general manager; customer service proposes it."
                )
            )

    def _hand_persons_to_manager(self):
        """Persons follow their client to its new account manager.

        The record rules ask each of them for the manager, without a look at
        the client.
        """
        clients = self.filtered("is_client")
        for manager, clients_of in clients.grouped("user_id").items():
            persons = clients_of.child_ids.filtered(lambda p, m=manager: p.user_id != m)
            persons.write({"user_id": manager.id})
