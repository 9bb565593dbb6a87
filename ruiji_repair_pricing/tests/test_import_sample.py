import json

from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.ruiji_client_archive.tests.common_import import (
    SAMPLE,
    TRUTH,
    ImportMixin,
    read_back,
)

CLIENTS = [("is_client", "=", True)]
POSTAL_CODES = {"210006", "710075", "730030", "100033", "050051", "030001"}
# Which column of a rejected row truth.json calls its key.
KEYS = {
    "客户基本信息": "客户编号",
    "客户相关人员": "客户名称",
    "下属单位": "上级单位",
    "业务合同": "合同号",
    "维修价格": "合同号",
}


@tagged("post_install", "-at_install")
class TestImportSample(ImportMixin, TransactionCase):
    """IMP-01 to IMP-03: the old system's real workbook, against its known answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(
            cls.env, "clerk", groups="ruiji_client_archive.group_marketing_clerk"
        )
        cls.Partner = cls.env["res.partner"]
        cls.truth = json.loads(TRUTH.read_text())
        cls.before = cls.counts()
        cls.record = cls.import_file(SAMPLE.read_bytes(), name="client_archive.xls")

    @classmethod
    def counts(cls):
        """What truth.json counts, as it is in the database."""
        count = cls.Partner.search_count
        client = ("is_client", "=", True)
        logistics = ("is_logistics_company", "=", True)
        group = cls.env.ref("ruiji_client_archive.group_account_manager")
        return {
            "clients": count([client]),
            "tiers": {
                name: count([client, ("client_tier", "=", tier)])
                for name, tier in (
                    ("group", "group"),
                    ("province", "province"),
                    ("city", "prefecture"),
                    ("independent", "independent"),
                )
            },
            "related_persons": count([("parent_id.is_client", "=", True)]),
            "managers": cls.env["res.users"].search_count(
                [("group_ids", "in", group.ids)]
            ),
            "logistics_head_offices": count([logistics, ("superior_id", "=", False)]),
            "logistics_branches": count([logistics, ("superior_id", "!=", False)]),
            "contracts": cls.env["ruiji.contract"].search_count([]),
            "price_lines": cls.env["ruiji.repair.price"].search_count([]),
            "catalogue_boards": cls.env["product.template"].search_count(
                [("repairable", "=", True)]
            ),
            "subordinate_links": count([client, ("superior_id", "!=", False)]),
            "jiangsu_unicom_format": count(
                [("document_format_id.code", "=", "jiangsu_unicom")]
            ),
        }

    def test_counts(self):
        """IMP-03: every count of truth.json, by tier and kind."""
        self.assertEqual(self.record.state, "done", self.record.failure)
        gained = {
            key: self.gain(now, self.before[key]) for key, now in self.counts().items()
        }
        self.assertEqual(gained, self.truth["expected_counts"])

    def gain(self, now, before):
        """Subtract what was there before the import."""
        if isinstance(now, dict):
            return {key: now[key] - before[key] for key in now}
        return now - before

    def test_rejected_rows(self):
        """IMP-02, IMP-03: exactly the rejected rows of truth.json, with reasons."""
        errors = self.record.issue_ids.filtered(lambda one: one.severity == "error")
        codes = {(one.sheet, one.row): one.code.replace("_", " ") for one in errors}
        by_sheet = {}
        for (sheet, _row), reason in sorted(codes.items()):
            by_sheet.setdefault(sheet, []).append(reason)
        found = [
            {"sheet": sheet, "key": row[header.index(KEYS[sheet])], "reason": reason}
            for sheet, (header, *rows) in read_back(self.record.rejected_file).items()
            for row, reason in zip(rows, by_sheet.get(sheet, ()), strict=True)
        ]
        self.assertCountEqual(found, self.truth["rejected_rows"])
        self.assertEqual(self.record.rejected_count, len(found))

    def test_findings(self):
        """IMP-02: a finding says where, what, and what to do."""
        [finding] = self.record.issue_ids.filtered(
            lambda one: one.code == "price_not_a_number"
        )
        self.assertEqual(
            (finding.sheet, finding.row, finding.column, finding.value),
            ("维修价格", 6837, "维修价格", "面议"),
        )
        self.assertIn("面议", finding.message)
        repaired = self.record.issue_ids.filtered(
            lambda one: one.code == "repaired_postal_code"
        )
        self.assertEqual(len(repaired), 136)
        self.assertEqual(set(self.Partner.search(CLIENTS).mapped("zip")), POSTAL_CODES)

    def test_same_file_twice(self):
        """IMP-03: importing the same file twice changes nothing and says so."""
        with self.assert_nothing_written():
            again = self.import_file(SAMPLE.read_bytes(), name="client_archive.xls")
        self.assertEqual((again.created_count, again.updated_count), (0, 0))
        self.assertEqual(again.unchanged_count, self.record.created_count)
        self.assertIn("Nothing changed", again.result)
        self.assertEqual(self.findings(again), self.findings(self.record))

    def test_check_finds_what_the_import_finds(self):
        """IMP-02: the check writes nothing and lists the import's findings."""
        record = self.upload(SAMPLE.read_bytes(), "client_archive.xls")
        with self.assert_nothing_written():
            record.action_check()
        self.assertEqual(self.findings(record), self.findings(self.record))
        self.assertEqual(record.accepted_count, self.record.accepted_count)

    def test_tree(self):
        """SUB-03: the tree is dated since ever and looked up by its closure."""
        unit = self.client("中国电信股份有限公司延安分公司")
        self.assertEqual(
            unit._units_above().mapped("name"),
            ["中国电信股份有限公司陕西分公司", "中国电信集团有限公司"],
        )
        self.assertFalse(any(unit.membership_ids.mapped("date_from")))

    def test_undo_takes_all_back(self):
        """IMP-07: the whole workbook can be taken back, and imported once more."""
        self.record.action_undo()
        self.assertEqual(
            (self.record.state, self.record.kept_ids.mapped("reason")), ("undone", [])
        )
        self.assertEqual(self.counts(), self.before)
        left = self.env["product.category"].search([("name", "=", "程控交换")])
        self.assertFalse(left | self.env["ruiji.device.model"].search([]).categ_id)
