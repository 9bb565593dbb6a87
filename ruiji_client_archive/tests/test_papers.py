from odoo.tests import tagged

from .common import ArchiveCase
from .handover_common import HandoverCase
from .paper_common import PaperMixin


@tagged("post_install", "-at_install")
class TestArchivePapers(PaperMixin, ArchiveCase):
    """Papers of the archive come out of the printer, several at once."""

    def test_archive_cards(self):
        """ARC-13: one PDF for several files, each on a page of its own."""
        files = self.yanan | self.xian
        pages = self._print_paper(
            "ruiji_client_archive.archive_card", files, self.clerk
        )
        self.assertEqual(len(pages), 2)
        for file, page in zip(files, pages, strict=True):
            self.assertIn(file.name, page)

    def test_disposals(self):
        """ARC-12, ACC-12: proposals of destruction, one page each."""
        prospects = self.yanan | self.xian
        disposals = self.env["ruiji.disposal"].create(
            [
                {
                    "name": f"XH-{client.id}",
                    "client_id": client.id,
                    "proposed_on": "2026-06-15 08:00:00",
                    "reason": "两年没有合作意向",
                    "proposed_by_id": self.manager.id,
                }
                for client in prospects
            ]
        )
        pages = self._print_paper(
            "ruiji_client_archive.disposal_report", disposals, self.vp
        )
        self.assertEqual(len(pages), 2)
        for page in pages:
            self.assertIn("两年没有合作意向", page)


@tagged("post_install", "-at_install")
class TestHandoverPaper(PaperMixin, HandoverCase):
    def test_handover_list(self):
        """MGR-07: the list to sign names what is handed over."""
        pages = self._print_paper(
            "ruiji_client_archive.handover_report", self._handover(), self.vp
        )
        for client in self.clients:
            self.assertIn(client.name, "".join(pages))
