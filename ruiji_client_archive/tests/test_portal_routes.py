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
            if name not in ("self", "args") and parameter.kind.name != "VAR_KEYWORD"
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
        if name == "field":
            return "contact_name"
        if name in ("width", "height", "size", "alpha", "page"):
            return 1
        return {"fields": ["name", "phone"], "domain": []}.get(name, "x")

    @staticmethod
    def _plain(value):
        return json.dumps(value) if isinstance(value, list) else value
