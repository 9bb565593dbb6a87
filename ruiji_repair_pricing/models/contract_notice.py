import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

_logger = logging.getLogger(__name__)

NOTICE = "ruiji_repair_pricing.contract_notice_report"
NOTICE_BODY = "ruiji_repair_pricing.contract_notice_body"


class Contract(models.Model):
    """保养到期通知书: tells the client that the contract ends (CON-03, SVC-05)."""

    _inherit = "ruiji.contract"

    def action_print_notice(self):
        """Print the notice to the client."""
        return self.env.ref(NOTICE).report_action(self)

    def _send_notices(self, reminders):
        """Mail the notice to clients with an e-mail; the rest the clerk posts."""
        mailed = reminders.filtered("contract_id.partner_id.email")
        mailed.contract_id._mail_notices(mailed)
        posted = reminders - mailed
        if posted:
            posted.contract_id._ask_for("notice", posted)

    def _mail_notices(self, reminders):
        if not reminders:
            return
        files = self._notice_files()
        mails = self.env["mail.mail"].create(
            [
                reminder.contract_id._prepare_notice_mail_vals(files)
                for reminder in reminders
            ]
        )
        for reminder, mail in zip(reminders, mails, strict=True):
            reminder.write(
                {
                    "delivery": "mail",
                    "mail_id": mail.id,
                    "email_to": reminder.contract_id.partner_id.email,
                }
            )

    def _prepare_notice_mail_vals(self, files):
        """The notice as text, for those who open no attachments, and as a file."""
        self.ensure_one()
        client = self.partner_id
        inside = self.with_context(lang=client.lang or self.env.lang)
        body = self.env["ir.qweb"]._render(
            NOTICE_BODY,
            {"contract": inside, "notice_day": self.company_id._business_day()},
            lang=inside.env.lang,
        )
        return {
            "subject": inside.env._("Your maintenance contract %s ends", self.number),
            "body_html": body,
            "email_to": client.email_formatted,
            "email_from": self.company_id.email_formatted or self.env.user.email,
            "model": self._name,
            "res_id": self.id,
            "auto_delete": False,
            "attachment_ids": [Command.set(files.get(self.id, []))],
        }

    def _notice_files(self):
        """Render the notices, one run of the printer each, and keep them.

        :return: {contract id: [attachment id]}; empty where nothing can print PDF
        """
        reports = self.env["ir.actions.report"]
        if reports.get_wkhtmltopdf_state() == "install":
            return {}
        for contract in self:
            contract._print_notice_file()
        names = {contract.id: contract._notice_file_name() for contract in self}
        found = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("name", "in", list(names.values())),
            ]
        )
        return {
            file.res_id: file.ids for file in found if file.name == names[file.res_id]
        }

    def _print_notice_file(self):
        try:
            self.env["ir.actions.report"]._render_qweb_pdf(NOTICE, self.ids)
        except UserError as error:
            # The e-mail says it all in its text: a printer out of order is no
            # reason to keep the client waiting.
            _logger.info("No notice file for contract %s: %s", self.number, error)

    def _notice_file_name(self):
        """One notice per end of the contract: another end makes another file."""
        self.ensure_one()
        return f"{self.number} {self.date_end}.pdf"

    def _price_sheet(self):
        """Lines of the price list as the summary prints them.

        :return: list of (product category, its lines, models and boards in order)
        """
        self.ensure_one()
        lines = self.price_ids.sorted(
            lambda line: (
                line.device_model_id.name or "",
                line.product_id.board_type or "",
                str(line.date_start or ""),
            )
        )
        sections = lines.grouped("categ_id").items()
        return sorted(sections, key=lambda section: section[0].name)
