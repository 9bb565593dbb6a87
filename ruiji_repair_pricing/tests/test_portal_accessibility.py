import json
import re
from pathlib import Path
from unittest import skipUnless

from odoo.tests import tagged
from odoo.tools import file_path

from .portal_common import PortalSlipCase
from .settlement_common import SettlementCase

REPOSITORY = Path(file_path("ruiji_repair_pricing")).parent
AXE = REPOSITORY / "tests" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
CHINESE = re.compile("[\u4e00-\u9fff]")
# Each page in a frame of its own, as wide as a phone and as a desk.
CHECK = """
const axeSource = %(axe)s;
const weights = {minor: 1, moderate: 3, serious: 7, critical: 10};

async function open(url, width) {
    const frame = document.createElement("iframe");
    Object.assign(frame.style, {width: `${width}px`, height: "900px"});
    const loaded = new Promise((done) => frame.addEventListener("load", done));
    frame.src = url;
    document.body.append(frame);
    await loaded;
    await new Promise((done) => setTimeout(done, 300));
    return frame;
}

async function check(url, width) {
    const frame = await open(url, width);
    frame.contentWindow.eval(axeSource);
    const {violations, passes} = await frame.contentWindow.axe.run();
    frame.remove();
    const lost = violations.reduce((sum, found) => sum + weights[found.impact], 0);
    const won = passes.length * weights.moderate;
    const score = (100 * won) / (won + lost);
    const bad = violations.some((found) => weights[found.impact] > weights.moderate);
    if (bad || score < 95 || passes.length < 10) {
        const told = violations.map((found) => [found.id, found.nodes[0].html]);
        throw new Error(`${url} at ${width}: ${score} ${JSON.stringify(told)}`);
    }
}

(async () => {
    for (const url of %(urls)s) {
        await check(url, 390);
        await check(url, 1440);
    }
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestPortalPages(SettlementCase, PortalSlipCase):
    """Every page that a client's person meets, all of them with something to show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Browser tests sign in with the login as the password: eight characters.
        cls.zhao = cls._new_person(cls.province, "赵刚", portal_scope="subtree")
        cls.zhao_user = cls._new_portal_user(cls.zhao, "sxdxzhao")
        cls.zhao.login_code = "sxdxzhao"
        cls.province.unit_administrator_id = cls.zhao
        cls.slip = cls._shipped_slip()
        cls.env.flush_all()

    def _urls(self):
        settlement = self._settlement()
        contract = self.zhao_user._portal_contracts()[:1]
        return [
            "/my",
            "/my/client-file",
            "/my/client-file/edit",
            "/my/client-file/change",
            "/my/contracts",
            f"/my/contracts/{contract.id}",
            "/my/repair-slips",
            "/my/repair-slips/new",
            f"/my/repair-slips/{self.slip.id}",
            "/my/logins",
            f"/my/logins/{self.zhao.id}",
            f"/my/logins/{self.wang.id}",
            "/my/logins/new",
            "/my/settlements",
            f"/my/settlements/{settlement.id}",
        ]

    @skipUnless(AXE.exists(), "axe-core comes with `make test`")
    def test_everybody_can_use_them(self):
        """WEB-09: nothing serious for axe, 95 and more of 100, on phone and desk."""
        code = CHECK % {
            "axe": json.dumps(AXE.read_text()),
            "urls": json.dumps(self._urls()),
        }
        self.browser_js("/my", code, login="sxdxzhao", timeout=240)

    def test_pages_speak_both_languages(self):
        """WEB-09: each page opens in English and in Chinese and says which it is."""
        urls = self._urls()
        self._sign_in(self.zhao_user)
        # Chinese is what the site speaks unless one asks for another language.
        for prefix, code in (("", "zh-CN"), ("/en", "en-US")):
            for url in urls:
                with self.subTest(url=url, code=code):
                    self.assertEqual(self._page(prefix + url).get("lang"), code)

    def test_templates_are_written_in_english(self):
        """WEB-09: what is Chinese on a page in English is data, never the page."""
        views = self.env["ir.ui.view"].search(
            [("type", "=", "qweb"), ("key", "like", "ruiji_%.portal_%")]
        )
        self.assertGreater(len(views), 30)
        for view in views.with_context(lang="en_US"):
            self.assertFalse(CHINESE.search(view.arch_db), view.key)
