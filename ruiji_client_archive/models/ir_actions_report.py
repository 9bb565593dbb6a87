import lxml.html
from markupsafe import Markup

from odoo import models

PAPERS = "//div[contains(concat(' ', normalize-space(@class), ' '), ' ruiji_paper ')]"


class IrActionsReport(models.Model):
    """Papers that bring their own style print without a server (ARC-13, CON-03).

    Odoo's layout fetches style sheets over HTTP and wants page headers. A job prints
    while nothing answers, and not every wkhtmltopdf knows headers or joins documents:
    articles marked `ruiji_paper` go to it as one document that needs nothing.
    """

    _inherit = "ir.actions.report"

    def _prepare_html(self, html, report_model=False):
        """Take the marked articles out of the page, if it has any.

        :return: as Odoo's: (documents, record ids, header, footer, paper arguments)
        """
        page = lxml.html.fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
        papers = page.xpath(PAPERS)
        if not papers:
            return super()._prepare_html(html, report_model=report_model)
        record_ids = [int(paper.get("data-oe-id") or 0) or None for paper in papers]
        return [self._standalone_document(papers)], record_ids, "", "", {}

    def _standalone_document(self, papers):
        sources = [lxml.html.tostring(paper, encoding="unicode") for paper in papers]
        return self.env["ir.qweb"]._render(
            "ruiji_client_archive.standalone_document",
            {
                # Rendered by QWeb a moment ago, which escaped what users wrote.
                "body": Markup("".join(sources)),
                "language": (self.env.lang or "en_US").replace("_", "-"),
            },
        )
