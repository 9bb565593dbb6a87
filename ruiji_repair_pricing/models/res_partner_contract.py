from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.ruiji_client_archive.utils.lifecycle import Fact

from ..utils.price_sql import COVERING

READERS = "ruiji_repair_pricing.group_contract_reader"


class ResPartner(models.Model):
    """The contracts of a client, and those of its superiors that cover it."""

    _inherit = "res.partner"

    business_contract_ids = fields.One2many(
        "ruiji.contract", "partner_id", string="Business contracts", groups=READERS
    )
    business_contract_count = fields.Integer(
        compute="_compute_business_contract_count", groups=READERS
    )
    covering_contract_ids = fields.Many2many(
        "ruiji.contract",
        string="Contracts covering it today",
        compute="_compute_covering_contracts",
        groups=READERS,
        help="Contracts in force of the unit itself, then of its superiors.",
    )
    covering_contract_id = fields.Many2one(
        "ruiji.contract",
        string="Covering contract",
        compute="_compute_covering_contracts",
        groups=READERS,
        help="The nearest contract in force that covers the unit today.",
    )

    @api.depends("business_contract_ids", "covering_contract_ids")
    def _compute_business_contract_count(self):
        """Own contracts, and those of superiors that cover the unit today."""
        own = self.env["ruiji.contract"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {client.id: count for client, count in own}
        for client in self:
            inherited = client.covering_contract_ids.filtered(
                lambda contract, c=client: contract.partner_id != c._origin
            )
            client.business_contract_count = counts.get(client._origin.id, 0) + len(
                inherited
            )

    @api.depends("business_contract_ids", "superior_id")
    def _compute_covering_contracts(self):
        covering = self._covering_contracts(fields.Date.context_today(self))
        # A superior's contract may belong to a file this user may not open.
        readable = self.env["ruiji.contract"].union(*covering.values())
        readable = readable._filtered_access("read")
        for client in self:
            contracts = covering[client._origin.id] & readable
            client.covering_contract_ids = contracts
            client.covering_contract_id = contracts[:1]

    def _covering_contracts(self, day):
        """Contracts that cover these units on a day (SUB-03, CON-05).

        :return: {partner id: ruiji.contract recordset, the nearest first}
        """
        self.env["ruiji.unit.ancestry"].flush_model()
        self.env["ruiji.contract"].flush_model()
        units = list(self._origin.ids)
        covering = {unit_id: [] for unit_id in [*units, False]}
        rows = self.env.execute_query(SQL(COVERING, units=units, day=day))
        for unit_id, contract_id in rows:
            covering[unit_id].append(contract_id)
        return {
            unit_id: self.env["ruiji.contract"].browse(contract_ids)
            for unit_id, contract_ids in covering.items()
        }

    def _business_facts(self, today):
        """A contract in force makes a client a current one, an old one a former."""
        facts = super()._business_facts(today)
        # Which contracts a client has decides, whoever asks.
        Contract = self.env["ruiji.contract"].sudo()
        clients = [("partner_id", "in", self.ids)]
        in_force = Contract._read_group(
            Contract._in_force_domain(today) & fields.Domain(clients),
            ["partner_id"],
            ["date_start:max"],
        )
        for client, start in in_force:
            label = self.env._("contract in force")
            facts[client.id].append(Fact("current", start, label, lasting=True))
        over = Contract._read_group(
            [*clients, ("date_end", "<", today)], ["partner_id"], ["date_end:max"]
        )
        for client, end in over:
            facts[client.id].append(Fact("former", end, self.env._("contract ended")))
        return facts

    def action_open_business_contracts(self):
        """Show the contracts of this client and those that cover it today."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.contract_action"
        )
        shown = fields.Domain("partner_id", "=", self.id)
        shown |= fields.Domain("id", "in", self.covering_contract_ids.ids)
        action["domain"] = list(shown)
        action["context"] = {"default_partner_id": self.id}
        return action

    def action_look_up_price(self):
        """Ask what a repair costs this client."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.price_lookup_action"
        )
        action["context"] = {"default_partner_id": self.commercial_partner_id.id}
        return action
