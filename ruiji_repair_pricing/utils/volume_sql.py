"""How much business was done with clients, in one statement each (GRD-01, GRD-04).

Each takes `clients` (ids) and `day`. Dates of slips and orders are stored in UTC;
a year is long enough not to mind.
"""

# A contract counts in every year that it runs, its amount in equal parts. One that
# was declared void before its end never came to business.
CONTRACT_YEARS = """
    SELECT contract.partner_id, year::int, contract.currency_id,
           SUM(COALESCE(contract.amount, 0) / (
               EXTRACT(YEAR FROM contract.date_end)
               - EXTRACT(YEAR FROM contract.date_start) + 1
           ))
      FROM ruiji_contract contract
      CROSS JOIN LATERAL generate_series(
               EXTRACT(YEAR FROM contract.date_start)::int,
               EXTRACT(YEAR FROM LEAST(contract.date_end, %(day)s::date))::int
           ) year
     WHERE contract.partner_id = ANY(%(clients)s)
       AND contract.date_start <= %(day)s
       AND (contract.validity = 'in_force' OR contract.date_end < %(day)s)
     GROUP BY contract.partner_id, year, contract.currency_id
"""

LARGEST_CONTRACTS = """
    SELECT partner_id, 0, currency_id, MAX(COALESCE(amount, 0))
      FROM ruiji_contract
     WHERE partner_id = ANY(%(clients)s)
       AND date_start <= %(day)s
       AND (validity = 'in_force' OR date_end < %(day)s)
     GROUP BY partner_id, currency_id
"""

# What was ordered: boards sent in for repair, and sales of anything else. The
# orders that quote boards are left out, or they would count twice.
ORDERS = """
    SELECT slip.partner_id, slip.date_submitted AS ordered,
           repair.repair_currency_id AS currency_id,
           COALESCE(repair.repair_price, 0) AS amount
      FROM repair_order repair
      JOIN ruiji_repair_slip slip ON slip.id = repair.slip_id
     WHERE slip.partner_id = ANY(%(clients)s)
       AND slip.date_submitted IS NOT NULL
       AND repair.state <> 'cancel'
     UNION ALL
    SELECT partner.commercial_partner_id, sale.date_order, sale.currency_id,
           sale.amount_untaxed
      FROM sale_order sale
      JOIN res_partner partner ON partner.id = sale.partner_id
     WHERE partner.commercial_partner_id = ANY(%(clients)s)
       AND sale.state = 'sale'
       AND sale.repair_slip_id IS NULL
       AND NOT EXISTS (
           SELECT FROM repair_order repair WHERE repair.sale_order_id = sale.id
       )
"""

ORDER_YEARS = f"""
    SELECT partner_id, EXTRACT(YEAR FROM ordered)::int, currency_id, SUM(amount)
      FROM ({ORDERS}) orders
     WHERE ordered < %(day)s::date + 1
     GROUP BY 1, 2, 3
"""

# The last twelve months (1) and the twelve before (0), in the place of the year
ORDER_TWELVEMONTHS = f"""
    SELECT partner_id, (ordered >= %(day)s::date - INTERVAL '1 year')::int,
           currency_id, SUM(amount)
      FROM ({ORDERS}) orders
     WHERE ordered >= %(day)s::date - INTERVAL '2 years'
       AND ordered < %(day)s::date + 1
     GROUP BY 1, 2, 3
"""
