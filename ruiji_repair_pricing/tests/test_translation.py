import re
from collections import Counter

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import TranslationModuleReader

ADDONS = (
    "ruiji_client_archive",
    "ruiji_repair_pricing",
    "ruiji_client_care",
    "ruiji_field_service",
)
# Names of Chinese places and the like are in Chinese from the start.
TO_TRANSLATE = re.compile("[A-Za-z]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z](?![a-z])|</?\w+|class=\"[^\"]*\"")
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff”）] ?[,;:?!()]|[,;:?!()] ?[\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\w)"
)
# Words that the trade, or good Chinese, has another word for.
BANNED = {
    "登录代码": "登陆代码",
    "登录码": "登陆代码",
    "产品类别": "产品种类",
    "产品分类": "产品种类",
    "设备型号": "机型",
    "板卡": "板件",
    "返修单": "送修单",
    "单据样式": "单据格式",
    "签约方": "签约单位",
    "下级单位": "下属单位",
    "门户": "网上服务",
    "其它": "其他",
    "帐": "账",
}


@tagged("post_install", "-at_install")
class TestTranslation(TransactionCase):
    """Staff work in Chinese (OPS-01)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.terms = {addon: cls._exported(addon) for addon in ADDONS}
        cls.entries = {
            addon: polib.pofile(file_path(f"{addon}/i18n/zh_CN.po")) for addon in ADDONS
        }

    @classmethod
    def _exported(cls, addon):
        """Return the terms that Odoo exports of an addon."""
        # One by one: records that both addons extend are told of the last one only.
        rows = TranslationModuleReader(cls.env.cr, modules=[addon])
        sources = {source for _module, _type, _name, _id, source, *_rest in rows}
        return set(filter(TO_TRANSLATE.search, sources))

    def _listed(self, pick):
        """Return `pick(addon, entries)` of each addon as lines to show."""
        return "\n".join(
            f"{addon}: {text}"
            for addon, entries in self.entries.items()
            for text in sorted(pick(addon, entries))
        )

    def test_every_term_is_translated(self):
        """OPS-01: no label, text or message is left in English."""

        def untranslated(addon, entries):
            return self.terms[addon] - {
                entry.msgid for entry in entries if entry.msgstr
            }

        left = self._listed(untranslated)
        self.assertFalse(left, f"Translate these in i18n/zh_CN.po:\n{left}")

    def test_every_translation_is_used(self):
        """OPS-01: the files hold what the code says now, and each term once."""

        def stale(addon, entries):
            counts = Counter(e.msgid for e in entries if TO_TRANSLATE.search(e.msgid))
            repeated = {term for term, count in counts.items() if count > 1}
            return (counts.keys() - self.terms[addon]) | repeated

        left = self._listed(stale)
        self.assertFalse(left, f"Remove these from i18n/zh_CN.po:\n{left}")

    def test_template_has_the_same_terms(self):
        """OPS-01: translators into other languages start from all terms."""
        for addon, entries in self.entries.items():
            template = polib.pofile(file_path(f"{addon}/i18n/{addon}.pot"))
            self.assertEqual(
                {entry.msgid for entry in template},
                {entry.msgid for entry in entries},
                f"{addon}.pot and zh_CN.po differ: export both anew",
            )

    def test_placeholders_agree(self):
        """OPS-01: what the code fills in has its place in the Chinese sentence."""

        def differing(_addon, entries):
            return {
                entry.msgid
                for entry in entries
                if sorted(PLACEHOLDER.findall(entry.msgid))
                != sorted(PLACEHOLDER.findall(entry.msgstr))
            }

        left = self._listed(differing)
        self.assertFalse(left, f"Placeholders or tags differ:\n{left}")

    def test_wording(self):
        """OPS-01: the trade's own words, and Chinese punctuation."""

        def awkward(_addon, entries):
            for entry in entries:
                text = re.sub("<[^>]*>", "", entry.msgstr)
                for banned in filter(text.__contains__, BANNED):
                    yield f"{text!r} says {banned}, better {BANNED[banned]}"
                if HALF_WIDTH.search(text):
                    yield f"{text!r} has half-width punctuation"

        left = self._listed(awkward)
        self.assertFalse(left, f"Reword these:\n{left}")
