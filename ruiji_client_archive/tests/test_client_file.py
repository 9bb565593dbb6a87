from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestClientFile(ArchiveCase):
    """Basic information of a client's file, as clerks and managers enter it."""

    def _form(self, user, record=None):
        clients = (record or self.env["res.partner"]).with_user(user)
        clients = clients.with_context(default_is_client=True, tracking_disable=False)
        return Form(clients, view="ruiji_client_archive.client_view_form")

    def test_clerk_registers_a_client(self):
        """ARC-02, ARC-04, ARC-06: the form fills number, date, type and format."""
        form = self._form(self.clerk)
        form.name = "陕西广电网络传媒(集团)股份有限公司"
        form.client_tier = "independent"
        form.state_id = self.shaanxi
        form.city_id = self.xian_city
        form.zip = "710075"
        form.contact_name = "严艳"
        form.age = 46
        client = form.save()
        self.assertRegex(client.client_number, r"^KH\d{5}$")
        self.assertEqual(client.archive_state, "draft")
        self.assertEqual(client.client_type, "traditional")
        self.assertEqual(client.document_format_id.code, "standard")
        self.assertEqual(client.city, "西安市")
        self.assertEqual(client.zip, "710075", "choosing a prefecture keeps the code")
        self.assertEqual(client.date_registered.year - client.birth_year, 46)

    def test_account_manager_looks_after_whom_he_registers(self):
        """MGR-02: creating a file sets yourself as its account manager."""
        form = self._form(self.manager)
        form.name = "国家电网有限公司"
        form.client_tier = "independent"
        form.state_id = self.shaanxi
        self.assertEqual(form.save().user_id, self.manager)

    def test_same_legal_name_is_refused_in_every_writing(self):
        """ARC-01: spaces, full-width letters and brackets don't make a new client."""
        self._new_client("京信通信系统(中国)有限公司", "independent")
        for writing in (
            "京信通信系统(中国)有限公司",
            "京信通信系统（中国）有限公司",
            " 京信通信 系统（中国）　有限公司 ",
        ):
            with (
                self.subTest(writing),
                self.assertRaisesRegex(ValidationError, r"KH\d{5}"),
            ):
                self._new_client(writing, "independent")

    def test_refusal_names_the_account_manager(self):
        """ARC-01: whoever is refused learns whom to ask, even of a secret file."""
        self._new_client(
            "国家电网有限公司",
            "independent",
            user_id=self.manager.id,
            confidentiality="secret",
        )
        with self.assertRaisesRegex(ValidationError, r"KH\d{5}.*account_manager"):
            self.env["res.partner"].with_user(self.clerk).create(
                {
                    "is_client": True,
                    "name": "国家电网 有限公司",
                    "client_tier": "independent",
                    "state_id": self.shaanxi.id,
                }
            )

    def test_renaming_into_another_file_is_refused(self):
        """ARC-01: a second way to the same legal name is closed too."""
        with self.assertRaises(ValidationError):
            self.xian.name = self.yanan.name + " "

    @mute_logger("odoo.sql_db")
    def test_database_refuses_the_same_name(self):
        """ARC-01: two clerks at once meet the unique index."""
        self.env.flush_all()
        with self.assertRaises(IntegrityError):
            self.env.cr.execute(
                "UPDATE res_partner SET name_key = %s WHERE id = %s",
                [self.yanan.name_key, self.xian.id],
            )

    def test_prefecture_follows_the_province(self):
        """ARC-03: changing the province clears a prefecture that is not of it."""
        form = self._form(self.clerk, self.yanan)
        form.state_id = self.gansu
        self.assertFalse(form.city_id)

    def test_prefecture_of_another_province_is_refused(self):
        """ARC-03: by import or RPC as well."""
        with self.assertRaisesRegex(ValidationError, "兰州市.*甘肃省"):
            self.yanan.city_id = self.lanzhou_city

    def test_prefectures_are_the_official_ones(self):
        """ARC-03: 451 official divisions in 31 provinces are shipped."""
        divisions = self.env["res.city"].search([("division_code", "!=", False)])
        self.assertEqual(len(divisions), 451)
        self.assertEqual(len(divisions.state_id), 31)

    def test_postal_code_has_six_digits(self):
        """ARC-02: anything else is refused with a sentence."""
        for code in ("71007", "7100755", "71007a", "７１００７５"):
            with self.subTest(code), self.assertRaisesRegex(ValidationError, "six"):
                self.yanan.zip = code

    def test_future_birth_year_is_refused(self):
        """ARC-02: a person is not born in the future."""
        with self.assertRaises(ValidationError):
            self.yanan.birth_year = 2999

    def test_new_document_format_is_a_record(self):
        """ARC-06: a further format needs no code."""
        special = self.env["ruiji.document.format"].create(
            {"name": "浙江移动格式", "code": "zhejiang_mobile"}
        )
        form = self._form(self.clerk, self.yanan)
        form.document_format_id = special
        form.save()
        self.assertEqual(self.yanan.document_format_id, special)
        self.assertEqual(special.with_user(self.clerk).client_count, 1)

    def test_changes_are_tracked(self):
        """ARC-09: who changed what, from what, to what."""
        self.env.cr.flush()  # what was before is another transaction's
        form = self._form(self.clerk, self.yanan)
        form.contact_name = "何辉杰"
        form.save()
        self.env.cr.flush()
        values = self.yanan.message_ids.tracking_value_ids
        change = values.filtered(lambda value: value.field_id.name == "contact_name")
        self.assertEqual(change.new_value_char, "何辉杰")
        self.assertEqual(change.mail_message_id.author_id, self.clerk.partner_id)

    def test_existing_partner_is_left_alone_until_it_is_filed(self):
        """OPS-02: a partner turns into a client only on demand, and then wholly."""
        partner = self.env["res.partner"].create(
            {"name": "普天信息技术有限公司", "is_company": True}
        )
        self.assertFalse(partner.client_number)
        self.assertFalse(partner.confidentiality)
        partner.write({"is_client": True, "client_tier": "independent"})
        self.assertTrue(partner.client_number)
        self.assertEqual(partner.confidentiality, "internal")
        self.assertEqual(partner.lifecycle, "prospective")

    def test_person_cannot_be_a_client(self):
        """ARC-01: an archive belongs to a company."""
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._new_client("张三", "independent", is_company=False)

    def test_clients_are_found_by_pinyin_initials(self):
        """OPS-06: yadx finds 延安电信."""
        found = self.env["res.partner"].search([("name_initials", "ilike", "yadx")])
        self.assertEqual(found, self.yanan)

    def test_creating_many_clients_costs_a_bounded_number_of_queries(self):
        """Registering in bulk must not query once per client."""

        def create(start, count):
            before = self.env.cr.sql_log_count
            self.env["res.partner"].create(
                [
                    {
                        "is_client": True,
                        "name": f"批量客户{index}有限公司",
                        "client_tier": "prefecture",
                        "superior_id": self.province.id,
                        "state_id": self.shaanxi.id,
                    }
                    for index in range(start, start + count)
                ]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        create(0, 10)
        few, many = create(100, 20), create(200, 80)
        self.assertLess(many, few + 20)
