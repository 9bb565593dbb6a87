"""The statements that find prices (PRI-03), free of the ORM.

A price line has exactly one key: a board, a device model or a product
category. Each key is an equality probe into its own index. One condition that
tried all of them at once (``product_id = x OR product_id IS NULL``) would read
the whole list of a contract instead.
"""

MATCHED = {1: "board", 2: "model", 3: "category"}

# The three probes into one price list. `scope` names the list, `valid` the days.
_LINES_FOR_BOARD = """
    SELECT id AS line_id, 1 AS specificity, price, currency_id,
           date_start AS line_start, date_end AS line_end, state AS line_state
      FROM ruiji_repair_price
     WHERE {scope} AND product_id = request.product_id {valid}
    UNION ALL
    SELECT id, 2, price, currency_id, date_start, date_end, state
      FROM ruiji_repair_price
     WHERE {scope} AND product_id IS NULL
       AND device_model_id = request.device_model_id {valid}
    UNION ALL
    SELECT id, 3, price, currency_id, date_start, date_end, state
      FROM ruiji_repair_price
     WHERE {scope} AND product_id IS NULL AND device_model_id IS NULL
       AND categ_id = request.categ_id {valid}
"""

_OF_CONTRACT = "contract_id = contract.id"
_OF_STANDARD_LIST = "contract_id IS NULL AND company_id = %(company)s"
_VALID = """
       AND state = 'published'
       AND (date_start IS NULL OR date_start <= request.day)
       AND (date_end IS NULL OR date_end >= request.day)
"""

# `readable` is a condition on asked.partner_id: whether the asking user may
# read that client. It travels in the statement, so that it costs no query.
_REQUESTS = """
    SELECT asked.ord,
           asked.day,
           partner.commercial_partner_id AS unit_id,
           product.id AS product_id,
           board.device_model_id,
           board.categ_id,
           %(readable)s AS readable
      FROM unnest(%(partners)s::int[], %(products)s::int[], %(days)s::date[])
               WITH ORDINALITY AS asked (partner_id, product_id, day, ord)
      LEFT JOIN res_partner partner ON partner.id = asked.partner_id
      LEFT JOIN product_product product ON product.id = asked.product_id
      LEFT JOIN product_template board ON board.id = product.product_tmpl_id
"""

RESOLVE = f"""
WITH request AS MATERIALIZED ({_REQUESTS}),
best AS (
    SELECT DISTINCT ON (request.ord)
           request.ord, line.*, contract.id AS contract_id, contract.partner_id
      FROM request
      JOIN ruiji_unit_ancestry above ON above.unit_id = request.unit_id
      JOIN ruiji_contract contract ON contract.partner_id = above.ancestor_id
     CROSS JOIN LATERAL (
           {_LINES_FOR_BOARD.format(scope=_OF_CONTRACT, valid=_VALID)}
           ) line
     WHERE (above.date_from IS NULL OR above.date_from <= request.day)
       AND (above.date_to IS NULL OR above.date_to >= request.day)
       AND (above.distance = 0 OR contract.covers_subordinates)
       AND contract.validity = 'in_force'
       AND contract.date_start <= request.day
       AND contract.date_end >= request.day
       AND contract.company_id = %(company)s
     ORDER BY request.ord,
              above.distance,
              line.specificity,
              contract.date_start DESC,
              contract.number COLLATE "C" DESC
)
SELECT request.readable,
       COALESCE(best.price, standard.price) AS price,
       COALESCE(best.currency_id, standard.currency_id) AS currency_id,
       best.contract_id,
       COALESCE(best.line_id, standard.line_id) AS line_id,
       CASE WHEN best.line_id IS NOT NULL THEN signer.client_tier
            WHEN standard.line_id IS NOT NULL THEN 'standard' END AS level,
       COALESCE(best.specificity, standard.specificity) AS specificity
  FROM request
  LEFT JOIN best USING (ord)
  LEFT JOIN LATERAL (
       SELECT line.*
         FROM (
              {_LINES_FOR_BOARD.format(scope=_OF_STANDARD_LIST, valid=_VALID)}
              ) line
        WHERE best.line_id IS NULL
        ORDER BY line.specificity
        LIMIT 1
       ) standard ON TRUE
  LEFT JOIN res_partner signer ON signer.id = best.partner_id
 ORDER BY request.ord
"""

# Everything that could have given a price, each with the facts that decide
# about it: contracts of the unit and of every superior it ever had, whether
# or not they have a line for the board, and the standard list.
EXPLAIN = f"""
WITH request AS ({_REQUESTS}),
above AS (
    SELECT ancestor_id,
           MIN(distance) AS distance,
           BOOL_OR(    (date_from IS NULL OR date_from <= request.day)
                   AND (date_to IS NULL OR date_to >= request.day)) AS is_superior
      FROM ruiji_unit_ancestry
      JOIN request USING (unit_id)
     GROUP BY ancestor_id
)
SELECT contract.id AS contract_id,
       contract.number,
       contract.partner_id,
       signer.client_tier AS level,
       above.distance,
       above.is_superior,
       contract.validity,
       contract.date_start,
       contract.date_end,
       contract.covers_subordinates,
       line.*
  FROM request
 CROSS JOIN above
  JOIN ruiji_contract contract ON contract.partner_id = above.ancestor_id
  JOIN res_partner signer ON signer.id = above.ancestor_id
  LEFT JOIN LATERAL (
       {_LINES_FOR_BOARD.format(scope=_OF_CONTRACT, valid="")}
       ) line ON TRUE
 WHERE contract.company_id = %(company)s
UNION ALL
SELECT NULL, NULL, NULL, 'standard', NULL, NULL, NULL, NULL, NULL, NULL, line.*
  FROM request
 CROSS JOIN LATERAL (
       {_LINES_FOR_BOARD.format(scope=_OF_STANDARD_LIST, valid="")}
       ) line
"""

# Contracts in force on a day for units, their own first, then the nearer ones.
COVERING = """
    SELECT above.unit_id, contract.id
      FROM ruiji_unit_ancestry above
      JOIN ruiji_contract contract ON contract.partner_id = above.ancestor_id
     WHERE above.unit_id = ANY(%(units)s)
       AND (above.date_from IS NULL OR above.date_from <= %(day)s)
       AND (above.date_to IS NULL OR above.date_to >= %(day)s)
       AND (above.distance = 0 OR contract.covers_subordinates)
       AND contract.validity = 'in_force'
       AND contract.date_start <= %(day)s
       AND contract.date_end >= %(day)s
     ORDER BY above.unit_id,
              above.distance,
              contract.date_start DESC,
              contract.number COLLATE "C" DESC
"""

# Contracts that reach units from above on a day, or will as they begin later.
COVERING_FROM_ABOVE = """
    SELECT above.unit_id, contract.id
      FROM ruiji_unit_ancestry above
      JOIN ruiji_contract contract ON contract.partner_id = above.ancestor_id
     WHERE above.unit_id = ANY(%(units)s)
       AND above.distance >= %(distance)s
       AND (above.date_from IS NULL OR above.date_from <= %(day)s)
       AND (above.date_to IS NULL OR above.date_to >= %(day)s)
       AND contract.covers_subordinates
       AND contract.validity = 'in_force'
       AND contract.date_end >= %(day)s
"""
