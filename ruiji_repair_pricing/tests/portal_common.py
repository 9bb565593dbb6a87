import base64
import io

from lxml import html

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .slip_common import SlipCase

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


class PortalSlipCase(SlipCase, HttpCase):
    """A person of Yan'an at the portal; a person of the sister prefecture, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.li = cls._new_person(cls.xian, "李娟")
        cls.li_user = cls._new_portal_user(cls.li, "xadxyw")
        cls.slips = cls.env["ruiji.repair.slip"]

    def _sign_in(self, user):
        password = (user.login + "x" * 8)[: max(8, len(user.login))]
        self.authenticate(user.login, password)

    def _page(self, url):
        """The page as a parsed document."""
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200, url)
        return self._parsed(answer)

    def _parsed(self, answer):
        return html.fromstring(answer.content)

    def _text(self, url):
        return " ".join(self._page(url).text_content().split())

    def _get(self, url):
        return self.url_open(url, allow_redirects=False)

    def _new_form(self):
        """The hidden fields of a fresh form."""
        page = self._page("/my/repair-slips/new")
        fields = page.xpath("//form[@enctype]//input[@type='hidden' and @name]")
        return {field.name: field.value for field in fields}

    def _filled_form(self, boards=("ZXJ10 TNET",), **values):
        form = {"unit_id": str(self.yanan.id), **self._new_form()}
        for number, board in enumerate(boards):
            form[f"board-{number}"] = board
            form[f"serial-{number}"] = f"P{number:04}"
            form[f"fault-{number}"] = "无法启动"
        return {**form, **values}

    def _submit(self, form, **kwargs):
        return self.url_open(
            "/my/repair-slips/new", data=form, allow_redirects=False, **kwargs
        )

    def _photo_file(self, content=PNG, name="板卡.png"):
        return {"photo-0": (name, io.BytesIO(content), "image/png")}

    @mute_logger("odoo.http")
    def _rpc(self, url, **params):
        return self.make_jsonrpc_request(url, params)
