from odoo.tests import tagged

from .common_import import CLIENT, LOGISTICS, ImportCase

MANAGER = {"name": "秦斌国", "gender": "男", "phone": "13215863289"}


@tagged("post_install", "-at_install")
class TestImportRows(ImportCase):
    """IMP-02, IMP-03: what is checked in each sheet; good rows go in, bad never."""

    def assert_rejected(self, record, expected):
        """Compare the errors, and that the check found them all."""
        errors = [(row, code) for _, row, _, _, code in self.findings(record, "error")]
        self.assertEqual(errors, expected)
        self.assertEqual(record.rejected_count, len({row for row, _ in expected}))

    def test_clients(self):
        """ARC-01, ARC-03: names and numbers are unique, places are of the list."""

        def named(at, **values):
            return CLIENT | {"name": f"西安测试{at}有限公司"} | values

        record = self.import_rows(
            clients=[
                named(1, number="KH70001"),
                named(1, name=" 西安测试１有限公司"),
                named(2, number="KH70001"),
                named(3, name=None),
                named(4, province="南海省"),
                named(5, province=None),
                named(6, prefecture="兰州市"),
                named(7, prefecture="不存在市"),
                named(8, date_registered="很久以前"),
                named(9, name=self.xian.name, number="KH70009"),
                named(10, province="陕西", prefecture="延安"),
            ]
        )
        self.assert_rejected(
            record,
            [
                (3, "duplicate_client"),
                (4, "duplicate_client_number"),
                (5, "missing_legal_name"),
                (6, "unknown_province"),
                (7, "missing_province"),
                (8, "prefecture_of_other_province"),
                (9, "unknown_prefecture"),
                (10, "not_a_date"),
                (11, "duplicate_client"),
            ],
        )
        self.assertEqual(record.created_count, 2)
        self.assertEqual(self.client("西安测试10有限公司").city_id, self.yanan_city)

    def test_values_that_are_left_out(self):
        """IMP-02: what cannot be used is said; the row goes in without it."""
        record = self.import_rows(
            clients=[
                CLIENT
                | {
                    "zip": "未知",
                    "email": "无",
                    "gender": "?",
                    "birth_year": 300.0,
                    "birthday": "正月初三",
                    "phone": "无",
                    "manager": "查无此人",
                    "logistics": "查无此公司",
                    "document_format": "火星格式",
                    "client_type": "外星客户",
                    "lifecycle": "从未",
                    "login_code": "中文",
                }
            ]
        )
        self.assertEqual(record.rejected_count, 0)
        self.assertEqual(
            set(self.codes(record)),
            {
                "invalid_postal_code",
                "invalid_email",
                "unknown_gender",
                "implausible_age",
                "unclear_birthday",
                "invalid_phone",
                "unknown_manager",
                "unknown_logistics",
                "unknown_document_format",
                "unknown_client_type",
                "unknown_lifecycle",
                "invalid_login_code",
            },
        )
        client = self.client(CLIENT["name"])
        self.assertEqual(client.archive_state, "filed")
        self.assertFalse(client.zip or client.email or client.user_id)
        self.assertEqual(client.document_format_id.code, "standard")

    def test_birthdays(self):
        """ANA-04: the column may be missing, has other words, and takes whole dates."""
        person = {"client": CLIENT["name"], "name": "何辉杰", "birthday": "1975-03-05"}
        self.import_rows(clients=[CLIENT | {"birthday": "9月8日"}], persons=[person])
        client = self.client(CLIENT["name"])
        self.assertEqual(client.birthday, "09-08")
        self.assertEqual(client.child_ids.birthday, "03-05")

    def test_municipality_as_its_own_prefecture(self):
        """ARC-03: a province named as the prefecture leaves the prefecture open."""
        record = self.import_rows(
            clients=[CLIENT | {"province": "北京市", "prefecture": "北京市"}]
        )
        self.assertEqual(self.codes(record), ["province_as_prefecture"])
        self.assertFalse(self.client(CLIENT["name"]).city_id)

    def test_managers_cannot_sign_in_yet(self):
        """MGR-01: account managers become users; none has a password."""
        record = self.import_rows(
            managers=[MANAGER, MANAGER | {"name": "秦彬国"}, MANAGER],
            clients=[CLIENT | {"manager": "秦斌国"}],
        )
        self.assert_rejected(record, [(4, "duplicate_manager")])
        user = self.client(CLIENT["name"]).user_id
        self.assertEqual((user.name, user.login), ("秦斌国", "qinbinguo"))
        self.assertTrue(user.has_group("ruiji_client_archive.group_account_manager"))
        self.assertFalse(user.has_group("base.group_system"))
        namesake = self.env["res.users"].search([("name", "=", "秦彬国")])
        self.assertEqual(namesake.login, "qinbinguo2")
        self.env.cr.execute(
            "SELECT password FROM res_users WHERE id = ANY(%s)",
            [(user | namesake).ids],
        )
        self.assertEqual(self.env.cr.fetchall(), [(None,), (None,)])
        self.assertFalse(user.partner_id.signup_type)

    def test_logistics(self):
        """LOG-01: head offices and branches, in whatever order they stand."""
        branch = LOGISTICS | {"branch": "测试-西安"}
        record = self.import_rows(
            logistics=[
                branch,
                LOGISTICS,
                branch | {"branch": "西安"},
                branch | {"name": "查无此物流", "branch": "查无-西安"},
                LOGISTICS | {"name": "缺电话物流", "phone": None},
                branch,
            ],
            clients=[
                CLIENT | {"logistics": "测试-西安"},
                CLIENT | {"name": "甲", "logistics": "测试"},
                CLIENT | {"name": "乙", "logistics": LOGISTICS["name"]},
            ],
        )
        self.assert_rejected(
            record,
            [
                (4, "wrong_branch_name"),
                (5, "unknown_head_office"),
                (6, "missing_logistics_detail"),
                (7, "duplicate_logistics"),
            ],
        )
        branch = self.client(CLIENT["name"]).logistics_partner_id
        self.assertEqual(branch.name, "测试-西安")
        self.assertEqual(branch.superior_id.name, LOGISTICS["name"])
        heads = (self.client("甲") | self.client("乙")).logistics_partner_id
        self.assertEqual(heads, branch.superior_id)

    def test_units(self):
        """SUB-01: cycles, second superiors and fourth tiers stay out."""
        record = self.import_rows(
            clients=[CLIENT | {"name": name} for name in "甲乙丙丁戊"],
            units=[
                {"superior": superior, "unit": unit}
                for superior, unit in (
                    "甲乙",
                    "乙丙",
                    "丙丁",
                    "丙甲",
                    "戊丙",
                    "甲乙",
                    "甲无",
                )
            ],
        )
        self.assert_rejected(
            record,
            [
                (4, "too_many_tiers"),
                (5, "superior_cycle"),
                (6, "two_superiors"),
                (8, "unknown_client"),
            ],
        )
        self.assertIn("repeated_row", self.codes(record))
        tiers = [self.client(name).client_tier for name in "甲乙丙丁戊"]
        self.assertEqual(
            tiers, ["group", "province", "prefecture", "independent", "independent"]
        )
        self.assertEqual(self.client("丙")._units_above().mapped("name"), ["乙", "甲"])
        membership = self.client("丙").membership_ids
        self.assertFalse(membership.date_from or membership.date_to)

    def test_units_of_the_archive(self):
        """SUB-01: new units join those of the archive; tiers follow."""
        self.import_rows(
            clients=[CLIENT | {"name": "中国电信股份有限公司宝鸡分公司"}],
            units=[
                {
                    "superior": self.province.name,
                    "unit": "中国电信股份有限公司宝鸡分公司",
                },
                {"superior": self.province.name, "unit": self.xian.name},
            ],
        )
        unit = self.client("中国电信股份有限公司宝鸡分公司")
        self.assertEqual(unit.superior_id, self.province)
        self.assertEqual(unit.client_tier, "prefecture")
        loose = self._new_client("散户有限公司", "independent")
        record = self.import_rows(
            units=[{"superior": self.province.name, "unit": loose.name}]
        )
        self.assertEqual(record.created_count, 1)
        self.assertEqual(
            (loose.superior_id, loose.client_tier), (self.province, "prefecture")
        )

    def test_persons(self):
        """ARC-02: persons stand in the client's file, with role and address."""
        person = {
            "client": CLIENT["name"],
            "name": "何辉杰",
            "position": "运维部副主任",
            "phone": "13779286487",
        }
        record = self.import_rows(
            clients=[CLIENT | {"street": "西安市通信大厦1号", "manager": "秦斌国"}],
            managers=[MANAGER],
            persons=[
                person,
                person,
                person | {"phone": "029-81161338"},
                person | {"name": None},
                person | {"client": "查无此单位"},
            ],
        )
        self.assert_rejected(
            record,
            [
                (3, "duplicate_person"),
                (5, "missing_person_name"),
                (6, "unknown_client"),
            ],
        )
        client = self.client(CLIENT["name"])
        first, second = client.child_ids.sorted("id")
        self.assertEqual((first.mobile, first.phone), ("13779286487", False))
        self.assertEqual((second.mobile, second.phone), (False, "029-81161338"))
        self.assertEqual(first.position_role, "operations_deputy")
        self.assertEqual(first.street, "西安市通信大厦1号")
        self.assertEqual(first.user_id, client.user_id)
        self.assertEqual(first.commercial_partner_id, client)
        self.assertEqual(first.confidentiality, "internal")

    def test_one_note_instead_of_tracking(self):
        """ARC-09: a new file says where it came from, in one message."""
        self.import_rows(clients=[CLIENT])
        client = self.client(CLIENT["name"])
        self.env.flush_all()
        [message] = client.message_ids
        self.assertIn("client_archive.xlsx", message.body)
        self.assertFalse(client.message_partner_ids)
