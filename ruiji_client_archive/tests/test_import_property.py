from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_import import CLIENT, ImportCase, xls, xlsx

# What keeps a row out, and what does not: values that take others' places.
CLIENT_DAMAGE = (
    {"name": None},
    {"name": " \N{IDEOGRAPHIC SPACE}\t"},
    {"name": "长" * 201},
    {"province": None},
    {"province": "南海省"},
    {"prefecture": "南京市"},
    {"prefecture": "无此市"},
    {"date_registered": "2007.13.45"},
    {"date_registered": "某日"},
)
CLIENT_WEAR = (
    {},
    {"zip": "七一零"},
    {"zip": 50051, "phone": "无"},
    {"manager": "查无此人", "gender": "?"},
    {"birth_year": "永远", "email": "a@@b"},
    {"logistics": "无此物流", "document_format": "乱"},
    {"login_code": "代码!", "client_type": "未知"},
    {"lifecycle": "也许", "remark": "\u200b换行\r\n与空格\t"},
)
PERSON_DAMAGE = (
    {"name": None},
    {"client": None},
    {"client": "查无此客户有限公司"},
    {"name": "王" * 300},
)
PERSON_WEAR = (
    {},
    {"gender": "男女"},
    {"phone": "029"},
    {"birth_year": -3},
    {"email": 7},
)

ROW = st.tuples(st.booleans(), st.integers(0, 99), st.integers(0, 4))
SHEET = st.fixed_dictionaries(
    {
        "rows": st.lists(ROW, max_size=7),
        "titles": st.integers(0, 3),
        "gaps": st.sets(st.integers(0, 6)),
        "order": st.randoms(use_true_random=False),
        "strange": st.booleans(),
    }
)


def altered(row, is_damaged, choice, damage, wear):
    """The row with one thing wrong that keeps it out, or one that does not."""
    changes = damage if is_damaged else wear
    return row | changes[choice % len(changes)]


@tagged("post_install", "-at_install")
class TestImportProperty(ImportCase):
    """IMP-03, IMP-08: whatever is wrong, good rows go in and bad ones do not."""

    @mute_logger("xlrd", "openpyxl")
    def test_damaged_workbooks(self):
        """IMP-08: no crash, no bad row written, no good row dropped."""

        @settings(max_examples=25, deadline=None, database=None, derandomize=True)
        @given(clients=SHEET, persons=SHEET, old=st.booleans())
        def holds(clients, persons, old):
            with self.env.cr.savepoint() as savepoint:
                self.check_workbook(clients, persons, xls if old else xlsx)
                self.env.invalidate_all()
                savepoint.rollback()

        self.good = self.bad = 0
        holds()
        # The draw was worth it.
        self.assertGreater(min(self.good, self.bad), 20)

    def check_workbook(self, clients, persons, written):
        """Import a workbook of these sheets and compare with what has to go in."""
        client_rows, good_clients = self.client_rows(clients["rows"])
        names = [row["name"] for row in client_rows]
        person_rows, good_persons = self.person_rows(
            persons["rows"], names, {names[at] for at in good_clients}
        )
        book = self.sheets()
        wrong = {
            *self.place(book, "客户基本信息", client_rows, good_clients, clients),
            *self.place(book, "客户相关人员", person_rows, good_persons, persons),
        }
        self.good += len(good_clients) + len(good_persons)
        self.bad += len(wrong)
        before = self.Partner.search([]).ids
        record = self.import_file(written(book))
        if not any(any(row.values()) for row in client_rows + person_rows):
            return self.assertEqual(self.codes(record), ["empty_workbook"])
        self.assertEqual(record.state, "done")
        rejected = {found[:2] for found in self.findings(record, "error")}
        self.assertEqual(rejected, wrong)
        made = self.Partner.search([("id", "not in", before)])
        self.assertEqual(
            sorted(made.filtered("is_client").mapped("name")),
            sorted(names[at] for at in good_clients),
        )
        self.assertEqual(
            sorted((p.parent_id.name, p.name) for p in made if not p.is_client),
            sorted(
                (person_rows[at]["client"], person_rows[at]["name"])
                for at in good_persons
            ),
        )

    def client_rows(self, drawn):
        """Rows of clients, and which of them have to go in."""
        rows, good, seen = [], [], set()
        for at, (is_damaged, choice, twin) in enumerate(drawn):
            number = at - 1 if not twin and at else at
            row = CLIENT | {"name": f"西安损坏{number}有限公司"}
            rows.append(altered(row, is_damaged, choice, CLIENT_DAMAGE, CLIENT_WEAR))
            if not is_damaged and row["name"] not in seen:
                seen.add(row["name"])
                good.append(at)
        return rows, good

    def person_rows(self, drawn, names, known):
        """Rows of persons, and which of them have to go in."""
        rows, good = [], []
        for at, (is_damaged, choice, of_client) in enumerate(drawn):
            client = names[of_client % len(names)] if names else "查无此客户有限公司"
            row = {"client": client, "name": f"何{at}"}
            rows.append(altered(row, is_damaged, choice, PERSON_DAMAGE, PERSON_WEAR))
            if not is_damaged and client in known:
                good.append(at)
        return rows, good

    def place(self, book, title, rows, good, drawn):
        """Put rows into a sheet that people worked on; say where bad ones stand."""
        [header] = book[title]
        layouts = [h.layout for h in self.env["ruiji.archive.import"]._sheet_handlers()]
        [layout] = [layout for layout in layouts if layout.title == title]
        keys = {column.title: column.key for column in layout.columns}
        drawn["order"].shuffle(header)
        page = [[f"客户档案{line}"] for line in range(drawn["titles"])] + [list(header)]
        wrong = set()
        for at, row in enumerate(rows):
            if at in drawn["gaps"]:
                page.append([None, " "])
            page.append([row.get(keys[name]) for name in header])
            if drawn["strange"]:
                page[-1].append("备查")
            if at not in good:
                wrong.add((title, len(page)))
        if drawn["strange"]:
            page[drawn["titles"]].append("无此列")
        book[title] = page
        return wrong
