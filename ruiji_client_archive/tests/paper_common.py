import io
import unicodedata

from odoo.tools.pdf import PdfFileReader


class PaperMixin:
    """Prints for good, as a job does: no server to ask, nothing to complain of."""

    def _print_paper(self, report, records, user):
        """Print records on one PDF.

        :return: texts of its pages, without the spaces and breaks of the layout
        """
        reports = self.env["ir.actions.report"].with_user(user)
        # `make test` installs it: a paper that was not printed proves nothing.
        self.assertNotEqual(reports.get_wkhtmltopdf_state(), "install")
        reports = reports.with_context(force_report_rendering=True)
        with self.assertNoLogs(level="WARNING"):
            content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF"))
        pages = PdfFileReader(io.BytesIO(content)).pages
        return [self._plain(page.extract_text()) for page in pages]

    def _plain(self, text):
        # Fonts share one drawing between characters that look alike: 走 and ⾛.
        return "".join(unicodedata.normalize("NFKC", text).split())
