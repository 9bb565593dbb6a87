from odoo import models


class PrintedPaper(models.AbstractModel):
    """What leaves the house on paper: in the client's format, and on record.

    For models with a `partner_id`, the client whose paper it is, or their own
    `_clients_on_paper` (REP-04, ACC-03).
    """

    _name = "ruiji.printed.paper"
    _description = "Printed Paper"
    _inherit = "ruiji.marked.paper"

    def _document_format(self):
        """The format that the client of this one record asked for."""
        self.ensure_one()
        # The name of the paper's template is all that is taken from the file.
        return self._clients_on_paper().sudo().document_format_id

    def _log_print(self):
        """Note whose papers the user had before him: one statement for all."""
        channel = "portal" if self.env.user.share else "paper"
        # Who may print a board's label need not have a right on its client's file.
        clients = self.sudo()._clients_on_paper()
        clients._log_access("print", channel, len(self))
