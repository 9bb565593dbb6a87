import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.isolation_guard import TouchGuard
from odoo.addons.ruiji_client_archive.tests.isolation_routes import (
    NOISE,
    RouteCrawler,
)
from odoo.addons.ruiji_client_archive.tests.web_access_common import PASSWORD

from .foreign_world import MUST_HOLD, ForeignWorldCase

# Whose row a route means by the name of a parameter.
MODELS = {
    "attachment": "ir.attachment",
    "board": "repair.order",
    "channel": "discuss.channel",
    "contract": "ruiji.contract",
    "document": "ir.attachment",
    "event": "calendar.event",
    "file": "ir.attachment",
    "follower": "mail.followers",
    "invoice": "account.move",
    "line": "sale.order.line",
    "member": "discuss.channel.member",
    "message": "mail.message",
    "move": "account.move",
    "order": "sale.order",
    "photo": "ir.attachment",
    "settlement": "ruiji.settlement",
    "slip": "ruiji.repair.slip",
    "user": "res.users",
}
# Rows that routes are tried with which take any model; calls are tried with all.
KINDS = (
    *("res.partner", "mail.message", "ir.attachment"),
    *("ruiji.repair.slip", "sale.order", "account.move"),
)


@tagged("post_install", "-at_install")
class TestIsolationOfAllRoutes(ForeignWorldCase):
    """WEB-06: every route, with the rows of another client's whole business."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        order = cls._own_order()
        cls.own_token = order._portal_ensure_token()
        cls.env.flush_all()
        cls.guard = TouchGuard(cls.strangers_of)

    @classmethod
    def _own_order(cls):
        return cls.env["sale.order"].create({"partner_id": cls.wang.id})

    def _crawler(self):
        return RouteCrawler(
            self, self.strangers_of, self.guard, MODELS, KINDS, ("x", self.own_token)
        )

    def _as_both(self):
        """Sign in as a person of a sister prefecture, then as nobody."""
        for login, password in ((self.user.login, PASSWORD), (None, None)):
            self.authenticate(login, password)
            yield self._crawler()

    def test_other_client_is_everywhere(self):
        """WEB-06: a crawl proves nothing of what there is nothing of."""
        empty = [model for model in MUST_HOLD if not self.strangers_of.of(model)]
        self.assertEqual(empty, [])

    def test_every_route(self):
        """WEB-06: ids of another client, wrong tokens and the tokens of own rows."""
        for crawler in self._as_both():
            crawler.crawl()
            self.assertGreater(len(crawler.tried), 300)
            self.assertEqual(crawler.leaks, [])

    def test_every_paper(self):
        """WEB-06: reports as page, PDF, text and download."""
        reports = self.env["ir.actions.report"].search([])
        for crawler in self._as_both():
            with mute_logger(*NOISE):
                for report in reports:
                    self._open_paper(crawler, report)
            self.assertEqual(crawler.leaks, [])

    def _open_paper(self, crawler, report):
        ids = self.strangers_of.some(report.model)
        for converter in ids and ("html", "pdf", "text"):
            url = f"/report/{converter}/{report.report_name}/{ids[0]}"
            crawler.open(url)
            data = json.dumps([url, f"qweb-{converter}"])
            crawler.open("/report/download", params={"data": data})

    def test_every_export(self):
        """WEB-06: workbooks and lists of all the texts of a model."""
        for crawler in self._as_both():
            with mute_logger(*NOISE):
                for model in self.strangers_of.ids:
                    self._open_exports(crawler, self.env[model])
            self.assertEqual(crawler.leaks, [])

    def _open_exports(self, crawler, Model):
        names = [
            {"name": name, "label": name, "type": field.type}
            for name, field in Model._fields.items()
            if field.type in ("char", "text", "html") and field.store
        ]
        asked = {
            "model": Model._name,
            "fields": names,
            "ids": self.strangers_of.of(Model._name),
            "domain": [],
            "groupby": [],
            "import_compat": False,
        }
        for kind in ("csv", "xlsx") if Model._name == "res.partner" else ("csv",):
            params = {"data": json.dumps(asked)}
            crawler.open(f"/web/export/{kind}", params=params)

    def test_every_file(self):
        """WEB-06: pictures and other files, by record, by field and by number."""
        for crawler in self._as_both():
            with mute_logger(*NOISE):
                for model, field in self._file_fields():
                    row = self.strangers_of.of(model)[0]
                    for door in "content", "image":
                        crawler.open(f"/web/{door}/{model}/{row}/{field}")
                for paper in self.strangers_of.of("ir.attachment"):
                    crawler.open(f"/web/content/{paper}?access_token=x")
                    crawler.open(f"/web/image/{paper}?access_token={self.own_token}")
            self.assertEqual(crawler.leaks, [])

    def _file_fields(self):
        for model, ids in self.strangers_of.ids.items():
            for name, field in self.env[model]._fields.items():
                if ids and field.type == "binary":
                    yield model, name

    def test_every_door_of_rpc(self):
        """WEB-06: calls by the web client, by JSON-RPC, XML-RPC and JSON-2."""
        database = self.env.cr.dbname
        self.authenticate(self.user.login, PASSWORD)
        crawler = self._crawler()
        with mute_logger(*NOISE):
            for model, ids in self.strangers_of.ids.items():
                call = [model, "read", [sorted(ids), ["display_name"]]]
                sign_in = [database, self.user.id, PASSWORD]
                params = {
                    "service": "object",
                    "method": "execute_kw",
                    "args": [*sign_in, *call],
                }
                crawler.open("/jsonrpc", json={"params": params})
                crawler.open(f"/json/2/{model}/read", json={"ids": sorted(ids)})
                crawler.open(f"/json/1/{model}/{min(ids, default=0)}")
        self.assertEqual(crawler.leaks, [])
