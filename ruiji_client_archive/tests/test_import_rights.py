from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_import import CLIENT, ImportCase, xlsx


@tagged("post_install", "-at_install")
class TestImportRights(ImportCase):
    """Who may import, and what the import opens to whom."""

    def test_marketing_and_management_may_import(self):
        """IMP-03: clerk, VP and general manager."""
        for number, user in enumerate((self.clerk, self.vp, self.general_manager)):
            name = f"客户{number}有限公司"
            content = xlsx(self.sheets(clients=[CLIENT | {"name": name}]))
            self.assertEqual(self.import_file(content, user=user).state, "done")
            self.assertFalse(self.client(name).user_id, "importers manage no client")

    def test_nobody_else_may_import_or_read_findings(self):
        """ACC-02: findings hold client data."""
        record = self.check_rows(clients=[CLIENT | {"province": "南海省"}])
        for user in (
            self.manager,
            self.finance,
            self.customer_service,
            self.outsider,
        ):
            with self.subTest(user=user.login):
                for target in (record, record.issue_ids, record.sheet_ids):
                    with self.assertRaises(AccessError):
                        target.with_user(user).read([])
                with self.assertRaises(AccessError):
                    record.with_user(user).action_import()
                with self.assertRaises(AccessError):
                    record.copy().with_user(user).action_check()

    def test_findings_are_not_edited(self):
        """IMP-02: what was found stays as found."""
        record = self.check_rows(clients=[CLIENT | {"province": "南海省"}])
        with self.assertRaises(AccessError):
            record.issue_ids.with_user(self.clerk).write({"message": "x"})

    def test_files_that_are_not_open_stay_as_they_are(self):
        """ACC-01: an import changes no file that its user may not open."""
        self.xian.confidentiality = "secret"
        row = CLIENT | {"name": self.xian.name, "street": "新址"}
        persons = [{"client": self.xian.name, "name": "何辉杰"}]
        record = self.import_rows(clients=[row], persons=persons)
        self.assertEqual(self.codes(record), ["not_allowed", "not_allowed"])
        self.assertFalse(self.xian.street or self.xian.child_ids)
        content = xlsx(self.sheets(clients=[row], persons=persons))
        self.assertEqual(self.import_file(content, user=self.vp).rejected_count, 0)
        self.assertEqual(self.xian.street, "新址")
        self.assertEqual(self.xian.child_ids.confidentiality, "secret")

    def test_running_import_is_left_alone(self):
        """IMP-03: no second start, no other file, no deletion meanwhile."""
        record = self.check_rows(clients=[CLIENT])
        record.action_import()
        self.assertEqual(record.state, "running")
        for deed in (
            record.action_import,
            record.action_check,
            record.unlink,
            lambda: record.write({"file": b"eA=="}),
        ):
            with self.assertRaises(UserError):
                deed()
