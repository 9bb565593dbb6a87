"""The statement that finds earlier repairs (PRI-05), free of the ORM."""

# A board comes back under guarantee when the same board, by serial number, was
# mended for a unit of the same tree, and the months that the contract of that
# repair grants (else the company's) are not over. A repair that was itself free
# under guarantee grants no new one; boards sent back unrepaired grant none. Of an
# exchange the board that the client got has the guarantee, not the one that stayed.
EARLIER_REPAIRS = """
SELECT DISTINCT ON (asked.ord) asked.ord, earlier.id AS repair_id
  FROM unnest(%(ids)s::int[], %(keys)s::text[], %(products)s::int[],
              %(units)s::int[], %(days)s::date[]) WITH ORDINALITY
       AS asked (id, serial_key, product_id, unit_id, day, ord)
  JOIN repair_order earlier
    ON asked.serial_key IN (earlier.serial_key, earlier.exchange_serial_key)
   AND asked.serial_key = COALESCE(earlier.exchange_serial_key, earlier.serial_key)
   AND earlier.product_id = asked.product_id
   AND earlier.id <> asked.id
   AND earlier.company_id = %(company)s
   AND earlier.state = 'done'
   AND earlier.outcome IN ('repaired', 'exchanged')
   AND earlier.earlier_repair_id IS NULL
  LEFT JOIN ruiji_contract contract ON contract.id = earlier.contract_id
 CROSS JOIN LATERAL (
       SELECT (earlier.date_repaired AT TIME ZONE 'UTC'
                                     AT TIME ZONE %(zone)s)::date AS repaired
       ) done
 WHERE done.repaired <= asked.day
   AND asked.day < done.repaired + make_interval(
           months => COALESCE(contract.guarantee_months, %(months)s))
   AND EXISTS (
       SELECT FROM ruiji_unit_ancestry above
         JOIN ruiji_unit_ancestry beside USING (ancestor_id)
        WHERE above.unit_id = asked.unit_id
          AND beside.unit_id = earlier.partner_id)
 ORDER BY asked.ord, earlier.date_repaired DESC
"""
