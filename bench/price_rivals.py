"""The same prices by hand-written SQL and by Odoo's own pricelists."""

from itertools import groupby

from odoo.tools import SQL

# What somebody would write for these tables alone: keys resolved beforehand, no
# standard list, no access rules, rows fetched as they are.
BY_HAND = """
    SELECT DISTINCT ON (request.ord)
           request.ord, line.price, line.id, contract.id
      FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::date[])
               WITH ORDINALITY
               AS request (unit_id, board_id, model_id, categ_id, day, ord)
      JOIN ruiji_unit_ancestry above
        ON above.unit_id = request.unit_id
       AND (above.date_from IS NULL OR above.date_from <= request.day)
       AND (above.date_to IS NULL OR above.date_to >= request.day)
      JOIN ruiji_contract contract
        ON contract.partner_id = above.ancestor_id
       AND contract.validity = 'in_force'
       AND request.day BETWEEN contract.date_start AND contract.date_end
       AND (above.distance = 0 OR contract.covers_subordinates)
      JOIN LATERAL (
           SELECT id, price, 1 AS rank, date_start, date_end
             FROM ruiji_repair_price
            WHERE contract_id = contract.id AND product_id = request.board_id
            UNION ALL
           SELECT id, price, 2, date_start, date_end
             FROM ruiji_repair_price
            WHERE contract_id = contract.id AND product_id IS NULL
              AND device_model_id = request.model_id
            UNION ALL
           SELECT id, price, 3, date_start, date_end
             FROM ruiji_repair_price
            WHERE contract_id = contract.id AND product_id IS NULL
              AND device_model_id IS NULL AND categ_id = request.categ_id
           ) line
        ON (line.date_start IS NULL OR line.date_start <= request.day)
       AND (line.date_end IS NULL OR line.date_end >= request.day)
     ORDER BY request.ord, above.distance, line.rank,
              contract.date_start DESC, contract.number COLLATE "C" DESC
"""


class ByHand:
    """Hand-written SQL on a bare cursor."""

    def __init__(self, world):
        self.cursor = world.env.cr._cnx.cursor()
        boards = world.boards
        self.keys = {b.id: (b.device_model_id.id, b.categ_id.id) for b in boards}

    def resolve(self, requests):
        """Rows of the requests that have a price."""
        units, boards, days = map(list, zip(*requests, strict=True))
        models, categories = zip(*map(self.keys.get, boards), strict=True)
        self.cursor.execute(BY_HAND, [units, boards, [*models], [*categories], days])
        return self.cursor.fetchall()


class Pricelists:
    """One pricelist per contract with the same lines, or one with them all.

    Odoo's rules know no device models and no unit tree: prices of a model
    stand there as prices of its category, and the contract is given.
    """

    def __init__(self, world):
        self.env = world.env
        self.lists = self.env["product.pricelist"].create(
            [{"name": contract.number} for contract in world.contracts]
        )
        self.everything = self.env["product.pricelist"].create({"name": "Everything"})
        self.list_of = dict(zip(world.contracts.ids, self.lists, strict=True))
        self._copy_lines(self.lists.ids)
        self._copy_lines([self.everything.id] * len(self.lists))
        self.env.cr.execute("ANALYZE product_pricelist_item")

    def _copy_lines(self, list_ids):
        """Write the lines of every contract as rules of the list at its place."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO product_pricelist_item
                            (pricelist_id, applied_on, display_applied_on, base,
                             compute_price, fixed_price, min_quantity, product_id,
                             product_tmpl_id, categ_id, currency_id)
                SELECT place.pricelist_id,
                       CASE WHEN line.product_id IS NULL THEN '2_product_category'
                            ELSE '0_product_variant' END,
                       CASE WHEN line.product_id IS NULL THEN '2_product_category'
                            ELSE '1_product' END,
                       'list_price', 'fixed', line.price, 0, line.product_id,
                       product.product_tmpl_id,
                       CASE WHEN line.product_id IS NULL THEN line.categ_id END,
                       line.currency_id
                  FROM unnest(%s::int[], %s::int[])
                       AS place (contract_id, pricelist_id)
                  JOIN ruiji_repair_price line USING (contract_id)
                  LEFT JOIN product_product product ON product.id = line.product_id
                """,
                list(self.list_of),
                list_ids,
            )
        )

    def by_contract(self, questions):
        """Price (contract id, board id, day), as many as one call can take."""
        self.env.invalidate_all()
        boards = self.env["product.product"]
        ordered = sorted(questions)
        for contract_id, asked in groupby(ordered, key=lambda question: question[0]):
            _contract, board_ids, days = zip(*asked, strict=True)
            self.list_of[contract_id]._get_products_price(
                boards.browse(board_ids), 1.0, date=days[0]
            )

    def one(self, question):
        """Price one (contract id, board id, day), its rules read anew."""
        self.env["product.pricelist.item"].invalidate_model()
        contract_id, board_id, day = question
        board = self.env["product.product"].browse(board_id)
        return self.list_of[contract_id]._get_product_price(board, 1.0, date=day)

    def in_everything(self, questions):
        """Price boards in one call from the list that holds all lines."""
        self.env.invalidate_all()
        _contracts, board_ids, days = zip(*questions, strict=True)
        boards = self.env["product.product"].browse(board_ids)
        self.everything._get_products_price(boards, 1.0, date=days[0])
