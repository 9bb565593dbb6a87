import inspect
import json
import re

from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from .isolation_common import FOREIGN, NOISE, IsolationCase
from .web_access_common import PASSWORD

# They end the session, work on the database's files or serve none of its data.
LEFT_OUT = (
    "/web/session/logout",
    "/web/session/destroy",
    "/web/database",
    "/web/assets",
    "/web/bundle",
    "/web/tests",
    "/bus/websocket_worker_bundle",
    "/mail/font_to_img",
    "/web_editor/font_to_img",
    "/websocket",
)
PLACEHOLDER = re.compile(r"<(?:[^<>]*:)?(\w+)>")


@tagged("post_install", "-at_install")
class TestIsolationOfRoutes(IsolationCase):
    """WEB-06: every route of the running server, with another client's ids."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.message = cls.foreign.message_ids.filtered(lambda m: FOREIGN in m.body)[:1]
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
        before = self.strangers.read()
        # The first request fills the cache of the routing map.
        self.url_open("/web/health")
        with mute_logger(*NOISE):
            for rule in self.env["ir.http"].routing_map().iter_rules():
                routing = rule.endpoint.routing
                if not rule.rule.startswith(LEFT_OUT):
                    self._try_route(rule, routing["type"], routing.get("methods"))
        self.env.invalidate_all()
        self.assertEqual(self.strangers.read(), before)

    def _try_route(self, rule, kind, methods):
        url = PLACEHOLDER.sub(
            lambda match: str(self._plain(self._value(match[1]))), rule.rule
        )
        values = self._values_for(rule.endpoint)
        if kind == "jsonrpc":
            body = {"jsonrpc": "2.0", "id": 0, "method": "call", "params": values}
            self._check(self.url_open(url, json=body))
            return
        plain = {name: self._plain(value) for name, value in values.items()}
        if not methods or "GET" in methods:
            self._check(self.url_open(url, params=plain))
        if methods and "POST" in methods:
            token = Request.csrf_token(self)
            self._check(self.url_open(url, data={**plain, "csrf_token": token}))

    def _check(self, response):
        self._assert_clean(response.text, response.request.url)

    def _values_for(self, endpoint):
        """Another client's ids under every name that the route knows."""
        signature = inspect.signature(endpoint.original_endpoint)
        named = {
            name: self._value(name)
            for name, parameter in signature.parameters.items()
            if name != "self" and not parameter.kind.name.startswith("VAR_")
        }
        if any(p.kind.name == "VAR_KEYWORD" for p in signature.parameters.values()):
            guesses = "id", "partner_id", "res_id", "model", "res_model", "message_id"
            named = {name: self._value(name) for name in guesses} | named
        return named

    def _value(self, name):
        """A value for a parameter, chosen by its name to reach the other client."""
        if "model" in name:
            return "res.partner"
        if "attachment" in name:
            record = self.attachment
        elif "message" in name:
            record = self.message
        else:
            record = self.foreign
        if name.endswith("ids"):
            return record.ids
        if name.endswith("id") or name in ("partner", "attachments", "moves"):
            return record.id
        return self._known_values().get(name, "x")

    def _known_values(self):
        """Values that let calls and exports get as far as they can."""
        export = {
            "model": "res.partner",
            "ids": self.foreign.ids,
            "fields": [{"name": "phone", "label": "phone", "type": "char"}],
            "domain": [],
            "import_compat": False,
            "groupby": [],
        }
        return {
            "field": "contact_name",
            "fields": ["name", "phone"],
            "domain": [],
            "method": "read",
            "args": [self.foreign.ids, ["name", "phone"]],
            "kwargs": {},
            "data": json.dumps(export),
            **dict.fromkeys(("width", "height", "size", "alpha", "page"), 1),
        }

    @staticmethod
    def _plain(value):
        """The value as a browser sends it: lists of ids with commas between."""
        if isinstance(value, list) and all(isinstance(item, int) for item in value):
            return ",".join(map(str, value))
        return json.dumps(value) if isinstance(value, list | dict) else value
