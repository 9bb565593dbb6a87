from odoo import api, fields, models


class ServiceCall(models.Model):
    """Where the technician has to go (SVC-01)."""

    _inherit = "ruiji.service.call"

    state_id = fields.Many2one(
        "res.country.state",
        string="Provincial region",
        compute="_compute_region",
        store=True,
        readonly=False,
        domain=[("country_id.code", "=", "CN")],
    )
    city_id = fields.Many2one(
        "res.city",
        string="Prefecture",
        compute="_compute_region",
        store=True,
        readonly=False,
        domain="[('state_id', '=', state_id)]",
        index="btree_not_null",
    )
    district = fields.Char(index="btree_not_null")
    street = fields.Char(
        string="Site",
        compute="_compute_street",
        store=True,
        readonly=False,
        help="Street, building and room where the equipment stands.",
    )
    area = fields.Selection(
        [("city", "In the city"), ("suburbs", "In the suburbs")],
        required=True,
        default="city",
        tracking=True,
        help="Decides within how many working hours a technician has to be there.",
    )
    site_address = fields.Char(compute="_compute_site_address")

    # Two methods: an entered street keeps the client's region, and the other way round.
    @api.depends("partner_id")
    def _compute_region(self):
        """The client's own region, until another one is entered."""
        for call in self:
            client = call.partner_id
            call.state_id = client.state_id
            call.city_id = client.city_id

    @api.depends("partner_id")
    def _compute_street(self):
        """The client's own address, until another one is entered."""
        for call in self:
            call.street = call.partner_id.street

    @api.depends("state_id", "city_id", "district", "street")
    def _compute_site_address(self):
        for call in self:
            parts = (
                call.state_id.name,
                call.city_id.name,
                call.district,
                call.street,
            )
            call.site_address = " ".join(filter(None, parts))
