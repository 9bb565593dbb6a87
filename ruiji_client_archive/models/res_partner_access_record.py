from odoo import models

# What a list of names does not show: whoever reads one of these has the file open.
TELLING = frozenset(
    (
        "phone",
        "mobile",
        "fax",
        "email",
        "email_formatted",
        "email_normalized",
        "phone_sanitized",
        "phone_mobile_search",
        "street",
        "street2",
        "zip",
        "contact_address",
        "contact_address_inline",
        "logistics_address",
        "logistics_phone",
        "manager_phone",
        "manager_home_address",
        "vat",
        "bank_ids",
        "comment",
        "hobbies",
        "birth_year",
        "birthday",
        "next_birthday",
        "age",
        "login_code",
        "legal_representative",
        "registered_capital",
        "financial_state",
        "credit_grade",
        "granted_credit",
        "business_scope",
        "business_remark",
    )
)


class ResPartner(models.Model):
    """Who reads a client file, and what leaves it, leaves a trace (ACC-03, ACC-05)."""

    _name = "res.partner"
    _inherit = ["res.partner", "ruiji.recorded.reading"]

    def _telling_fields(self):
        return TELLING

    def _read_clients(self):
        return self

    def _clients_taken_along(self):
        # The level marks what is part of the archive, and is no secret (ACC-02).
        return self.sudo().filtered("confidentiality").sudo(self.env.su)

    def copy_data(self, default=None):
        """Odoo's copy, which hands out all that a file says; and on record."""
        values = super().copy_data(default)
        if not self.env.su:
            self.env["ruiji.access.record"]._note(self, "copy")
        return values

    def _get_vcard_file(self):
        """Odoo's business card of a client or a person, on record."""
        self.env["ruiji.access.record"]._note(self, "download")
        return super()._get_vcard_file()

    def _log_access(self, action, channel, rows=0):
        """Note that these files were before the user; see ruiji.access.record."""
        self.env["ruiji.access.record"]._log(self, action, channel, rows or len(self))

    def action_view_access_records(self):
        """Show who had this file before him."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.access_record_action"
        )
        action["domain"] = [("client_id", "=", self.id)]
        return action
