from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import ArchiveCase

PAGES = ("basic", "persons", "subordinates", "account_manager", "logistics")


@tagged("post_install", "-at_install")
class TestClientForm(ArchiveCase):
    """The file as one page: its parts, what it refuses, what it costs to open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.view = cls.env.ref("ruiji_client_archive.client_view_form")

    def _form(self, record, user=None):
        return Form(record.with_user(user or self.clerk), view=self.view)

    def _specification(self, user):
        """What the form in the browser asks the server for."""
        return self._form(self.yanan, user)._view["fields_spec"]

    def _queries(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _file_with_persons(self, number, persons):
        client = self._new_client(
            f"批量客户{number}有限公司", "independent", user_id=self.manager.id
        )
        self.env["res.partner"].create(
            [
                {
                    "name": f"人员{index}",
                    "parent_id": client.id,
                    "mobile": "13779286487",
                }
                for index in range(persons)
            ]
        )
        return client

    def test_parts_are_pages(self):
        """ARC-02: the parts of the file, each a page of the form."""
        arch = self._form(self.yanan)._view["tree"]
        pages = arch.xpath("/form/sheet/notebook/page/@name")
        self.assertEqual(tuple(pages[: len(PAGES)]), PAGES)
        for place in ("alerts", "badges", "todo", "button_box"):
            with self.subTest(place):
                self.assertTrue(arch.xpath(f"//div[@name='{place}']"))

    def test_buttons_that_the_reader_may_not_use_are_not_shown(self):
        """ACC-06, ARC-11: whoever may only read the file neither confirms it nor
        proposes its disposal."""
        self.yanan.user_id = self.manager
        for user, may in ((self.manager, True), (self.other_manager, False)):
            form = self._form(self.yanan, user)
            self.assertEqual(form.may_be_written, may, user.login)
        arch = form._view["tree"]
        for name in ("Confirm file", "Propose disposal"):
            with self.subTest(name):
                [button] = arch.xpath(f"//button[@string='{name}']")
                self.assertIn("may_be_written", button.get("invisible"))

    def test_bad_input_is_refused_with_what_to_do(self):
        """ARC-01, ARC-02, ARC-03, SUB-01: one sentence for each."""
        self._new_client("京信通信系统(中国)有限公司", "independent")
        cases = {
            "zip": ("7100", "six digits"),
            "birth_year": (2999, "not later than"),
            "name": ("京信通信系统（中国） 有限公司", r"KH\d+.*Open that file"),
            "client_tier": ("group", "a superior is of a higher tier"),
        }
        for field, (value, sentence) in cases.items():
            form = self._form(self.yanan)
            with (
                self.subTest(field),
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                form[field] = value
                form.save()

    def test_opening_costs_the_same_whatever_the_file_holds(self):
        """ARC-09, ARC-10: opening the form does not query for each person."""
        small = self._file_with_persons(1, 2)
        large = self._file_with_persons(2, 40)
        spec = self._specification(self.manager)

        def open_(client):
            return lambda: client.with_user(self.manager).web_read(spec)

        self._queries(open_(small))
        counts = [self._queries(open_(client)) for client in (small, large)]
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_saving_costs_the_same_whatever_the_file_holds(self):
        """ARC-09, ARC-10: marks, scores and deadlines included."""
        small = self._file_with_persons(1, 2)
        large = self._file_with_persons(2, 40)

        def save(client, phone):
            user = client.with_user(self.manager).with_context(tracking_disable=False)
            return lambda: user.web_save({"phone": phone}, {"completeness": {}})

        self._queries(save(small, "029-88450000"))
        counts = [
            self._queries(save(client, "029-88450001")) for client in (small, large)
        ]
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_list_costs_the_same_for_eighty(self):
        """ARC-10: a page of the list does not query for each file."""
        self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"列表客户{number}有限公司",
                    "client_tier": "independent",
                    "state_id": self.shaanxi.id,
                    "user_id": self.manager.id,
                }
                for number in range(80)
            ]
        )
        view = self.env.ref("ruiji_client_archive.client_view_list")
        clients = self.env["res.partner"].with_user(self.manager)
        names = self.env["res.partner"].get_view(view.id, "list")["models"]
        spec = {
            name: {"fields": {"display_name": {}}}
            if clients._fields[name].relational
            else {}
            for name in names["res.partner"]
            if clients._has_field_access(clients._fields[name], "read")
        }

        def read(limit):
            return lambda: clients.web_search_read(
                [("is_client", "=", True)], spec, limit=limit
            )

        self._queries(read(10))
        few, many = self._queries(read(10)), self._queries(read(80))
        self.assertLessEqual(many, few + 1)
