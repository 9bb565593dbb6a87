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
        self._mark_closed_papers(papers, report_model)
        return [self._standalone_document(papers)], record_ids, "", "", {}

    def _mark_closed_papers(self, papers, report_model):
        """Let papers of confidential files say whose copy they are (ACC-10).

        Drawn behind all of their pages: headers are not everybody's wkhtmltopdf's.
        """
        printed = self.env.get(report_model or "", self)
        if not isinstance(printed, self.pool["ruiji.marked.paper"]):
            return
        card = self.env["report.ruiji_client_archive.archive_card"]
        drawing = f"url(data:image/svg+xml;base64,{card._watermark()})"
        closed = printed.browse(
            int(paper.get("data-oe-id") or 0) for paper in papers
        )._closed_papers()
        for paper in papers:
            if int(paper.get("data-oe-id") or 0) in closed:
                style = f"{paper.get('style') or ''};background-image: {drawing}"
                paper.set("style", style.lstrip(";"))

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
