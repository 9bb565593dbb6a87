from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ArchiveCase

REPORT = "ruiji_client_archive.archive_card"


@tagged("post_install", "-at_install")
class TestArchiveCard(ArchiveCase):
    """客户档案卡 on paper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.write({"name": "赵经理", "home_address": "唐延路9号"})
        cls.yanan.write({"user_id": cls.manager.id, "contact_name": "何主任"})
        cls.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": cls.yanan.id, "hobbies": "钓鱼"}
        )

    def _card(self, clients, user):
        reports = self.env["ir.actions.report"].with_user(user)
        html, _kind = reports._render_qweb_html(REPORT, clients.ids)
        return html.decode()

    def _records(self):
        return self.env["ruiji.access.record"].search([("channel", "=", "card")])

    def test_all_parts(self):
        """ARC-13: the parts of the file in one document, several files at once."""
        card = self._card(self.yanan | self.province, self.clerk)
        for text in (
            self.yanan.name,
            self.yanan.client_number,
            "何主任",
            "何辉杰",
            "赵经理",
            self.xian.name,
            "part_basic",
            "part_persons",
            "part_units",
            "part_manager",
            "part_logistics",
        ):
            self.assertIn(text, card)

    def test_only_for_those_who_may_read_the_file(self):
        """ARC-13, ACC-02: a closed file gives no card, and no line on record."""
        self.yanan.confidentiality = "secret"
        for user in (self.other_manager, self.clerk, self.outsider):
            with self.assertRaises(AccessError):
                self._card(self.yanan, user)
        self.assertFalse(self._records())
        with self.assertRaises(AccessError):
            self._card(self.yanan | self.xian, self.other_manager)

    def test_what_a_role_does_not_see(self):
        """ARC-13: finance gets no hobbies, managers no home addresses."""
        for user, hobbies, home in (
            (self.clerk, True, True),
            (self.manager, True, False),
            (self.finance, False, False),
        ):
            card = self._card(self.yanan, user)
            self.assertEqual("钓鱼" in card, hobbies, user.login)
            self.assertEqual("唐延路9号" in card, home, user.login)

    def test_reader_and_time(self):
        """ACC-10: every card says who printed it; closed files wear a watermark."""
        self.assertNotIn("data:image/svg", self._card(self.yanan, self.manager))
        self.yanan.confidentiality = "secret"
        card = self._card(self.yanan, self.manager)
        self.assertIn("data:image/svg", card)
        self.assertRegex(card, r"Printed by 赵经理 on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d")

    def test_print_is_on_record(self):
        """ARC-13, ACC-03: one line a file."""
        self._card(self.yanan | self.xian, self.finance)
        records = self._records()
        self.assertEqual(records.client_id, self.yanan | self.xian)
        self.assertEqual(set(records.mapped("action")), {"print"})
        self.assertEqual(records.user_id, self.finance)

    def test_contacts_have_no_card(self):
        """ARC-13: the sentence says what to choose."""
        with self.assertRaisesRegex(UserError, "choose clients"):
            self._card(self.yanan.child_ids, self.clerk)

    def test_queries_do_not_grow_with_the_files(self):
        """ARC-13: six files ask as often as two."""
        counts = []
        for clients in (
            self.yanan | self.province,
            self.yanan
            | self.province
            | self.xian
            | self.lanzhou
            | self.group
            | self.other_province,
        ):
            self._card(clients, self.clerk)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._card(clients, self.clerk)
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_pdf(self):
        """ARC-13: one PDF for several files, or a word on what is missing."""
        reports = self.env["ir.actions.report"].with_user(self.clerk)
        reports = reports.with_context(force_report_rendering=True)
        clients = self.yanan | self.xian
        if reports.get_wkhtmltopdf_state() == "install":
            with self.assertRaisesRegex(UserError, "Wkhtmltopdf"):
                reports._render_qweb_pdf(REPORT, clients.ids)
        else:
            pdf, kind = reports._render_qweb_pdf(REPORT, clients.ids)
            self.assertEqual(kind, "pdf")
            self.assertTrue(pdf.startswith(b"%PDF"))
