import ipaddress
import socket
from unittest.mock import patch
from urllib.parse import urlsplit

from odoo.tests import tagged
from odoo.tools import mute_logger

from .web_access_common import PASSWORD, WebAccessHttpCase


def _is_outside(host):
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host not in ("", "localhost", None)


class OutgoingWatch:
    """Remembers and refuses every attempt to reach another machine."""

    def __init__(self):
        self.attempts = []

    def refuse(self, host):
        if _is_outside(host):
            self.attempts.append(host)
            raise OSError(f"{host} is outside the house")

    def patches(self):
        connect, look_up = socket.socket.connect, socket.getaddrinfo

        def watched_connect(sock, address):
            if sock.family != socket.AF_UNIX:
                self.refuse(address[0])
            return connect(sock, address)

        def watched_look_up(host, *args, **kwargs):
            self.refuse(host)
            return look_up(host, *args, **kwargs)

        return (
            patch.object(socket.socket, "connect", watched_connect),
            patch.object(socket, "getaddrinfo", watched_look_up),
        )


@tagged("post_install", "-at_install")
class TestNoOutgoing(WebAccessHttpCase):
    """OPS-05: no client data leaves the house by typing, saving, crons and pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.watch = OutgoingWatch()
        for patcher in cls.watch.patches():
            patcher.start()
            cls.addClassCleanup(patcher.stop)

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        # Odoo's tests block requests before they reach a socket: note them here.
        cls.watch.refuse(urlsplit(request.url).hostname)
        return super()._request_handler(session, request, **kwargs)

    def tearDown(self):
        attempts, self.watch.attempts = list(self.watch.attempts), []
        super().tearDown()
        self.assertFalse(attempts, "Something tried to reach another machine")

    def test_watch_sees_an_attempt(self):
        """OPS-05: the watch itself is awake."""
        with self.assertRaises(OSError):
            socket.create_connection(("203.0.113.1", 80), timeout=1)
        with self.assertRaises(OSError):
            socket.getaddrinfo("example.com", 80)
        self.assertEqual(self.watch.attempts, ["203.0.113.1", "example.com"])
        self.watch.attempts.clear()

    def test_registering_a_client(self):
        """OPS-05: typing a name, saving, a message with a link in it."""
        self._sign_in("marketing_clerk", "marketing_clerk")
        values = {
            "is_client": True,
            "name": "中兴通讯股份有限公司",
            "client_tier": "independent",
            "state_id": self.shaanxi.id,
            "website": "https://www.example.com",
            "email": "somebody@example.com",
        }
        spec = {"name": {}, "short_name": {}}
        self._call("res.partner", "name_search", "中兴")
        self._call("res.partner", "onchange", [], values, ["name"], spec)
        [saved] = self._call("res.partner", "web_save", [], values, specification=spec)
        client = self.env["res.partner"].browse(saved["id"])
        self.assertEqual(client.short_name, "中兴通讯")
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "res.partner",
                "thread_id": client.id,
                "post_data": {
                    "body": "https://www.example.com/page",
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_note",
                },
            },
        )
        self.make_jsonrpc_request(
            "/mail/link_preview", {"message_id": client.message_ids[0].id}
        )

    def test_pages(self):
        """OPS-05: signing in, the web client, the portal's pages and its form."""
        self._portal_user(self.wang)
        for url in "/web/login", "/web/reset_password":
            self.assertEqual(self.url_open(url).status_code, 200)
        self._sign_in("yadxyw", PASSWORD)
        for url in "/my", "/my/client-file", "/my/client-file/edit", "/my/security":
            page = self.url_open(url)
            self.assertEqual(page.status_code, 200)
            self._assert_loads_from_here(page.text)
        data = self.yanan._portal_contact_data() | {
            "contact_name": "陶静",
            "phone": "0911-2345678",
        }
        self._send_form("/my/client-file/edit", **data)
        self.assertEqual(self.yanan.phone, "0911-2345678")
        self._sign_in("marketing_clerk", "marketing_clerk")
        page = self.url_open("/odoo")
        self.assertEqual(page.status_code, 200)
        self._assert_loads_from_here(page.text)

    def test_granting_web_access(self):
        """OPS-05: invitations wait in the mail queue."""
        self._grant(self.wang, email="wang@example.cn")

    def test_crons(self):
        """OPS-05: all scheduled work that is on by default."""
        for cron in self.env["ir.cron"].search([]):
            with self.registry.cursor() as cr, mute_logger("odoo.addons"):
                cron.with_env(cron.env(cr=cr)).method_direct_trigger()

    def test_off_by_default(self):
        """OPS-05: publisher notice, digests, look-ups and self-registration."""
        for name in (
            "mail.ir_cron_module_update_notification",
            "digest.ir_cron_digest_scheduler_action",
        ):
            self.assertFalse(self.env.ref(name).active)
        get_param = self.env["ir.config_parameter"].sudo().get_param
        self.assertEqual(get_param("auth_signup.invitation_scope"), "b2b")
        self.assertEqual(get_param("mail.link_preview_throttle"), "0")
        for service in ("iap.partner_autocomplete", "enrich", "reveal"):
            self.assertIn("//127.0.0.1", get_param(f"{service}.endpoint"))

    def _assert_loads_from_here(self, page):
        for outside in ('src="http', "src='http", 'rel="stylesheet" href="http'):
            self.assertNotIn(outside, page.replace(self.base_url(), ""))
