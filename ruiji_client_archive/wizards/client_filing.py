from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .client_filing_line import MANAGER

# Each row is tried, numbered and tracked within one request.
MOST_ROWS = 500


class ClientFiling(models.TransientModel):
    """Take companies that Odoo knows already into the client archive (OPS-02)."""

    _name = "ruiji.client.filing"
    _description = "Register as Clients"

    line_ids = fields.One2many(
        "ruiji.client.filing.line",
        "filing_id",
        string="Companies",
        default=lambda self: self._default_line_ids(),
    )
    user_id = fields.Many2one(
        "res.users",
        string="Account manager",
        default=lambda self: self.env["res.partner"]._default_account_manager(),
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref(MANAGER).ids,
            )
        ],
        help="Of the companies whose salesperson is no account manager. Empty: they "
        "wait among the clients without a manager.",
    )

    @api.model
    def _default_line_ids(self):
        """A row for each company chosen, and for the company of each person chosen.

        :raises UserError: when these are more than one dialog takes
        """
        if self.env.context.get("active_model") != "res.partner":
            return []
        chosen = self.env["res.partner"].browse(self.env.context.get("active_ids", []))
        companies = chosen.commercial_partner_id
        if len(companies) > MOST_ROWS:
            raise UserError(
                self.env._(
                    "These are more than %(most)s companies: choose fewer at a time.",
                    most=MOST_ROWS,
                )
            )
        return [
            Command.create({"partner_id": company.id, **company._place_as_client()})
            for company in companies
        ]

    def action_register(self):
        """Register the companies as clients, each with a number of its own.

        :return: the action that shows their files
        :raises UserError: naming every row that is not right; nothing is done then
        """
        self.ensure_one()
        self._check_lines()
        companies = self.line_ids.partner_id
        companies._register_as_clients(
            {line.partner_id: line._prepare_file_vals() for line in self.line_ids}
        )
        return companies._open_client_files()

    def _check_lines(self):
        if not self.line_ids:
            raise UserError(self.env._("Choose companies to register as clients."))
        wrong = self.line_ids.filtered("problem")
        if wrong:
            raise UserError(
                "\n".join(
                    [
                        self.env._("Put these rows right or take them out:"),
                        *(f"{row.partner_id.name}: {row.problem}" for row in wrong),
                    ]
                )
            )
