from odoo import api, fields, models
from odoo.exceptions import ValidationError

# A unit's superior has a lower rank; independent clients stand outside.
TIER_RANK = {"group": 0, "province": 1, "prefecture": 2}


class ResPartner(models.Model):
    """The three tiers of client units (SUB-01): their own tree, not contacts."""

    _inherit = "res.partner"

    client_tier = fields.Selection(
        [
            ("group", "Group company"),
            ("province", "Province company"),
            ("prefecture", "Prefecture company"),
            ("independent", "Independent"),
        ],
        string="Tier",
        index="btree_not_null",
        tracking=True,
    )
    superior_id = fields.Many2one(
        "res.partner",
        string="Superior unit",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        groups="base.group_user",
    )
    subordinate_ids = fields.One2many(
        "res.partner",
        "superior_id",
        string="Subordinate units",
        groups="base.group_user",
    )
    subordinate_count = fields.Integer(
        compute="_compute_subordinate_count", groups="base.group_user"
    )
    membership_ids = fields.One2many(
        "ruiji.unit.membership",
        "unit_id",
        string="Superiors over time",
        readonly=True,
        groups="ruiji_client_archive.group_archive_user",
    )
    unit_path = fields.Char(
        compute="_compute_unit_path",
        groups="base.group_user",
        help="The unit's place: its superiors from the top, then itself.",
    )

    _not_its_own_superior = models.Constraint(
        "CHECK (superior_id <> id)", "A unit cannot be its own superior."
    )

    @api.constrains("superior_id", "client_tier", "is_client")
    def _check_tier_order(self):
        """Group over province over prefecture, and nothing else (SUB-01)."""
        moved = self.filtered(lambda unit: unit.is_client and unit.superior_id)
        # Names and tiers of units are open to all staff (ACC-02), and the order
        # holds for files, too, that the one who moves a unit may not open.
        archive = self.sudo()
        below = archive.search(
            [("superior_id", "in", self.ids), ("is_client", "=", True)]
        )
        for unit in archive.browse(moved.ids) | below:
            unit._check_superior(unit.superior_id)
        for move in self._planned_moves_around():
            move.unit_id._check_superior(move.superior_id)

    def _planned_moves_around(self):
        """Memberships to come that these units have a part in."""
        return self._memberships().search(
            [
                ("date_from", ">", fields.Date.context_today(self)),
                "|",
                ("unit_id", "in", self.ids),
                ("superior_id", "in", self.ids),
            ]
        )

    def _check_superior(self, superior):
        if self.client_tier not in TIER_RANK:
            raise ValidationError(
                self.env._(
                    "%(unit)s is an independent client and stands under nobody: "
                    "choose the tier province or prefecture first.",
                    unit=self.name,
                )
            )
        rank = TIER_RANK.get(superior.client_tier, len(TIER_RANK))
        if rank >= TIER_RANK[self.client_tier]:
            tiers = dict(self._fields["client_tier"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "%(superior)s (%(its_tier)s) cannot stand above %(unit)s "
                    "(%(tier)s): a superior is of a higher tier, group over "
                    "province over prefecture.",
                    superior=superior.name,
                    its_tier=tiers.get(superior.client_tier, "-"),
                    unit=self.name,
                    tier=tiers[self.client_tier],
                )
            )

    @api.depends("subordinate_ids")
    def _compute_subordinate_count(self):
        counts = dict(
            self._read_group(
                [("superior_id", "in", self.ids)], ["superior_id"], ["__count"]
            )
        )
        for unit in self:
            unit.subordinate_count = counts.get(unit._origin, 0)

    @api.depends(
        "short_name", "superior_id.short_name", "superior_id.superior_id.short_name"
    )
    def _compute_unit_path(self):
        for unit in self:
            chain = [unit.short_name or unit.name or ""]
            # Names of units are open to all who may see the unit (ACC-02).
            above = unit.sudo().superior_id
            while above and len(chain) < len(TIER_RANK):
                chain.append(above.short_name or above.name)
                above = above.superior_id
            unit.unit_path = " / ".join(reversed(chain))

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        clients = partners.filtered("is_client")
        placed = clients.filtered("superior_id")
        self._memberships()._follow_superiors(placed)
        self._ancestry()._rebuild(clients - placed)
        return partners

    def write(self, vals):
        result = super().write(vals)
        if "superior_id" in vals or "is_client" in vals:
            clients = self.filtered("is_client")
            self._memberships()._follow_superiors(clients)
            if "is_client" in vals:
                self._ancestry()._rebuild(self)
        return result

    @api.model
    def _memberships(self):
        # Whoever may place a unit leaves its history behind; nobody writes the
        # history by itself, so no role has rights on it.
        return self.env["ruiji.unit.membership"].sudo()

    @api.model
    def _ancestry(self):
        # Derived from the memberships; see above.
        return self.env["ruiji.unit.ancestry"].sudo()

    def _units_above(self, day=None):
        """Units above on a day (default today), nearest first (SUB-05).

        :return: res.partner recordset, with the rights of the caller
        """
        day = day or fields.Date.context_today(self)
        return self._ancestry()._ancestors(self, day).with_env(self.env)

    def _units_below(self, day=None):
        """Units below on a day (default today), nearest first (SUB-05)."""
        day = day or fields.Date.context_today(self)
        return self._ancestry()._descendants(self, day).with_env(self.env)

    def action_view_subordinates(self):
        """Show the units directly and indirectly below this one as a list."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "ruiji_client_archive.client_action"
        )
        action["domain"] = [("id", "in", self._units_below().ids)]
        action["context"] = {"default_superior_id": self.id, "default_is_client": True}
        return action
