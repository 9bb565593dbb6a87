from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list


class ResPartner(models.Model):
    """Logistics companies (LOG-01): head offices and their branches."""

    _inherit = "res.partner"

    is_logistics_company = fields.Boolean(index=True, tracking=True)
    logistics_short_name = fields.Char(
        compute="_compute_logistics_short_name",
        store=True,
        readonly=False,
        recursive=True,
        groups="base.group_user",
        help="Name in daily use; the names of branches begin with it.",
    )
    logistics_partner_id = fields.Many2one(
        "res.partner",
        string="Logistics company",
        domain="[('is_logistics_company', '=', True)]",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        groups="base.group_user",
    )

    logistics_contact_name = fields.Char(
        related="logistics_partner_id.contact_name",
        string="Logistics contact",
        groups="base.group_user",
    )
    logistics_phone = fields.Char(
        related="logistics_partner_id.phone",
        string="Logistics phone",
        groups="base.group_user",
    )
    logistics_address = fields.Char(
        related="logistics_partner_id.street",
        string="Logistics address",
        groups="base.group_user",
    )

    @api.depends("superior_id.logistics_short_name", "is_logistics_company")
    def _compute_logistics_short_name(self):
        for branch in self.filtered("is_logistics_company"):
            if branch.superior_id:
                branch.logistics_short_name = branch.superior_id.logistics_short_name

    @api.constrains("is_logistics_company", "superior_id", "name")
    def _check_branch_name(self):
        """A branch is named "short name-city" (LOG-01), such as 金达莱-西安."""
        for branch in self.filtered("is_logistics_company"):
            head = branch.superior_id
            if not head:
                continue
            if not head.is_logistics_company or head.superior_id:
                raise ValidationError(
                    self.env._(
                        "%(branch)s needs a logistics head office above it, "
                        "%(head)s is none.",
                        branch=branch.name,
                        head=head.name,
                    )
                )
            prefix = f"{head.logistics_short_name}-"
            if not branch.name.startswith(prefix) or branch.name == prefix:
                raise ValidationError(
                    self.env._(
                        "Name the branch %(branch)s by its head office's short name "
                        "and its city: %(prefix)s…",
                        branch=branch.name,
                        prefix=prefix,
                    )
                )

    @api.constrains(
        "is_logistics_company", "street", "zip", "contact_name", "function", "phone"
    )
    def _check_logistics_details(self):
        """Address, postal code and the main contact are required (LOG-01)."""
        required = ("street", "zip", "contact_name", "function", "phone")
        for company in self.filtered("is_logistics_company"):
            missing = [name for name in required if not company[name]]
            if missing:
                labels = company.fields_get(missing, ["string"])
                raise ValidationError(
                    self.env._(
                        "%(company)s still needs: %(missing)s.",
                        company=company.name,
                        missing=format_list(
                            self.env, [labels[name]["string"] for name in missing]
                        ),
                    )
                )
