from odoo import api, fields, models

from ..utils.file_parts import FILE_FIELDS, PAGE_OF_FIELD

TIERS = ("group", "province", "prefecture", "independent")


class CompletenessRule(models.Model):
    """One thing that a complete file has, and what it weighs (ARC-10)."""

    _name = "ruiji.completeness.rule"
    _description = "Completeness Rule"
    _order = "sequence, id"

    name = fields.Char(
        string="To do",
        required=True,
        translate=True,
        help="What the file says while this is missing.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    part = fields.Selection(
        [
            ("basic", "Basic information"),
            ("persons", "Persons"),
            ("subordinates", "Subordinate units"),
            ("account_manager", "Account manager"),
            ("logistics", "Logistics company"),
            ("contracts", "Business contracts"),
        ],
        required=True,
        default="basic",
    )
    kind = fields.Selection(
        [
            ("field", "A field is filled in"),
            ("person", "There is a person"),
            ("subordinate", "There is a subordinate unit"),
        ],
        string="Asks whether",
        required=True,
        default="field",
    )
    field_name = fields.Selection("_select_file_field", string="Field")
    position_role = fields.Selection(
        lambda self: self.env["res.partner"]._fields["position_role"].selection,
        string="Person's position",
        help="Any person will do when this is empty.",
    )
    weight = fields.Integer(required=True, default=5)
    for_group = fields.Boolean(string="Groups", default=True)
    for_province = fields.Boolean(string="Provinces", default=True)
    for_prefecture = fields.Boolean(string="Prefectures", default=True)
    for_independent = fields.Boolean(string="Independent", default=True)
    client_type = fields.Selection(
        [("traditional", "Traditional client"), ("online", "Online client")],
        string="Only for",
    )

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "A rule weighs something: enter a weight above zero."
    )
    _field_named = models.Constraint(
        "CHECK (kind != 'field' OR field_name IS NOT NULL)",
        "Choose the field that is to be filled in.",
    )

    @api.model
    def _select_file_field(self):
        # Labels alone, no values: the rules name fields that some roles cannot see.
        labels = self.env["res.partner"].sudo().fields_get(FILE_FIELDS, ["string"])
        return [(name, labels[name]["string"]) for name in FILE_FIELDS]

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._measure_files_anew()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self._measure_files_anew()
        return result

    @api.ondelete(at_uninstall=False)
    def _measure_files_without_rule(self):
        self._measure_files_anew()

    @api.model
    def _measure_files_anew(self):
        """All files are measured in the background after a rule has changed."""
        cron = "ruiji_client_archive.cron_refresh_completeness"
        if job := self.env.ref(cron, raise_if_not_found=False):
            # Whoever may change a rule causes the work that follows from it.
            job.sudo()._trigger()

    def _measurable(self):
        """Leave out kinds of an addon whose code is not loaded, as during an update."""
        return self.filtered(lambda rule: hasattr(rule, f"_met_{rule.kind}"))

    def _page(self):
        """The page of the form where this is to be filled in."""
        return PAGE_OF_FIELD.get(self.field_name, self.part)

    def _applies_to(self, client):
        kept = not self.client_type or self.client_type == client.client_type
        # A file that has no tier yet is asked for what every tier is asked for.
        tiers = [client.client_tier] if client.client_tier else TIERS
        return kept and all(self[f"for_{tier}"] for tier in tiers)

    def _asked_of(self, clients):
        """Which rules count for which clients: {client id: rules}, by tier and type."""
        by_sort = {}
        for client in clients:
            sort = (client.client_tier, client.client_type)
            if sort not in by_sort:
                by_sort[sort] = self.filtered(
                    lambda rule, c=client: rule._applies_to(c)
                )
        return {
            client.id: by_sort[client.client_tier, client.client_type]
            for client in clients
        }

    def _met_by(self, clients, persons):
        """Which of the rules are met by which of the clients.

        Each kind of rule has its method `_met_<kind>`, asked once for all its
        rules and all clients, in a fixed number of queries.

        :param dict persons: {client id: res.partner persons}
        :return: {(rule id, client id)}
        """
        met = set()
        for kind, rules in self.grouped("kind").items():
            met |= getattr(rules, f"_met_{kind}")(clients, persons)
        return met

    def _met_field(self, clients, persons):
        return {
            (rule.id, client.id)
            for rule in self
            for client in clients
            if client[rule.field_name]
        }

    def _met_person(self, clients, persons):
        roles = {
            client_id: {person.position_role for person in people}
            for client_id, people in persons.items()
        }
        return {
            (rule.id, client.id)
            for rule in self
            for client in clients
            if self._has_person(rule.position_role, roles[client.id])
        }

    @api.model
    def _has_person(self, wanted, roles):
        return wanted in roles if wanted else bool(roles)

    def _met_subordinate(self, clients, persons):
        superiors = self.env["res.partner"]._read_group(
            [("superior_id", "in", clients._origin.ids)], ["superior_id"]
        )
        superior_ids = {superior.id for [superior] in superiors}
        return {
            (rule.id, client.id)
            for rule in self
            for client in clients
            if client._origin.id in superior_ids
        }
