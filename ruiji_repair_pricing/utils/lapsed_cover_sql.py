"""The statement that finds cover that has lapsed (CON-09), free of the ORM.

A board's cover has lapsed when a contract of its unit, or one of a superior that
covered it, prices the board but is void or over, and nothing as near took its
place: what prices the board now is farther up, the standard list, or nobody.
A contract whose renewal is in force has been replaced, not lapsed.
"""

from .price_sql import _LINES_FOR_BOARD, _OF_CONTRACT, _REQUESTS

# A contract that is over had its lines valid, at the latest, on its last day.
_VALID_AT_LAST = """
       AND state = 'published'
       AND (date_start IS NULL
            OR date_start <= LEAST(request.day, contract.date_end))
       AND (date_end IS NULL
            OR date_end >= LEAST(request.day, contract.date_end))
"""

_ON_DAY = """
           ({above}.date_from IS NULL OR {above}.date_from <= request.day)
       AND ({above}.date_to IS NULL OR {above}.date_to >= request.day)
"""

LAPSED = f"""
WITH request AS MATERIALIZED ({_REQUESTS}),
winner AS (
    SELECT request.ord, won_above.distance
      FROM request
      JOIN unnest(%(winners)s::int[]) WITH ORDINALITY AS won (contract_id, ord)
     USING (ord)
      JOIN ruiji_contract contract ON contract.id = won.contract_id
      JOIN ruiji_unit_ancestry won_above ON won_above.unit_id = request.unit_id
       AND won_above.ancestor_id = contract.partner_id
     WHERE {_ON_DAY.format(above="won_above")}
)
SELECT DISTINCT ON (request.ord)
       request.ord,
       contract.id AS contract_id,
       line.line_id,
       line.price,
       line.currency_id,
       line.specificity,
       signer.client_tier AS level
  FROM request
  LEFT JOIN winner USING (ord)
  JOIN ruiji_unit_ancestry above ON above.unit_id = request.unit_id
  JOIN ruiji_contract contract ON contract.partner_id = above.ancestor_id
  JOIN res_partner signer ON signer.id = contract.partner_id
 CROSS JOIN LATERAL (
       {_LINES_FOR_BOARD.format(scope=_OF_CONTRACT, valid=_VALID_AT_LAST)}
       ) line
 WHERE {_ON_DAY.format(above="above")}
   AND (winner.distance IS NULL OR above.distance < winner.distance)
   AND (above.distance = 0 OR contract.covers_subordinates)
   AND contract.company_id = %(company)s
   AND contract.filing_state = 'filed'
   AND contract.date_start <= request.day
   AND (contract.validity = 'void' OR contract.date_end < request.day)
   AND NOT EXISTS (
       SELECT FROM ruiji_contract renewal
        WHERE renewal.renewed_from_id = contract.id
          AND renewal.validity = 'in_force')
 ORDER BY request.ord,
          above.distance,
          contract.date_end DESC,
          line.specificity,
          contract.number COLLATE "C" DESC
"""
