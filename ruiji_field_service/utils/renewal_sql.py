"""What the service did under maintenance contracts that end soon (SVC-05)."""

# One statement for all contracts: calls of the unit itself, and of those below it
# where the contract covers them, within the twelve months before today.
RENEWALS = """
SELECT contract.id,
       contract.id AS contract_id,
       contract.number,
       contract.partner_id,
       contract.company_id,
       contract.date_start,
       contract.date_end,
       contract.covers_subordinates,
       client.confidentiality,
       client.user_id AS manager_id,
       done.call_count,
       done.arrived_count,
       done.breach_count,
       done.open_count,
       done.hours_to_arrive,
       done.hours_to_finish,
       CASE WHEN done.arrived_count > 0
            THEN 100.0 * (done.arrived_count - done.late_count) / done.arrived_count
            END AS punctuality
  FROM ruiji_contract contract
  JOIN res_partner client ON client.id = contract.partner_id
 CROSS JOIN LATERAL (
       SELECT COUNT(*) AS call_count,
              COUNT(*) FILTER (WHERE call.date_arrived IS NOT NULL) AS arrived_count,
              COUNT(*) FILTER (WHERE breach.id IS NOT NULL) AS breach_count,
              COUNT(*) FILTER (WHERE call.date_arrived > call.arrival_due)
                  AS late_count,
              COUNT(*) FILTER (WHERE call.state <> 'done') AS open_count,
              AVG(call.hours_to_arrive) FILTER (WHERE call.date_arrived IS NOT NULL)
                  AS hours_to_arrive,
              AVG(call.hours_to_finish) FILTER (WHERE call.state = 'done')
                  AS hours_to_finish
         FROM ruiji_unit_ancestry above
         JOIN ruiji_service_call call
           ON call.partner_id = above.unit_id
          AND call.company_id = contract.company_id
          AND call.state <> 'cancelled'
          AND call.date_called >= %(since)s
         LEFT JOIN ruiji_service_breach breach ON breach.call_id = call.id
        WHERE above.ancestor_id = contract.partner_id
          AND (above.date_from IS NULL OR above.date_from <= %(today)s)
          AND (above.date_to IS NULL OR above.date_to >= %(today)s)
          AND (above.distance = 0 OR contract.covers_subordinates)
       ) done
 WHERE contract.validity = 'in_force'
   AND contract.service_kind = 'contract'
   AND contract.date_end >= %(today)s
   AND contract.date_end <= %(until)s
   AND NOT EXISTS (
       SELECT FROM ruiji_contract renewal
        WHERE renewal.renewed_from_id = contract.id
          AND renewal.validity = 'in_force')
"""
