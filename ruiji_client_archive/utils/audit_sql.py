"""What the access record tells of a month: one statement for each list (ACC-08).

`since` and `until` are the moments, in UTC, at which the month begins and ends.
"""

# A batch is what one print or export took along: its rows were recorded within a
# moment, and each carries the number of rows that the batch had in all.
READERS = """
    WITH seen AS (
        SELECT record.*, date < %(since)s AS is_before,
               action NOT IN ('list', 'refused') AS is_reading,
               date_trunc('month', date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
               AS month,
               date >= %(since)s AND NOT EXISTS (
                   SELECT FROM unnest(%(begins)s::timestamp[], %(ends)s::timestamp[])
                               AS working(begin, finish)
                    WHERE date >= begin AND date < finish) AS is_off_hours
          FROM ruiji_access_record record
         WHERE date >= %(earliest)s AND date < %(until)s
    ), taken AS (
        SELECT user_id, action, channel, GREATEST(row_count, 1) AS row_count, id, date,
               date - lag(date) OVER batch < interval '1 second' AS goes_on
          FROM seen
         WHERE NOT is_before AND action NOT IN ('open', 'list', 'refused')
        WINDOW batch AS (
               PARTITION BY user_id, action, channel, row_count ORDER BY date, id)
    ), numbered AS (
        SELECT taken.*, COUNT(*) FILTER (WHERE goes_on IS NOT TRUE) OVER (
               PARTITION BY user_id, action, channel, row_count
                   ORDER BY date, id) AS batch
          FROM taken
    ), batches AS (
        SELECT user_id, row_count * CEIL(COUNT(*)::numeric / row_count) AS row_count
          FROM numbered
         GROUP BY user_id, action, channel, row_count, batch
    ), rows_taken AS (
        SELECT user_id, SUM(row_count)::int AS row_count
          FROM batches GROUP BY user_id
    )
    SELECT seen.user_id,
           (array_agg(seen.user_name ORDER BY seen.id DESC))[1] AS user_name,
           COALESCE(bool_or(account.share), FALSE) AS is_outside,
           COUNT(*) FILTER (WHERE NOT is_before AND action = 'open') AS openings,
           COUNT(*) FILTER (WHERE NOT is_before AND action = 'list') AS lists,
           COUNT(*) FILTER (WHERE NOT is_before AND action = 'print') AS prints,
           COUNT(*) FILTER (WHERE NOT is_before AND action = 'export') AS exports,
           COUNT(*) FILTER (WHERE NOT is_before AND action = 'copy') AS copies,
           COUNT(*) FILTER (WHERE NOT is_before AND action = 'download') AS downloads,
           COUNT(*) FILTER (WHERE NOT is_before AND action = 'refused') AS refusals,
           COUNT(*) FILTER (WHERE NOT is_before AND is_reading) AS readings,
           COUNT(*) FILTER (WHERE is_off_hours AND is_reading) AS off_hours,
           COALESCE(MAX(rows_taken.row_count), 0) AS rows_taken,
           COALESCE(
               COUNT(*) FILTER (WHERE is_before AND is_reading)::float
               / NULLIF(COUNT(DISTINCT month)
                        FILTER (WHERE is_before AND is_reading), 0), 0)
           AS average
      FROM seen
      LEFT JOIN rows_taken ON rows_taken.user_id = seen.user_id
      LEFT JOIN res_users account ON account.id = seen.user_id
     GROUP BY seen.user_id
    HAVING bool_or(NOT is_before)
     ORDER BY readings DESC, seen.user_id
"""

FILES = """
    SELECT client_id,
           (array_agg(client_name ORDER BY id DESC))[1] AS client_name,
           (array_agg(client_number ORDER BY id DESC))[1] AS client_number,
           (array_agg(level ORDER BY id DESC))[1] AS level,
           COUNT(*) FILTER (WHERE action = 'open') AS openings,
           COUNT(*) FILTER (WHERE action <> 'open') AS taken,
           COUNT(DISTINCT user_id) AS readers
      FROM ruiji_access_record
     WHERE date >= %(since)s AND date < %(until)s
       AND level IN ('confidential', 'secret')
       AND action NOT IN ('list', 'refused')
     GROUP BY client_id
     ORDER BY COUNT(*) DESC, client_id
     LIMIT %(limit)s
"""

IDLE = """
    SELECT account.id AS user_id, partner.name AS user_name, login_on, read_on
      FROM res_users account
      JOIN res_partner partner ON partner.id = account.partner_id
     CROSS JOIN LATERAL (
           SELECT MAX(create_date) AS login_on FROM res_users_log
            WHERE create_uid = account.id) logins
     CROSS JOIN LATERAL (
           SELECT MAX(date) AS read_on FROM ruiji_access_record
            WHERE user_id = account.id AND action <> 'refused') readings
     WHERE account.id = ANY(%(users)s) AND account.create_date < %(idle_since)s
       AND COALESCE(GREATEST(login_on, read_on), '-infinity') < %(idle_since)s
     ORDER BY GREATEST(login_on, read_on) NULLS FIRST, account.id
"""
