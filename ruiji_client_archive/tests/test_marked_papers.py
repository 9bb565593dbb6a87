import base64
import re

from odoo.tests import tagged

from .disposal_common import DisposalCase
from .handover_common import HandoverCase

DRAWING = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


class MarkMixin:
    """Looks behind the pages of a paper."""

    def _drawing(self, report, record, user):
        """What stands behind the paper's pages, nothing if it is a plain one."""
        reports = self.env["ir.actions.report"].with_user(user)
        html, _kind = reports._render_qweb_html(report, record.ids)
        [document], *_rest = reports._prepare_html(html, report_model=record._name)
        found = DRAWING.search(str(document))
        return found and base64.b64decode(found[1]).decode()


@tagged("post_install", "-at_install")
class TestMarkedHandover(MarkMixin, HandoverCase):
    """The list of files that change hands."""

    def test_mark(self):
        """ACC-10, MGR-07: reader and time once a confidential file is among them."""
        handover = self._handover()
        report = "ruiji_client_archive.handover_document"
        self.assertFalse(self._drawing(report, handover, self.vp))
        handover.line_ids.client_id[:1].confidentiality = "secret"
        drawing = self._drawing(report, handover, self.vp)
        self.assertIn(self.vp.name, drawing)
        self.assertRegex(drawing, r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


@tagged("post_install", "-at_install")
class TestMarkedCertificate(MarkMixin, DisposalCase):
    """The certificate of destruction."""

    def test_mark(self):
        """ACC-10, ACC-12: reader and time when the destroyed file was a closed one."""
        report = "ruiji_client_archive.disposal_certificate"
        disposal = self._propose()
        self.assertFalse(self._drawing(report, disposal, self.vp))
        self.client.confidentiality = "confidential"
        self.assertIn(self.vp.name, self._drawing(report, disposal, self.vp))
