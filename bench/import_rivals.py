"""The rows of the sample by Odoo's own load() and by COPY."""

import io

from odoo.tools import SQL

from .clock import Effort

BATCH = 2000  # what the web client sends to load() at a time
PLAIN = (
    "name, client_type, client_tier, state_id, city_id, street, zip, contact_name, "
    "function, gender, birth_year, phone, mobile, fax, email"
)
PERSON = "name, function, gender, birth_year, phone, email, position_role"
PERSONS = "parent_id IN (SELECT id FROM res_partner WHERE is_client)"
TIERS = "array_position(ARRAY['group', 'province', 'prefecture'], client_tier::text)"
TITLES = {"state_id": "state_id/.id", "city_id": "city_id/.id"}


class ImportedRows:
    """What our import made of the workbook, as rows for the other ways."""

    def __init__(self, env):
        self.env = env
        self.clients = self._rows(
            f"""SELECT id, superior_id, {PLAIN} FROM res_partner
                 WHERE is_client ORDER BY {TIERS}, id"""
        )
        self.persons = self._rows(
            f"""SELECT id, parent_id, {PERSON} FROM res_partner
                 WHERE {PERSONS} ORDER BY id"""
        )
        self.contracts = self._rows(
            """SELECT id, number, name, partner_id, date_start, date_end, validity,
                      covers_subordinates FROM ruiji_contract"""
        )
        self.boards = self._rows(
            """SELECT product.id, board.device_model_id, board.board_type,
                      board.name->>'en_US' AS name
                 FROM product_product product
                 JOIN product_template board ON board.id = product.product_tmpl_id
                WHERE board.repairable"""
        )
        self.models = self._rows("SELECT id, name, categ_id FROM ruiji_device_model")
        self.categories = self._rows(
            """SELECT id, name FROM product_category
                WHERE id IN (SELECT categ_id FROM ruiji_device_model)"""
        )
        self.prices = self._rows(
            """SELECT contract_id, categ_id, device_model_id, product_id, price
                 FROM ruiji_repair_price ORDER BY id"""
        )

    def _rows(self, query):
        # The queries are the constants above.
        return self.env.execute_query_dict(SQL(query))  # pylint: disable=sql-injection

    def summary(self):
        """How much there is of what."""
        return (
            f"{len(self.clients):,} clients, {len(self.persons):,} persons, "
            f"{len(self.prices):,} prices"
        )


class Load:
    """Times load() on clients, persons and prices in a fresh database."""

    def __init__(self, env, imported):
        self.env, self.imported = env, imported
        self.names = {client["id"]: client["name"] for client in imported.clients}

    def seconds(self):
        """Seconds for partners and for prices; what prices need in between is free."""
        effort = Effort(self.env)
        self._load_partners()
        partners = effort.seconds()
        self._create_what_prices_need()
        effort = Effort(self.env)
        self._load_prices()
        return partners, effort.seconds()

    def _load_partners(self):
        plain = PLAIN.split(", ")
        titles = [TITLES.get(name, name) for name in plain]
        fixed = ["is_client", "is_company", "archive_state"]
        self._load(
            "res.partner",
            [*fixed, *titles, *self.reference_titles("superior_id")],
            [
                ["True", "True", "filed"]
                + [client[name] for name in plain]
                + self.references(client, client["superior_id"])
                for client in self.imported.clients
            ],
        )
        person = PERSON.split(", ")
        self._load(
            "res.partner",
            [*person, *self.reference_titles("parent_id")],
            [
                [row[name] for name in person] + self.references(row, row["parent_id"])
                for row in self.imported.persons
            ],
        )

    def _load(self, model, titles, rows):
        for start in range(0, len(rows), BATCH):
            batch = [list(map(_cell, row)) for row in rows[start : start + BATCH]]
            loaded = self.env[model].load(titles, batch)
            if not loaded["ids"]:
                raise SystemExit(f"load() refused: {loaded['messages'][:3]}")
        self.env.flush_all()
        # Tracking writes its messages at the end of the request.
        self.env.cr.precommit.run()

    def _create_what_prices_need(self):
        quiet = self.env(context=dict(self.env.context, tracking_disable=True))
        rows = self.imported
        self.categories = self._create(quiet, "product.category", rows.categories)
        models = [
            {**row, "categ_id": self.categories[row["categ_id"]]} for row in rows.models
        ]
        self.models = self._create(quiet, "ruiji.device.model", models)
        boards = [
            {
                **row,
                "repairable": True,
                "is_storable": False,
                "device_model_id": self.models[row["device_model_id"]],
            }
            for row in rows.boards
        ]
        self.boards = self._create(quiet, "product.product", boards)
        known = quiet["res.partner"].search_fetch([("is_client", "=", True)], ["name"])
        clients = {client.name: client.id for client in known}
        contracts = [
            {**row, "partner_id": clients[self.names[row["partner_id"]]]}
            for row in rows.contracts
        ]
        self.contracts = self._create(quiet, "ruiji.contract", contracts)
        quiet.flush_all()

    def _create(self, env, model, rows):
        """Create the rows; {id where they come from: id here}."""
        values = [{k: v for k, v in row.items() if k != "id"} for row in rows]
        ids = env[model].create(values).ids
        return dict(zip((row["id"] for row in rows), ids, strict=True))


class ByName(Load):
    """load() as the import screen calls it: parents by name, tracking on"""

    def reference_titles(self, field):
        """Columns that say what a row hangs on."""
        return [field]

    def references(self, row, parent_id):
        """Cells for those columns."""
        return [self.names.get(parent_id)]

    def _load_prices(self):
        names = {
            "contract_id": {
                row["id"]: row["number"] for row in self.imported.contracts
            },
            "categ_id": {row["id"]: row["name"] for row in self.imported.categories},
            "device_model_id": {row["id"]: row["name"] for row in self.imported.models},
            "product_id": {row["id"]: row["name"] for row in self.imported.boards},
        }
        self._load(
            "ruiji.repair.price",
            [*names, "price"],
            [
                [*(named.get(row[key]) for key, named in names.items()), row["price"]]
                for row in self.imported.prices
            ],
        )


class ByReference(Load):
    """load() with external ids, tracking off"""

    def __init__(self, env, imported):
        super().__init__(
            env(context=dict(env.context, tracking_disable=True)), imported
        )

    def reference_titles(self, field):
        """Columns that say what a row hangs on."""
        return ["id", f"{field}/id"]

    def references(self, row, parent_id):
        """Cells for those columns."""
        parent = f"__bench__.partner_{parent_id}" if parent_id else None
        return [f"__bench__.partner_{row['id']}", parent]

    def _load_prices(self):
        ids = {
            "contract_id": self.contracts,
            "categ_id": self.categories,
            "device_model_id": self.models,
            "product_id": self.boards,
        }
        self._load(
            "ruiji.repair.price",
            [*(f"{key}/.id" for key in ids), "price"],
            [
                [*(here.get(row[key]) for key, here in ids.items()), row["price"]]
                for row in self.imported.prices
            ],
        )


def copy_bare_rows(env):
    """Seconds to COPY the columns of the same partners and prices, no more."""
    required = env.execute_query(
        SQL(
            """SELECT column_name FROM information_schema.columns
                WHERE table_name = 'res_partner' AND is_nullable = 'NO'
                  AND column_name <> 'id'"""
        )
    )
    partner = sorted({*PLAIN.split(", "), *(name for (name,) in required), "parent_id"})
    price = (
        "contract_id, company_id, categ_id, device_model_id, product_id, currency_id, "
        "price"
    )
    cursor = env.cr._cnx.cursor()
    savepoint = env.cr.savepoint()
    partners = _copy_out(cursor, "res_partner", partner, f"is_client OR {PERSONS}")
    prices = _copy_out(cursor, "ruiji_repair_price", price.split(", "), "TRUE")
    cursor.execute("DELETE FROM ruiji_repair_price")
    effort = Effort(env)
    _copy_in(cursor, *partners)
    _copy_in(cursor, *prices)
    took = effort.seconds()
    savepoint.close(rollback=True)
    return took


def _copy_out(cursor, table, columns, condition):
    names, rows = ", ".join(columns), io.StringIO()
    cursor.copy_expert(
        f"COPY (SELECT {names} FROM {table} WHERE {condition}) TO STDOUT", rows
    )
    return f"COPY {table} ({names}) FROM STDIN", rows.getvalue()


def _copy_in(cursor, statement, rows):
    cursor.copy_expert(statement, io.StringIO(rows))


def _cell(value):
    """What the import screen would hand over: text, empty where there is nothing."""
    return "" if value in (None, False) else str(value)
