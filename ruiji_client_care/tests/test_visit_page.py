import json
from unittest import skipUnless

from lxml import html

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.ruiji_repair_pricing.tests.test_portal_accessibility import AXE, CHECK

from .visit_common import VisitCase


@tagged("post_install", "-at_install")
class TestVisitPage(HttpCase, VisitCase):
    """The minutes as a client opens them on the phone, without login (CAR-01)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sent = cls._sent_visit()

    @classmethod
    def _sent_visit(cls):
        visit = cls.env["ruiji.client.visit"].create(
            {
                "client_id": cls.yanan.id,
                "user_id": cls.manager.id,
                "person_ids": cls.person.ids,
                "date_start": "2026-09-11 01:00:00",
                "findings": "两块主控板返修后仍不稳定",
                "promise_ids": [
                    Command.create(
                        {
                            "name": "周五前给出方案",
                            "user_id": cls.manager.id,
                            "date_due": "2026-09-18",
                        }
                    )
                ],
                "state": "sent",
            }
        )
        visit._new_links()
        cls.env.flush_all()
        return visit

    def _path(self, visit):
        return f"/visit/{visit.sudo().access_token}"

    @skipUnless(AXE.exists(), "axe-core comes with `make test`")
    def test_everybody_can_use_it(self):
        """CAR-01, WEB-09: 95 and more of 100 for axe, on phone and desk."""
        done = self._sent_visit()
        done._confirm_receipt("张建军", "10.0.0.1")
        self.env.flush_all()
        urls = [self._path(self.sent), self._path(done)]
        code = CHECK % {"axe": json.dumps(AXE.read_text()), "urls": json.dumps(urls)}
        self.browser_js("/web/login", code, timeout=240)

    def test_page_is_the_reader_s(self):
        """CAR-01, WEB-09: it opens in the client's language and says so."""
        page = html.fromstring(self.url_open(self._path(self.sent)).content)
        self.assertEqual(page.get("lang"), "zh-CN")

    def test_client_confirms_with_the_browser(self):
        """CAR-01: read, sign with one's name, thanked; once."""
        self.start_tour(self._path(self.sent), "ruiji_visit_minutes")
        self.sent.invalidate_recordset()
        self.assertEqual((self.sent.state, self.sent.received_by), ("closed", "张建军"))
