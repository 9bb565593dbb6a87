import unittest

from odoo.http import Request
from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from ..utils.contact_data import contact_data_problems, tidy_contact_data
from .web_access_common import PASSWORD, WebAccessHttpCase

EDIT = "/my/client-file/edit"


@tagged("post_install", "-at_install")
class TestPortalClientFile(WebAccessHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.partner_id.phone = "029-81234567"
        cls.yanan.write(
            {
                "contact_name": "陶静",
                "phone": "0911-2345678",
                "street": "宝塔区大桥街1号",
                "zip": "716000",
                "business_remark": "an internal remark",
            }
        )
        cls.user = cls._portal_user(cls.wang)
        cls.user.lang = "en_US"

    def setUp(self):
        super().setUp()
        self.authenticate("yadxyw", PASSWORD)

    def test_home_leads_to_the_client_file(self):
        """WEB-04: a card on the portal's home; Odoo's address card is gone."""
        home = self.url_open("/my").text
        self.assertIn('href="/my/client-file"', home)
        self.assertNotIn('href="/my/addresses"', home)

    def test_file_shows_the_units_basic_information(self):
        """WEB-04: own unit, persons, place in the tree, manager; nothing internal."""
        page = self.url_open("/my/client-file").text
        shown = (
            self.yanan.name,
            self.yanan.client_number,
            "陶静",
            "0911-2345678",
            "宝塔区大桥街1号",
            "王磊",
            self.province.name,
            self.group.name,
            self.manager.name,
            "029-81234567",
            self.yanan.document_format_id.name,
        )
        for text in shown:
            self.assertIn(text, page)
        for text in ("an internal remark", self.xian.name, "李娟"):
            self.assertNotIn(text, page)

    def test_superior_sees_the_names_of_its_units(self):
        """WEB-04: subordinate units by name."""
        head = self._new_person(self.province, "何辉", function="运维部主任")
        self._portal_user(head)
        self.authenticate(head.login_code, PASSWORD)
        page = self.url_open("/my/client-file").text
        self.assertIn(self.yanan.name, page)
        self.assertIn(self.xian.name, page)
        self.assertNotIn(self.lanzhou.name, page)
        self.assertNotIn("0911-2345678", page)

    def test_edit_is_tracked_and_told_to_the_manager(self):
        """WEB-04, ARC-09: author, old and new value; an activity for the manager."""
        yanan = self.yanan.with_context(tracking_disable=False)
        answer = self._send_form(
            EDIT, **self._form(phone="0911-7654321", contact_name="陶 静静")
        )
        self.assertIn("saved=1", answer.headers["Location"])
        self.assertEqual(yanan.phone, "0911-7654321")
        self.assertEqual(yanan.contact_name, "陶 静静")
        tracked = yanan.message_ids.tracking_value_ids.filtered(
            lambda value: value.new_value_char == "0911-7654321"
        )
        self.assertEqual(tracked.old_value_char, "0911-2345678")
        self.assertEqual(tracked.mail_message_id.author_id, self.wang)
        activity = yanan.activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn("0911-7654321", activity.note)

        self._send_form(EDIT, **self._form(fax="0911-1111111"))
        self.assertEqual(yanan.activity_ids, activity)
        self.assertIn("0911-1111111", activity.note)

    def test_full_width_input_is_tidied(self):
        """WEB-04: phones typed on a Chinese keyboard."""
        self._send_form(EDIT, **self._form(mobile="１３８ １２３４ ５６７８"))
        self.assertEqual(self.yanan.mobile, "138 1234 5678")

    def test_bad_input_is_named_and_nothing_written(self):
        """WEB-04: each field says what is wrong; what was typed stays in the form."""
        bad = {
            "phone": "call me",
            "mobile": "12345",
            "email": "nobody@",
            "zip": "7160",
            "contact_name": "",
        }
        page = self._send_form(EDIT, **self._form(**bad))
        self.assertEqual(page.status_code, 200)
        self.assertEqual(page.text.count("is-invalid"), len(bad))
        self.assertIn("call me", page.text)
        self.assertEqual(self.yanan.phone, "0911-2345678")
        self.assertFalse(self.yanan.activity_ids)

    def test_markup_is_shown_as_text(self):
        """WEB-04: neither the page nor the manager's note runs it."""
        self._send_form(EDIT, **self._form(function="<b onclick=x>boss</b>"))
        self.assertNotIn("<b onclick", self.url_open("/my/client-file").text)
        self.assertNotIn("<b onclick", self.yanan.activity_ids.note)

    def test_other_fields_are_not_taken(self):
        """WEB-04, WEB-06: legal name, tier, another client: all by the session."""
        self._send_form(
            EDIT,
            **self._form(fax="0911-2222222"),
            name="another name",
            client_tier="group",
            user_id=str(self.other_manager.id),
            partner_id=str(self.xian.id),
            id=str(self.xian.id),
        )
        self.assertEqual(self.yanan.fax, "0911-2222222")
        self.assertEqual(self.yanan.client_tier, "prefecture")
        self.assertEqual(self.yanan.user_id, self.manager)
        self.assertNotEqual(self.yanan.name, "another name")
        self.assertFalse(self.xian.fax)

    def test_reading_changes_nothing(self):
        """WEB-04: a link with values in it is a page, not a change."""
        self.url_open(f"{EDIT}?phone=0911-9999999")
        self.assertEqual(self.yanan.phone, "0911-2345678")

    def test_form_needs_its_token(self):
        """WEB-04: another site cannot post in the user's name."""
        answer = self.url_open(EDIT, data=self._form(phone="0911-9999999"))
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.yanan.phone, "0911-2345678")

    def test_browser_keeps_no_copy(self):
        """WEB-02: after revoking, the back button shows nothing."""
        headers = self.url_open("/my/client-file").headers
        self.assertIn("no-store", headers["Cache-Control"])

    def test_those_without_a_unit_land_on_the_home_page(self):
        self.authenticate("outsider", "outsider")
        for url in "/my/client-file", EDIT:
            page = self.url_open(url, allow_redirects=False)
            self.assertTrue(page.headers["Location"].endswith("/my"))

    def test_odoos_address_pages_do_not_reach_the_file(self):
        """WEB-06: there a person could rename the company and overwrite its address."""
        for url in (
            "/my/account",
            "/my/addresses",
            f"/my/address?partner_id={self.wang.id}",
        ):
            self.assertTrue(self.url_open(url).url.endswith("/my/client-file"), url)
        token = Request.csrf_token(self)
        for partner in self.yanan, self.wang:
            values = {
                "partner_id": partner.id,
                "name": "renamed",
                "company_name": "renamed",
                "street": "elsewhere",
                "csrf_token": token,
            }
            answer = self.url_open("/my/address/submit", data=values)
            self.assertEqual(answer.status_code, 403)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(
                "/my/address/archive", {"partner_id": self.wang.id}
            )
        self.assertEqual(self.wang.name, "王磊")
        self.assertEqual(self.yanan.street, "宝塔区大桥街1号")
        self.assertNotEqual(self.yanan.name, "renamed")

    def test_odoos_address_pages_stay_for_others(self):
        """OPS-02: partners outside the archive keep Odoo's own pages."""
        self.assertFalse(self.env.ref("base.user_admin")._portal_unit())
        new_test_user(self.env, "shopper", groups="base.group_portal")
        self.authenticate("shopper", "shopperx")
        self.assertTrue(self.url_open("/my/account").url.endswith("/my/account"))

    def test_queries_do_not_grow_with_the_persons(self):
        """WEB-05: the page costs the same for two persons and for thirty."""
        self.url_open("/my/client-file")
        few = self._count_queries()
        self.env["res.partner"].create(
            [{"parent_id": self.yanan.id, "name": f"人{n}"} for n in range(30)]
        )
        self.assertLessEqual(self._count_queries(), few + 2)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.url_open("/my/client-file")
        return self.cr.sql_log_count - before

    def _form(self, **changes):
        data = self.yanan._portal_contact_data()
        return data | changes


class TestContactData(unittest.TestCase):
    def test_phones_of_all_kinds(self):
        """WEB-04: what Chinese offices write."""
        good = ("0911-2345678", "029 81234567", "+86-29-81234567 转 8012", "4008001234")
        for phone in good:
            self.assertFalse(contact_data_problems({"phone": phone}), phone)
        for phone in ("12", "abc", "0911-2345678; drop"):
            self.assertTrue(contact_data_problems({"phone": phone}), phone)

    def test_mobiles(self):
        for mobile in ("13812345678", "138 1234 5678", "+86 19912345678"):
            self.assertFalse(contact_data_problems({"mobile": mobile}), mobile)
        for mobile in ("12812345678", "1381234567", "138123456789"):
            self.assertTrue(contact_data_problems({"mobile": mobile}), mobile)

    def test_one_phone_of_two_is_enough(self):
        self.assertFalse(contact_data_problems({"phone": "", "mobile": "13812345678"}))
        self.assertTrue(contact_data_problems({"phone": "", "mobile": ""}))

    def test_tidying_drops_what_is_unknown(self):
        self.assertEqual(
            tidy_contact_data({"zip": "　７１６０００\n", "name": "x"}),
            {"zip": "716000"},
        )
