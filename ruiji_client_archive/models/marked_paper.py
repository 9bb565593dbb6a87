from odoo import models

CLOSED = ("confidential", "secret")


class MarkedPaper(models.AbstractModel):
    """Says behind its pages whose copy it is, when a closed file is in it (ACC-10)."""

    _name = "ruiji.marked.paper"
    _description = "Marked Paper"

    def _clients_on_paper(self):
        """The clients of whose files one of these tells."""
        return self.partner_id

    def _closed_papers(self):
        """Ids of those that tell of a confidential or secret file."""
        # The level says how to print, and is no secret.
        return {paper.id for paper in self.sudo() if paper._tells_of_closed_files()}

    def _tells_of_closed_files(self):
        levels = self._clients_on_paper().mapped("confidentiality")
        return not set(levels).isdisjoint(CLOSED)
