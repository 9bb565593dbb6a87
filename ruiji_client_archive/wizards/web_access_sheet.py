import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

# Each one-time password takes a third of a second to be hashed.
MOST_SLIPS = 100


class WebAccessSheet(models.AbstractModel):
    """Slips to tear off with one-time passwords: printed once, kept nowhere (WEB-03).

    The passwords are made, put on paper and sent to the browser within one request.
    There is no table and no attachment in which they could stay; what the database
    gets is their hash.
    """

    _name = "ruiji.web.access.sheet"
    _description = "Sheet of One-Time Passwords"

    @api.model
    def _print_once(self, users):
        """Give these users one-time passwords and return what shows the sheet.

        :param users: res.users recordset in sudo; without any there is no sheet
        """
        if not users:
            return {"type": "ir.actions.act_window_close"}
        if len(users) > MOST_SLIPS:
            raise UserError(
                self.env._(
                    "One sheet takes at most %(most)s persons: choose fewer.",
                    most=MOST_SLIPS,
                )
            )
        passwords = users._set_one_time_passwords()
        content, kind = self._print_slips(self._slips(users, passwords))
        return {
            "type": "ir.actions.client",
            "tag": "ruiji_print_once",
            "name": self.env._("One-Time Passwords"),
            "params": {
                "paper": base64.b64encode(content).decode(),
                "mimetype": "application/pdf" if kind == "pdf" else "text/html",
            },
        }

    def _slips(self, users, passwords):
        until = users._one_time_password_until()
        return [
            {
                "client": user.partner_id.commercial_partner_id.name,
                "person": user.name,
                "code": user.login,
                "password": passwords[user],
                "until": fields.Date.context_today(self, until),
            }
            for user in users
        ]

    def _print_slips(self, slips):
        # The paper's template is the administrator's to read; its slips are ours.
        report = self.env["ir.actions.report"].sudo()
        return report._render_qweb_pdf(
            "ruiji_client_archive.web_access_sheet",
            data={"slips": slips, "address": self.get_base_url()},
        )
