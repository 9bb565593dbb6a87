from odoo.tests import BaseCase, tagged

from ..utils.similar_names import SimilarNames
from .common_import import CLIENT, LOGISTICS, ImportCase, xlsx


@tagged("post_install", "-at_install")
class TestSimilarNames(BaseCase):
    """IMP-02: which known name was meant by an unknown one."""

    def test_nearest(self):
        names = SimilarNames(
            ["陕西省电信公司", "陕西省移动通信公司", "甘肃省电信公司", "秦斌国", "王芳"]
        )
        for name, meant in (
            ("陕西电信公司", "陕西省电信公司"),
            ("陕西省移动通讯公司", "陕西省移动通信公司"),
            ("秦斌过", "秦斌国"),
            ("秦 斌国", "秦斌国"),
            ("李雷", None),
            ("火星联合航天局", None),
            ("", None),
        ):
            with self.subTest(name=name):
                self.assertEqual(names.nearest(name), meant)

    def test_words_that_all_names_share_tell_nothing(self):
        names = SimilarNames(f"甲{number}有限公司" for number in range(5000))
        self.assertIsNone(names.nearest("有限公司"))
        self.assertEqual(names.nearest("甲 1234有限公司"), "甲1234有限公司")


@tagged("post_install", "-at_install")
class TestImportSuggestions(ImportCase):
    """IMP-02: a finding about an unknown name says which known one is nearest."""

    def test_names_of_the_file(self):
        record = self.check_rows(
            managers=[{"name": "秦斌国"}],
            logistics=[LOGISTICS],
            clients=[
                CLIENT | {"manager": "秦斌过", "logistics": "陕西测试物流公司"},
                CLIENT | {"name": "西安别家通信有限公司", "prefecture": "西按市"},
                CLIENT | {"name": "西安三家通信有限公司", "province": "陕西省份"},
            ],
            units=[{"superior": "西安测试通讯有限公司", "unit": CLIENT["name"]}],
            persons=[{"client": "火星联合航天局", "name": "李雷"}],
        )
        messages = [one.message for one in record.issue_ids]
        for meant in ("秦斌国", LOGISTICS["name"], "西安市", "陕西省", CLIENT["name"]):
            with self.subTest(meant=meant):
                ending = f"Did you mean {meant}?"
                self.assertTrue(any(one.endswith(ending) for one in messages), messages)
        [stranger] = record.issue_ids.filtered(lambda one: "火星" in one.value)
        self.assertNotIn("Did you mean", stranger.message)

    def test_files_that_are_not_open_are_not_suggested(self):
        """IMP-02: nobody learns of a confidential file by a misspelt name."""
        self.xian.confidentiality = "secret"
        self.clerk.invalidate_recordset()
        record = self.check_rows(
            persons=[{"client": self.xian.name + "局", "name": "李雷"}]
        )
        self.assertEqual(self.codes(record), ["unknown_client"])
        self.assertNotIn("Did you mean " + self.xian.name, record.issue_ids.message)

    def test_same_queries_for_many_unknown_names(self):
        """IMP-02: what is known is asked once, not for each unknown name."""

        def queries(count):
            persons = [
                {"client": f"西安测试通讯{at}有限公司", "name": "李雷"}
                for at in range(count)
            ]
            record = self.upload(self.workbook(persons))
            record.action_check()
            before = self.env.cr.sql_log_count
            record._checked_run()
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(100), queries(10))

    def workbook(self, persons):
        return xlsx(self.sheets(clients=[CLIENT], persons=persons))

    def test_renamed_prefectures(self):
        """IMP-01: names of yesterday are understood, and that is said."""
        for province, former, today in (
            ("湖北省", "襄樊市", "襄阳市"),
            ("湖北省", "襄樊", "襄阳市"),
            ("云南省", "思茅地区", "普洱市"),
            ("安徽省", "巢湖市", "合肥市"),
            ("山东省", "莱芜", "济南市"),
        ):
            with self.subTest(former=former):
                name = f"{former}测试公司"
                record = self.import_rows(
                    clients=[{"name": name, "province": province, "prefecture": former}]
                )
                self.assertEqual(self.codes(record), ["renamed_prefecture"])
                self.assertIn(today, record.issue_ids.message)
                self.assertEqual(self.client(name).city_id.name, today)
