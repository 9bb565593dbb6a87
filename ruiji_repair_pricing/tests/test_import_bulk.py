from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.ruiji_client_archive.models.bulk_create import IN_BULK
from odoo.addons.ruiji_client_archive.tests.common_import import (
    CLIENT,
    LOGISTICS,
    ImportCase,
    xlsx,
)

from .test_import_contracts import BOARD, CONTRACT, PRICE

COMPARED = (
    "res.partner",
    "res.users",
    "mail.message",
    "ruiji.assignment",
    "ruiji.contract",
    "ruiji.repair.price",
    "ruiji.price.change",
    "ruiji.unit.membership",
    "ruiji.archive.import.entry",
)
REFERRED = (
    "product.category",
    "product.product",
    "product.template",
    "ruiji.archive.import",
    "ruiji.device.model",
)
# What two imports never share: moments, and what follows from ids.
OWN = {"id", "create_date", "write_date", "date", "message_id", "fingerprint"}
OWN |= {"calendar_last_notif_ack"}
BULK = "odoo.addons.ruiji_client_archive.models.bulk_create.BulkCreate"

ABOVE = {**CLIENT, "name": "陕西省测试通信总公司", "number": "T0001"}
BELOW = {
    **CLIENT,
    "number": "T0002",
    "client_type": "网上客户",
    "street": "未央区\\北路\t1号",
    "zip": "710016",
    "contact": "解小龙",
    "gender": "男",
    "birth_year": "45",
    "phone": "029-88765432",
    "email": "Xie.XL@Example.com",
    "login_code": "testdx01",
    "manager": "覃经理",
    "logistics": "测试",
    "remark": "第一行\n第二行",
    "lifecycle": "正在",
}
ALONE = {
    "name": "独立\N{NO-BREAK SPACE}测试厂",
    "province": "陕西省",
    "number": "T0003",
}
PERSONS = [
    {"client": BELOW["name"], "name": "单丽", "mobile": "13912345678"},
    {
        "client": BELOW["name"],
        "name": "曾明",
        "position": "总经理",
        "gender": "女",
        "birth_year": "1970",
        "phone": "029-81234567",
        "email": "zeng@example.com",
        "hobbies": "钓鱼",
        "login_code": "testdx02",
    },
    {"client": ALONE["name"], "name": "John Smith", "position": "科员"},
]
WHOLE = {
    "managers": [{"name": "覃经理", "phone": "13800000001"}],
    "logistics": [LOGISTICS],
    "clients": [ABOVE, BELOW, ALONE],
    "units": [{"superior": ABOVE["name"], "unit": BELOW["name"]}],
    "persons": PERSONS,
    "contracts": [{**CONTRACT, "client": BELOW["name"], "party": ABOVE["name"]}],
    "catalogue": [BOARD],
    "prices": [
        {**PRICE, "note": "含税"},
        {**PRICE, "board": None, "price": 80, "date_start": "2026-02-01"},
        {**PRICE, "board": None, "model": None, "price": "1,200.50"},
    ],
}


@tagged("post_install", "-at_install")
class TestImportBulk(ImportCase):
    """IMP-05: what goes in by the thousand is what create() makes of it."""

    def test_every_column_is_as_by_create(self):
        """IMP-05: rows made in bulk equal rows made one by one, column by column."""
        one_by_one, _used = self.made(in_bulk=False)
        in_bulk, used = self.made(in_bulk=True)
        self.assertLessEqual({"res.partner", "ruiji.repair.price"}, used)
        for model in COMPARED:
            with self.subTest(model):
                self.assertTrue(in_bulk[model])
                self.assertEqual(in_bulk[model], one_by_one[model])

    def made(self, in_bulk):
        """Return what an import makes, {model: rows}, and take it back.

        :return: the rows, and the models whose rows could go in in bulk
        """
        used = set()

        def asked(model):
            used.add(model._name)
            return in_bulk and model.env.context.get("bulk_create") is IN_BULK

        with (
            self.env.cr.savepoint() as savepoint,
            patch(f"{BULK}._creates_in_bulk", asked),
        ):
            before = {model: self.newest(model) for model in COMPARED + REFERRED}
            record = self.import_file(xlsx(self.sheets(**WHOLE)))
            self.assertEqual((record.state, record.error_count), ("done", 0))
            self.env.flush_all()
            made = self.new_rows(before)
            self.env.invalidate_all()
            savepoint.rollback()
        return made, used

    def newest(self, model):
        [(newest,)] = self.env.execute_query(
            SQL("SELECT COALESCE(MAX(id), 0) FROM %s", self.table(model))
        )
        return newest

    def table(self, model):
        return SQL.identifier(self.env[model]._table)

    def new_rows(self, before):
        """Rows made since, with numbers in place of the ids that were drawn."""
        found = {
            model: self.env.execute_query_dict(
                SQL(
                    "SELECT * FROM %s WHERE id > %s ORDER BY id",
                    self.table(model),
                    newest,
                )
            )
            for model, newest in before.items()
        }
        self.numbers = {
            model: {row["id"]: ("new", number) for number, row in enumerate(rows)}
            for model, rows in found.items()
        }
        return {
            model: [self.told(model, row) for row in found[model]] for model in COMPARED
        }

    def told(self, model, row):
        """A row whose references are numbers, without what no two imports share."""
        return {
            name: self.reference(model, name, row) for name in row if name not in OWN
        }

    def reference(self, model, name, row):
        field = self.env[model]._fields.get(name)
        comodel = getattr(field, "comodel_name", None)
        numbers = self.numbers.get(row["model"] if name == "res_id" else comodel)
        return numbers.get(row[name], row[name]) if numbers else row[name]
