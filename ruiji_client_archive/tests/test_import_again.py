import base64
import io

import openpyxl

from odoo.tests import tagged

from .common_import import CLIENT, LOGISTICS, ImportCase, read_back, xlsx

PERSON = {"client": CLIENT["name"], "name": "何辉杰", "phone": "13779286487"}
MANAGER = {"name": "秦斌国", "phone": "13215863289"}
ROWS = {
    "clients": [
        CLIENT
        | {
            "number": "KH70001",
            "manager": "秦斌国",
            "logistics": "测试",
            "remark": "维修",
        },
        CLIENT | {"name": "上级有限公司", "number": "KH70002"},
    ],
    "persons": [PERSON, PERSON | {"phone": "13779286488"}, PERSON | {"name": "陈磊"}],
    "managers": [MANAGER],
    "logistics": [LOGISTICS],
    "units": [{"superior": "上级有限公司", "unit": CLIENT["name"]}],
}


@tagged("post_install", "-at_install")
class TestImportAgain(ImportCase):
    """IMP-03: the same file changes nothing; a corrected one adds what was wrong."""

    def test_check_writes_nothing(self):
        """IMP-02: the check leaves every table as it was, and finds all."""
        record = self.upload(xlsx(self.sheets(**ROWS)))
        with self.assert_nothing_written():
            record.action_check()
        self.assertEqual(record.state, "checked")
        self.assertEqual((record.accepted_count, record.created_count), (8, 0))

    def test_same_file_twice(self):
        """IMP-03: importing the same file twice changes nothing and says so."""
        first = self.import_rows(**ROWS)
        self.assertEqual(first.created_count, 8)
        self.assertNotIn("Nothing changed", first.result)
        with self.assert_nothing_written():
            second = self.import_rows(**ROWS)
        self.assertEqual(
            (second.created_count, second.updated_count, second.unchanged_count),
            (0, 0, 8),
        )
        self.assertIn("Nothing changed", second.result)

    def test_changed_values_update(self):
        """ARC-09: what changed in the old system is updated, and tracked."""
        self.import_rows(**ROWS)
        # Odoo tracks no changes of what the same transaction created.
        self.cr.flush()
        client = self.client(CLIENT["name"])
        changed = self.import_rows(
            clients=[CLIENT | {"remark": "搬迁", "street": "新址1号", "contact": None}],
            persons=[PERSON | {"phone": "13779286499", "hobbies": "围棋"}],
        )
        self.cr.flush()
        self.assertEqual((changed.created_count, changed.updated_count), (0, 2))
        self.assertEqual(client.business_remark, "搬迁")
        self.assertEqual(client.user_id.name, "秦斌国")
        tracked = client.message_ids.sudo().tracking_value_ids
        self.assertIn("business_remark", tracked.field_id.mapped("name"))
        persons = client.child_ids.filtered(lambda person: person.name == "何辉杰")
        self.assertEqual(len(persons), 2)
        self.assertEqual(
            sorted(persons.mapped("mobile")), ["13779286488", "13779286499"]
        )

    def test_managers_are_not_moved(self):
        """MGR-02: the earlier record wins; an import moves no client."""
        self.import_rows(**ROWS)
        record = self.import_rows(
            clients=[CLIENT | {"manager": "韩桂"}], managers=[{"name": "韩桂"}]
        )
        self.assertEqual(self.codes(record), ["manager_kept"])
        self.assertEqual(self.client(CLIENT["name"]).user_id.name, "秦斌国")

    def test_full_managers_get_no_more(self):
        """MGR-08: beyond the cap a client goes to the pool, and the import says so."""
        self.import_rows(managers=[MANAGER])
        manager = self.env["res.users"].search([("name", "=", "秦斌国")])
        manager.client_cap = 2
        names = [f"满额{number}有限公司" for number in range(3)]
        record = self.import_rows(
            clients=[CLIENT | {"name": name, "manager": "秦斌国"} for name in names]
        )
        self.assertEqual((record.state, record.created_count), ("done", 3))
        self.assertEqual(self.codes(record), ["client_cap_reached"])
        owners = [self.client(name).user_id for name in names]
        self.assertEqual(owners, [manager, manager, manager.browse()])
        history = self.client(names[0]).assignment_ids
        self.assertEqual((history.origin, history.user_id), ("import", manager))

    def test_rejected_rows_come_back_and_go_in_corrected(self):
        """IMP-03: correct the rejected rows and import them again."""
        sheets = self.sheets(
            clients=[CLIENT | {"province": "南海省"}, CLIENT | {"name": "乙"}],
            persons=[PERSON],
        )
        sheets["客户基本信息"][0].append("星座")
        sheets["客户基本信息"][1].append("@SUM(1)")
        record = self.import_file(xlsx(sheets))
        self.assertEqual(record.rejected_count, 2)
        self.assertTrue(record.rejected_file_name.endswith(".xlsx"))
        rejected = read_back(record.rejected_file)
        self.assertEqual(list(rejected), list(self.sheets()))
        header, row = rejected["客户基本信息"]
        self.assertEqual(header[-2:], ("星座", "退回原因"))
        self.assertIn("南海省", row[-1])
        self.assertTrue(row[-2].startswith("'@"), "guarded against formulas")

        corrected = {
            name: [list(row) for row in rows] for name, rows in rejected.items()
        }
        corrected["客户基本信息"][1][header.index("省份")] = "陕西省"
        again = self.import_file(xlsx(corrected))
        self.assertEqual(again.rejected_count, 0, self.findings(again))
        self.assertEqual(again.created_count, 2)
        self.assertFalse(again.rejected_file)
        self.assertEqual(self.client(CLIENT["name"]).child_ids.name, "何辉杰")

    def test_rejected_file_is_fit_for_people(self):
        """IMP-06: widths, a header that stays, no live formula."""
        record = self.check_rows(
            clients=[CLIENT | {"name": "=1+1", "province": "南海省"}]
        )
        content = io.BytesIO(base64.b64decode(record.rejected_file))
        page = openpyxl.load_workbook(content)["客户基本信息"]
        self.assertEqual(page.freeze_panes, "A2")
        self.assertGreater(page.column_dimensions["D"].width, 8)
        types = {cell.data_type for row in page.iter_rows() for cell in row}
        self.assertNotIn("f", types)

    def test_numbers_go_on_behind_the_file(self):
        """ARC-02: client numbers given later do not collide with imported ones."""
        self.import_rows(**ROWS)
        client = self._new_client("丙有限公司", "independent")
        self.assertEqual(client.client_number, "KH70003")

    def test_login_codes_stay_unique(self):
        """WEB-01: a code belongs to one client, whatever its letter case."""
        record = self.import_rows(
            clients=[
                CLIENT | {"login_code": "csab"},
                CLIENT | {"name": "乙", "login_code": "CSAB"},
            ]
        )
        self.assertEqual(self.codes(record), ["login_code_taken"])
        self.assertFalse(self.client("乙").login_code)
        again = self.import_rows(clients=[CLIENT | {"login_code": "csab"}])
        self.assertEqual(self.codes(again), [])

    def test_ages_do_not_wander(self):
        """IMP-03: an age that is imported again years later changes no birth year."""
        rows = {"clients": [CLIENT | {"birth_year": 48.0}]}
        self.import_rows(**rows)
        client = self.client(CLIENT["name"])
        client.birth_year -= 3
        record = self.import_rows(**rows)
        self.assertEqual(record.updated_count, 0)

    def test_only_rejected_workbook_has_a_file(self):
        """IMP-02: without rejected rows there is nothing to send back."""
        self.assertFalse(self.import_rows(**ROWS).rejected_file)
