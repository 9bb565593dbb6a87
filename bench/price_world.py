"""Units, contracts and price lists of any size, the same in every run."""

import random
from datetime import date, timedelta

from odoo.tools import SQL

GROUPS, PROVINCES, PREFECTURES = 3, 97, 1400
CONTRACTS = 2000
CATEGORIES, MODELS_EACH, BOARDS_EACH = 6, 10, 10
SEED = 19
FIRST_DAY = date(2024, 1, 1)
QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True}


class PriceWorld:
    """Fills a database and asks for prices in it."""

    def __init__(self, env):
        self.env = env(context=dict(env.context, **QUIET))
        self.random = random.Random(SEED)
        self._create_catalogue()
        self._create_units()
        self._create_contracts()
        self.line_count = 0

    def _create_catalogue(self):
        self.categories = self.env["product.category"].create(
            [{"name": f"Category {n}"} for n in range(CATEGORIES)]
        )
        self.models = self.env["ruiji.device.model"].create(
            [
                {"name": f"Model {n}", "categ_id": category.id}
                for category in self.categories
                for n in range(MODELS_EACH)
            ]
        )
        self.boards = self.env["product.product"].create(
            [
                {
                    "name": f"{model.name} Board {n}",
                    "repairable": True,
                    "is_storable": False,
                    "device_model_id": model.id,
                    "board_type": f"B{n}",
                }
                for model in self.models
                for n in range(BOARDS_EACH)
            ]
        )

    def _create_units(self):
        groups = self._units("group", [None] * GROUPS)
        provinces = self._units("province", self.random.choices(groups, k=PROVINCES))
        self.prefectures = self._units(
            "prefecture", self.random.choices(provinces, k=PREFECTURES)
        )
        self.units = groups + provinces + self.prefectures

    def _units(self, tier, superiors):
        return self.env["res.partner"].create(
            [
                {
                    "name": f"{tier} unit {number}",
                    "is_client": True,
                    "client_tier": tier,
                    "archive_state": "filed",
                    "superior_id": superior and superior.id,
                }
                for number, superior in enumerate(superiors)
            ]
        )

    def _create_contracts(self):
        chosen = list(self.units) + self.random.choices(
            self.units, k=CONTRACTS - len(self.units)
        )
        values = []
        for number, unit in enumerate(chosen):
            start = FIRST_DAY + timedelta(days=self.random.randrange(700))
            days = self.random.randrange(365, 1100)
            void = self.random.random() < 0.1
            values.append(
                {
                    "name": "Repair contract",
                    "number": f"BENCH-{number:05}",
                    "partner_id": unit.id,
                    "date_start": start,
                    "date_end": start + timedelta(days=days),
                    "validity": "void" if void else "in_force",
                }
            )
        self.contracts = self.env["ruiji.contract"].create(values)
        # Long contracts make a client key and its file confidential: the account
        # manager who asks has to read them all.
        self.contracts.partner_id.confidentiality = "internal"
        self.env.flush_all()

    def fill(self, line_count):
        """Grow the price lists to that many lines, spread over all contracts."""
        self.env.cr.execute(
            SQL(
                """
                WITH key AS (
                    SELECT id AS categ_id, NULL::int AS model_id, NULL::int AS board_id
                      FROM product_category WHERE id = ANY(%(categories)s)
                     UNION ALL
                    SELECT categ_id, id, NULL FROM ruiji_device_model
                     WHERE id = ANY(%(models)s)
                     UNION ALL
                    SELECT template.categ_id, template.device_model_id, product.id
                      FROM product_product product
                      JOIN product_template template
                        ON template.id = product.product_tmpl_id
                     WHERE product.id = ANY(%(boards)s)
                )
                INSERT INTO ruiji_repair_price
                            (contract_id, company_id, currency_id, categ_id,
                             device_model_id, product_id, price)
                SELECT contract.id, contract.company_id, contract.currency_id,
                       key.categ_id, key.model_id, key.board_id,
                       100 + (contract.id * 31 + COALESCE(key.board_id, 7)) %% 900
                  FROM ruiji_contract contract
                 CROSS JOIN key
                 WHERE contract.id = ANY(%(contracts)s)
                 ORDER BY md5(CONCAT_WS('-', contract.id, key.categ_id,
                                        key.model_id, key.board_id))
                OFFSET %(present)s LIMIT %(missing)s
                """,
                categories=self.categories.ids,
                models=self.models.ids,
                boards=self.boards.ids,
                contracts=self.contracts.ids,
                present=self.line_count,
                missing=line_count - self.line_count,
            )
        )
        self.line_count = line_count
        self.env.cr.commit()
        self.env.cr.execute("ANALYZE")
        self.env.cr.commit()
        self.env.invalidate_all()

    def requests(self, count):
        """That many questions: a prefecture, a board, a day."""
        chooser = random.Random(SEED)
        units, boards = self.prefectures.ids, self.boards.ids
        return [
            (
                chooser.choice(units),
                chooser.choice(boards),
                FIRST_DAY + timedelta(days=chooser.randrange(365, 1000)),
            )
            for _request in range(count)
        ]
