import base64
import re

from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .slip_common import SlipCase

DRAWING = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
REPORT = "ruiji_repair_pricing.repair_slip_report"


@tagged("post_install", "-at_install")
class TestPaperWatermark(PaperMixin, SlipCase):
    """A copy of what is confidential says whose copy it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_slip = cls._new_slip()
        cls.closed_slip = cls._new_slip(cls.xian)
        cls.xian.confidentiality = "confidential"

    def _document(self, slips):
        """What goes to the printing engine."""
        reports = self.env["ir.actions.report"].with_user(self.clerk)
        html, _kind = reports._render_qweb_html(REPORT, slips.ids)
        [document], *_rest = reports._prepare_html(html, report_model=slips._name)
        return str(document)

    def test_confidential_papers_name_their_reader(self):
        """ACC-10: name and time behind the pages, whichever format the client has."""
        drawings = DRAWING.findall(self._document(self.closed_slip))
        [drawing] = [base64.b64decode(found).decode() for found in drawings]
        self.assertIn(self.clerk.name, drawing)
        self.assertRegex(drawing, r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")

    def test_internal_papers_stay_clean(self):
        """ACC-10: only those that are confidential, on one print of both."""
        self.assertFalse(DRAWING.search(self._document(self.open_slip)))
        both = self._document(self.open_slip | self.closed_slip)
        self.assertEqual(len(DRAWING.findall(both)), 1)

    def test_it_prints(self):
        """ACC-10: as a PDF, without a server and without complaints."""
        self.assertTrue(self._print_paper(REPORT, self.closed_slip, self.clerk))
