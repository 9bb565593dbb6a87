from odoo.tests import tagged

from .isolation_common import FOREIGN, IsolationCase
from .isolation_guard import Strangers, TouchGuard
from .isolation_routes import RouteCrawler
from .web_access_common import PASSWORD

MODELS = {"attachment": "ir.attachment", "message": "mail.message"}
KINDS = ("res.partner", "ir.attachment")


@tagged("post_install", "-at_install")
class TestIsolationOfRoutes(IsolationCase):
    """WEB-06: every route of the running server, with another client's ids."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.flush_all()
        cls.strangers_of = Strangers(cls.env, cls.strangers, FOREIGN)
        cls.guard = TouchGuard(cls.strangers_of)
        cls.attachment = cls.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", cls.foreign.id)],
            limit=1,
        )

    def test_as_portal_user(self):
        """WEB-06: signed in at a sister prefecture."""
        self.authenticate("yadxyw", PASSWORD)
        self._crawl()
        signed_in = self.url_open("/my/client-file")
        self.assertTrue(signed_in.url.endswith("/my/client-file"))

    def test_as_public(self):
        """WEB-06: not signed in at all."""
        self.authenticate(None, None)
        self._crawl()

    def test_attachments(self):
        """WEB-06: papers of another client, and what staff filed with the own unit."""
        own = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", self.yanan.ids)]
        )
        self.assertTrue(own and self.attachment)
        self.authenticate("yadxyw", PASSWORD)
        for paper in own | self.attachment:
            for url in (
                f"/web/content/{paper.id}",
                f"/web/content/{paper.id}?download=1&access_token=x",
                f"/web/content/ir.attachment/{paper.id}/raw",
                f"/web/content/?model=ir.attachment&id={paper.id}&field=datas",
            ):
                answer = self.url_open(url)
                self.assertEqual(answer.status_code, 404, url)
                self._assert_clean(answer.text, url)

    def _crawl(self):
        crawler = RouteCrawler(
            self, self.strangers_of, self.guard, MODELS, KINDS, tokens=("x",)
        )
        crawler.crawl()
        self.assertGreater(len(crawler.tried), 300)
        self.assertEqual(crawler.leaks, [])
