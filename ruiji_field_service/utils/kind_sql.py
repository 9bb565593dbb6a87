"""The statement that finds the contract of a service call, free of the ORM (CON-06)."""

# The nearest unit with a contract in force on the day of the call decides: the client
# itself, else a superior whose contract covers its subordinates.
NEAREST_CONTRACTS = """
SELECT DISTINCT ON (asked.ord) asked.ord, contract.id
  FROM unnest(%(units)s::int[], %(days)s::date[], %(companies)s::int[])
       WITH ORDINALITY AS asked (unit_id, day, company_id, ord)
  JOIN ruiji_unit_ancestry above
    ON above.unit_id = asked.unit_id
   AND (above.date_from IS NULL OR above.date_from <= asked.day)
   AND (above.date_to IS NULL OR above.date_to >= asked.day)
  JOIN ruiji_contract contract
    ON contract.partner_id = above.ancestor_id
   AND contract.company_id = asked.company_id
 WHERE (above.distance = 0 OR contract.covers_subordinates)
   AND contract.validity = 'in_force'
   AND contract.date_start <= asked.day
   AND contract.date_end >= asked.day
 ORDER BY asked.ord,
          above.distance,
          contract.date_start DESC,
          contract.number COLLATE "C" DESC
"""
