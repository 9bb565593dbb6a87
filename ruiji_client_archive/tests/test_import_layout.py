import random
from datetime import date

from odoo.tests import tagged

from .common_import import CLIENT, ImportCase, xls, xlsx

SYNONYMS = {
    "客户名称": "单位全称",
    "邮政编码": "邮编",
    "移动电话": "手机",
    "登陆代码": "登录代码",
    "省份": " 所在 省份",
    "电子邮箱": "E-mail",
    "建档日期": "登记日期",
    "姓名": "姓 名",
}


@tagged("post_install", "-at_install")
class TestImportLayout(ImportCase):
    """IMP-01: sheets and columns are found whatever they are called."""

    rows = {
        "clients": [
            CLIENT
            | {
                "number": "KH70001",
                "zip": 50051.0,
                "mobile": 13850000001.0,
                "email": "a@example.cn",
                "login_code": "csab",
                "date_registered": "2007.6.20",
            }
        ],
        "persons": [{"client": f"\u3000{CLIENT['name']} ", "name": "何辉杰"}],
    }

    def shuffled(self, titles=True):
        """The rows under other titles, in another order, below a title row."""
        sheets = {}
        for name, rows in reversed(self.sheets(**self.rows).items()):
            order = list(range(len(rows[0])))
            random.Random(7).shuffle(order)
            header = [
                SYNONYMS.get(title, title) if titles else title for title in rows[0]
            ]
            sheets[f" {name} "] = [
                ["西安瑞吉通讯设备有限责任公司 导出表"],
                [],
                *([row[at] for at in order] for row in (header, *rows[1:])),
            ]
        return sheets

    def assert_imported(self, record):
        self.assertEqual(record.state, "done", record.failure)
        self.assertEqual(record.rejected_count, 0, self.findings(record))
        client = self.client(CLIENT["name"])
        self.assertEqual(client.client_number, "KH70001")
        self.assertEqual(client.zip, "050051")
        self.assertEqual(client.mobile, "13850000001")
        self.assertEqual(client.email, "a@example.cn")
        self.assertEqual(client.login_code, "csab")
        self.assertEqual(client.date_registered, date(2007, 6, 20))
        self.assertEqual(client.child_ids.mapped("name"), ["何辉杰"])

    def test_synonyms_and_order_in_xlsx(self):
        record = self.import_file(xlsx(self.shuffled()))
        self.assert_imported(record)
        self.assertEqual(
            self.findings(record),
            [(" 客户基本信息 ", 4, "邮编", "50051", "repaired_postal_code")],
        )

    def test_synonyms_and_order_in_xls(self):
        self.assert_imported(self.import_file(xls(self.shuffled()), name="a.xls"))

    def test_sheet_names_have_synonyms(self):
        sheets = self.sheets(**self.rows)
        sheets["客户信息"] = sheets.pop("客户基本信息")
        sheets["单位关系"] = sheets.pop("下属单位")
        self.assert_imported(self.import_file(xlsx(sheets)))

    def test_new_words_are_data(self):
        """IMP-01: the administrator teaches the import another word."""
        sheets = self.sheets(**self.rows)
        header = sheets["客户基本信息"][0]
        header[header.index("客户名称")] = "尊称"
        record = self.upload(xlsx(sheets))
        record.action_check()
        self.assertEqual(self.codes(record), ["missing_column"])
        self.env["ruiji.archive.import.synonym"].create(
            {"sheet": "clients", "field": "name", "word": "尊 称"}
        )
        record.with_context(import_now=True).action_import()
        self.assert_imported(record)

    def test_unknown_columns_and_sheets_are_reported(self):
        """IMP-02: what is not known is said, and left out."""
        sheets = self.sheets(clients=[CLIENT])
        for place, value in zip((0, 1), ("星座", "白羊座"), strict=True):
            sheets["客户基本信息"][place].append(value)
        sheets["草稿"] = [["随便写写"]]
        record = self.import_file(xlsx(sheets))
        self.assertEqual(
            self.findings(record),
            [
                ("草稿", 0, "", "草稿", "unknown_sheet"),
                ("客户基本信息", 1, "星座", "星座", "unknown_column"),
            ],
        )
        self.assertIn("星座", record.issue_ids[1].message)
        self.assertEqual(record.state, "done")

    def test_blank_rows_are_skipped(self):
        """IMP-01: blank rows count for nothing, but for the row numbers."""
        sheets = self.sheets(clients=[CLIENT])
        sheets["客户基本信息"][1:1] = [[None], ["\u3000", " "]]
        sheets["客户基本信息"].append(["KH70002"])
        record = self.import_file(xlsx(sheets))
        self.assertEqual(record.accepted_count, 1)
        self.assertEqual(
            {(issue.row, issue.code) for issue in record.issue_ids},
            {(5, "missing_legal_name"), (5, "missing_province")},
        )
