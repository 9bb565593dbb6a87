"""Whose records call for a daily report, free of the ORM (SVC-04)."""

# Technicians and days with something on record, and no report yet.
MISSING_DAYS = """
WITH moments AS (
    SELECT company_id, technician_id, date_dispatched AS moment
      FROM ruiji_service_call
     WHERE date_dispatched >= %(since)s AND date_dispatched < %(until)s
     UNION ALL
    SELECT company_id, technician_id, date_arrived
      FROM ruiji_service_call
     WHERE date_arrived >= %(since)s AND date_arrived < %(until)s
     UNION ALL
    SELECT company_id, technician_id, date_finished
      FROM ruiji_service_call
     WHERE date_finished >= %(since)s AND date_finished < %(until)s
     UNION ALL
    SELECT company_id, technician_id, date_arrived
      FROM ruiji_service_voucher
     WHERE date_arrived >= %(since)s AND date_arrived < %(until)s
     UNION ALL
    SELECT company_id, technician_id, date_signed
      FROM ruiji_service_return
     WHERE date_signed >= %(since)s AND date_signed < %(until)s
     UNION ALL
    SELECT company_id, collector_id, date_collected
      FROM ruiji_service_fee
     WHERE date_collected >= %(since)s AND date_collected < %(until)s
), days AS (
    SELECT DISTINCT technician_id,
           (moment AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day
      FROM moments
     WHERE company_id = %(company)s AND technician_id IS NOT NULL
)
SELECT days.technician_id, days.day
  FROM days
 WHERE days.day = ANY(%(days)s::date[])
   AND NOT EXISTS (
       SELECT FROM ruiji_service_day report
        WHERE report.company_id = %(company)s
          AND report.technician_id = days.technician_id
          AND report.day = days.day)
 ORDER BY days.day, days.technician_id
"""
# Drawn up once, however many jobs and people ask at the same moment.
NEW_DAYS = """
INSERT INTO ruiji_service_day
       (company_id, technician_id, day, state, create_uid, write_uid, create_date,
        write_date)
SELECT company_id, technician_id, day, 'draft', %(uid)s, %(uid)s, %(now)s, %(now)s
  FROM unnest(%(companies)s::int[], %(technicians)s::int[], %(days)s::date[])
       AS asked (company_id, technician_id, day)
    ON CONFLICT (technician_id, day, company_id) DO NOTHING
RETURNING id
"""
