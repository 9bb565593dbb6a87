"""The statements of the ladder of reminders (CON-08), free of the ORM.

A step is due from its day on until it is in the log, so that days on which the
job did not run are made up for. Of several due steps of one kind the latest is
taken, the earlier ones are written down as missed. Two jobs at once share the
contracts out by row locks; the unique key of the log stands behind that.
"""

_DUE = """
    SELECT contract.id AS contract_id,
           step.id AS step_id,
           contract.date_end,
           contract.date_end - step.days AS date_due,
           CASE WHEN step.task IN ('manager', 'visit')
                 AND contract.reminder_acknowledged_end = contract.date_end
                THEN 'acknowledged'
                WHEN ROW_NUMBER() OVER (
                         PARTITION BY contract.id, step.task ORDER BY step.days) > 1
                  OR (step.days >= 0 AND contract.date_end < %(today)s)
                THEN 'missed'
                ELSE 'fired' END AS state
      FROM ruiji_contract contract
      JOIN ruiji_contract_reminder_step step
        ON step.active
       AND (step.service_kind IS NULL OR step.service_kind = contract.service_kind)
     WHERE contract.validity = 'in_force'
       AND contract.date_end >= %(oldest)s
       AND contract.date_end - step.days <= %(today)s
       AND {scope}
       AND NOT EXISTS (
           SELECT FROM ruiji_contract renewal
            WHERE renewal.renewed_from_id = contract.id
              AND renewal.validity = 'in_force')
"""

DUE_CONTRACTS = f"""
    SELECT DISTINCT due.contract_id
      FROM ({_DUE.format(scope="TRUE")}) due
      LEFT JOIN ruiji_contract_reminder taken USING (contract_id, step_id, date_end)
     WHERE taken.id IS NULL
     ORDER BY due.contract_id
"""

TAKE_STEPS = f"""
    INSERT INTO ruiji_contract_reminder
           (contract_id, step_id, date_end, date_due, state, fired_on,
            create_uid, write_uid, create_date, write_date)
    SELECT contract_id, step_id, date_end, date_due, state, %(now)s,
           %(uid)s, %(uid)s, %(now)s, %(now)s
      FROM ({_DUE.format(scope="contract.id = ANY(%(contracts)s)")}) due
     ORDER BY contract_id, step_id
        ON CONFLICT (contract_id, step_id, date_end) DO NOTHING
 RETURNING id, state
"""
