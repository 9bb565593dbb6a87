import base64
from html import escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

# Drawn behind every page, so that a copy says whose copy it is (ACC-10).
WATERMARK = """<svg xmlns="http://www.w3.org/2000/svg" width="420" height="260">
<text x="30" y="190" transform="rotate(-24 30 190)" font-size="19" fill="#c00"
 fill-opacity="0.13" font-family="Noto Sans CJK SC">{text}</text></svg>"""


class ArchiveCard(models.AbstractModel):
    """客户档案卡: all parts of client files on paper (ARC-13)."""

    _name = "report.ruiji_client_archive.archive_card"
    _description = "Archive Card"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Take the files that the reader may open, and note that he had them.

        :raises AccessError: when one of them is closed to the reader
        :raises UserError: when one of them is no client file
        """
        clients = self.env["res.partner"].browse(docids)
        clients.check_access("read")
        self._check_are_clients(clients)
        clients._log_access("print", "card")
        shown = clients._has_field_access
        manager = self.env["res.users"]._has_field_access
        return {
            "doc_ids": docids,
            "doc_model": "res.partner",
            "docs": clients,
            "printed_by": self._printed_by(),
            "watermark": self._watermark(),
            "shows_hobbies": shown(clients._fields["hobbies"], "read"),
            "shows_home": manager(
                self.env["res.users"]._fields["home_address"], "read"
            ),
        }

    def _check_are_clients(self, partners):
        others = partners.filtered(lambda partner: not partner.is_client)
        if others:
            raise UserError(
                self.env._(
                    "%(name)s is no client file: choose clients to print their "
                    "archive cards.",
                    name=others[0].display_name,
                )
            )

    @api.model
    def _printed_by(self):
        return self.env._(
            "Printed by %(reader)s on %(moment)s",
            reader=self.env.user.name,
            moment=format_datetime(
                self.env, fields.Datetime.now(), dt_format="yyyy-MM-dd HH:mm:ss"
            ),
        )

    @api.model
    def _watermark(self):
        drawing = WATERMARK.format(text=escape(self._printed_by()))
        return base64.b64encode(drawing.encode()).decode()
