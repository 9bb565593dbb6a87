import re
from collections import Counter

from odoo import api, fields, models

from ..utils.naming import is_too_long, legal_name_key

MANAGER = "ruiji_client_archive.group_account_manager"
POSTAL_CODE = re.compile("[0-9]{6}")


class ClientFilingLine(models.TransientModel):
    """One company that is to become a client, and what is in the way (OPS-02)."""

    _name = "ruiji.client.filing.line"
    _description = "Company to Register"

    filing_id = fields.Many2one(
        "ruiji.client.filing", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    client_tier = fields.Selection(
        selection=lambda self: self._selection_client_tier(),
        string="Tier",
        required=True,
        default="independent",
    )
    superior_id = fields.Many2one(
        "res.partner", string="Superior unit", ondelete="cascade"
    )
    state_id = fields.Many2one("res.country.state", string="Provincial region")
    city_id = fields.Many2one("res.city", string="Prefecture")
    zip = fields.Char(string="Postal code")
    problem = fields.Char(string="In the way", compute="_compute_problem")

    @api.model
    def _selection_client_tier(self):
        tiers = self.env["res.partner"]._fields["client_tier"]
        return tiers._description_selection(self.env)

    @api.depends("partner_id", "zip", "filing_id.line_ids.partner_id")
    def _compute_problem(self):
        filed = self._files_of_same_names()
        rows = Counter(
            legal_name_key(name)
            for name in self.filing_id.line_ids.partner_id.mapped("name")
        )
        for line in self:
            company = line.partner_id
            line.problem = line._problem_of_partner() or line._problem_of_name(
                filed.get(legal_name_key(company.name)), rows
            )

    def _files_of_same_names(self):
        """{name as it is compared: the file that has it already}"""
        keys = [legal_name_key(name) for name in self.partner_id.mapped("name")]
        # Names of files and of their managers are open to all staff (ACC-02).
        archive = self.env["res.partner"].sudo().with_context(active_test=False)
        files = archive.search([("name_key", "in", list(filter(None, keys)))])
        return {file.name_key: file for file in files}

    def _problem_of_partner(self):
        company = self.partner_id
        if company.is_client:
            return self.env._(
                "It is a client already: %(number)s.", number=company.client_number
            )
        if not company.is_company:
            return self.env._("This is a person: a client file belongs to a company.")
        if not company.active:
            return self.env._("It is archived: unarchive it first.")
        if self.zip and not POSTAL_CODE.fullmatch(self.zip):
            return self.env._("The postal code needs to be six digits.")
        return ""

    def _problem_of_name(self, file, rows):
        name = self.partner_id.name
        if not legal_name_key(name):
            return self.env._("Enter the full legal name first.")
        if is_too_long(name):
            return self.env._("The name is longer than a legal name can be.")
        if file:
            return file._name_taken_sentence()
        if rows[legal_name_key(name)] > 1:
            return self.env._("Another row has the same legal name.")
        return ""

    def _prepare_file_vals(self):
        """What the row says of the company's file."""
        self.ensure_one()
        company = self.partner_id
        place = {
            "client_tier": self.client_tier,
            "superior_id": self.superior_id.id,
            "state_id": self.state_id.id,
            "city_id": self.city_id.id,
            "zip": self.zip,
        }
        known = company._convert_to_write({name: company[name] for name in place})
        changed = {name: val for name, val in place.items() if val != known[name]}
        return {**changed, "user_id": self._manager().id}

    def _manager(self):
        """The company's salesperson if clients are his work, else whom one chose."""
        # Who is an account manager is no secret.
        salesperson = self.partner_id.user_id.sudo()
        manages = salesperson and salesperson.has_group(MANAGER)
        return salesperson if manages else self.filing_id.user_id
