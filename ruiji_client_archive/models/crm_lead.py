from odoo import api, fields, models
from odoo.exceptions import UserError

from ..utils.naming import legal_name_key

ACTIVITY = "ruiji_client_archive.mail_activity_file_contract"
# Who may register clients
REGISTRARS = (
    "ruiji_client_archive.group_account_manager,"
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)
# What a lead tells the lifecycle of its client (ARC-05)
LIFECYCLE_FACTS = {"partner_id", "stage_id", "probability", "active"}
ADDRESS = ("street", "street2", "phone", "website", "function")


class CrmLead(models.Model):
    """Prospects are worked in the pipeline, each with its client file (ARC-12)."""

    _inherit = "crm.lead"

    client_id = fields.Many2one(
        "res.partner",
        string="Client file",
        compute="_compute_client_id",
        store=True,
        index="btree_not_null",
        help="The file of the customer's company.",
    )
    client_state = fields.Selection(
        related="client_id.archive_state", string="File state"
    )
    client_lifecycle = fields.Selection(
        related="client_id.lifecycle", string="Lifecycle of the client"
    )
    client_demand_class = fields.Selection(
        related="client_id.demand_class",
        tracking=False,
        string="Demand class",
        store=True,
    )
    # Who may read a lead follows the client's file; kept here so that the record
    # rule stays flat.
    client_confidentiality = fields.Selection(
        related="client_id.confidentiality",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    client_manager_id = fields.Many2one(
        "res.users",
        string="Account manager of the client",
        related="client_id.user_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )

    @api.depends("partner_id.commercial_partner_id.is_client")
    def _compute_client_id(self):
        for lead in self:
            company = lead.partner_id.commercial_partner_id
            lead.client_id = company.is_client and company

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._refresh_clients()
        return leads

    def write(self, vals):
        # Only to decide their lifecycle anew: nothing of them is shown.
        clients = self.sudo().client_id
        before = {lead: lead.won_status for lead in self}
        result = super().write(vals)
        if LIFECYCLE_FACTS & vals.keys():
            self._refresh_clients(clients)
            won = self.filtered(
                lambda lead: lead.won_status == "won" and before[lead] != "won"
            )
            won._ask_for_contract()
        return result

    def unlink(self):
        # Only to decide their lifecycle anew: nothing of them is shown.
        clients = self.sudo().client_id
        result = super().unlink()
        clients._refresh_lifecycle()
        return result

    def _refresh_clients(self, others=()):
        """Decide the lifecycle of the clients of these leads, and of others, anew."""
        # The lifecycle is derived: it follows whoever causes the fact.
        clients = self.sudo().client_id
        clients.union(*others)._refresh_lifecycle()

    def _ask_for_contract(self):
        """A client won is to get its contract filed: then it is a current one."""
        # A task for the file's own manager, whoever won the lead.
        for lead in self.sudo().filtered("client_id"):
            lead.client_id._ask_for_contract(lead)

    # The client file

    def action_client_file(self):
        """Open the client file of the lead; find or register it first.

        :raises UserError: without the company's name, or when the file that has it
            is closed to the user
        """
        self.ensure_one()
        self.check_access("write")
        if not self.client_id:
            self.partner_id = self._find_or_register_file()
        return self.client_id._get_records_action(
            views=[(self.env.ref("ruiji_client_archive.client_view_form").id, "form")]
        )

    def _legal_name(self):
        """Name of the lead's company, as it is to be filed."""
        company = self.partner_id.commercial_partner_id
        return company.name if company.is_company else self.partner_name

    def _find_or_register_file(self):
        """The client file of the lead's company, registered if there is none.

        :return: res.partner record that is a client
        """
        self.ensure_one()
        name = self._legal_name()
        if not name:
            raise UserError(
                self.env._(
                    "Enter the full legal name of the company in the lead first: a "
                    "client file belongs to a company."
                )
            )
        file = self._find_file(name)
        if not file:
            return self._register_file(name)
        self._refuse_closed_file(file)
        return file

    @api.model
    def _find_file(self, name):
        """The file with this legal name, however it is written."""
        key = legal_name_key(name)
        # Whether a name is filed is open to all staff (ACC-02).
        archive = self.env["res.partner"].sudo().with_context(active_test=False)
        found = archive.search([("name_key", "=", key)], limit=1) if key else archive
        return found.with_env(self.env)

    @api.model
    def _refuse_closed_file(self, file):
        if file.has_access("read"):
            return
        # Names of files and of their managers are open to all staff (ACC-02).
        named = file.sudo()
        raise UserError(
            self.env._(
                "%(name)s is in the archive as %(number)s, which is closed to you: "
                "ask its account manager %(manager)s.",
                name=named.name,
                number=named.client_number,
                manager=named.user_id.name or self.env._("nobody yet"),
            )
        )

    def _register_file(self, name):
        """Register a prospective client from what the lead knows (ARC-12)."""
        Partner = self.env["res.partner"]
        values = self._prepare_client_values(name)
        company = self.partner_id.commercial_partner_id
        if not company.is_company:
            return Partner.create(values)
        unknown = {name: val for name, val in values.items() if not company[name]}
        company._register_as_clients({company: unknown})
        return company

    def _prepare_client_values(self, name):
        """Values of a new client file, registered from this lead.

        A postal code that is none stays in the lead.
        """
        manager = self.user_id.has_group("ruiji_client_archive.group_account_manager")
        values = {field: self[field] for field in ADDRESS if self[field]}
        if (self.zip or "").isdigit() and len(self.zip) == 6:
            values["zip"] = self.zip
        return (
            self.env["res.partner"]._client_defaults()
            | values
            | {
                "is_client": True,
                "name": name,
                "client_tier": "independent",
                "contact_name": self.contact_name,
                "email": self.email_from,
                "state_id": self.state_id.id,
                "user_id": self.user_id.id if manager else False,
            }
        )

    # What is entered in a lead does not change the file: that is kept by its own
    # doors (ARC-09), and may be closed to who works the lead.

    def _inverse_email_from(self):
        return super(CrmLead, self - self._of_archive())._inverse_email_from()

    def _inverse_phone(self):
        return super(CrmLead, self - self._of_archive())._inverse_phone()

    def _compute_partner_email_update(self):
        result = super()._compute_partner_email_update()
        self._of_archive().partner_email_update = False
        return result

    def _compute_partner_phone_update(self):
        result = super()._compute_partner_phone_update()
        self._of_archive().partner_phone_update = False
        return result

    def _of_archive(self):
        """Leads whose customer is a client file, or a person in one."""
        # That it is one is no secret, even where the file is.
        return self.filtered(lambda lead: lead.partner_id.sudo().confidentiality)

    # Odoo's own conversion to an opportunity

    def _registers_clients(self):
        """Whether the companies of this user's leads belong into the archive.

        Sales people without a role in it keep Odoo's plain customers.
        """
        return self.env.user.has_groups(REGISTRARS)

    def _find_matching_partner(self):
        """Match by the company's legal name where the e-mail says nothing."""
        partner = super()._find_matching_partner()
        if partner or not self.partner_name or not self._registers_clients():
            return partner
        file = self._find_file(self.partner_name)
        return file if file.has_access("read") else partner

    def _create_customer(self, with_parent=None):
        """Make the company a client file, and the contact a person of it."""
        if not with_parent and self.partner_name and self._registers_clients():
            with_parent = self._find_or_register_file()
        return super()._create_customer(with_parent=with_parent)
