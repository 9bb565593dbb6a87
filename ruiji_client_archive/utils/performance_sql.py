"""What account managers did in a month, from dated facts: one statement each.

Each takes `since` and `until`, the first days of the month and of the one after, and
yields (account manager, figure, …). A fact counts for whoever looked after the client
on its day.
"""

LOAD = """
    SELECT user_id, COUNT(*)
      FROM ruiji_assignment
     WHERE state = 'effective' AND user_id IS NOT NULL
       AND date_from < %(until)s AND (date_to IS NULL OR date_to >= %(until)s)
     GROUP BY user_id
"""

FIRST_CONTACTS = """
    SELECT held.user_id, COUNT(*),
           COUNT(*) FILTER (
               WHERE client.first_contact_date <= client.first_contact_deadline
           )
      FROM res_partner client
      JOIN ruiji_assignment held
        ON held.client_id = client.id AND held.state = 'effective'
       AND held.date_from <= client.first_contact_deadline
       AND (held.date_to IS NULL OR held.date_to > client.first_contact_deadline)
     WHERE client.is_client AND held.user_id IS NOT NULL
       AND client.first_contact_deadline >= %(since)s
       AND client.first_contact_deadline < %(until)s
     GROUP BY held.user_id
"""

VERIFICATIONS = """
    SELECT held.user_id, COUNT(DISTINCT verified.client_id)
      FROM ruiji_client_verification verified
      JOIN ruiji_assignment held
        ON held.client_id = verified.client_id AND held.state = 'effective'
       AND held.date_from <= verified.verified_at::date
       AND (held.date_to IS NULL OR held.date_to > verified.verified_at::date)
     WHERE held.user_id IS NOT NULL
       AND verified.verified_at >= %(since)s AND verified.verified_at < %(until)s
     GROUP BY held.user_id
"""

PROSPECTS = """
    SELECT user_id,
           COUNT(*) FILTER (WHERE won_status = 'won'),
           COUNT(*) FILTER (WHERE won_status = 'lost')
      FROM crm_lead
     WHERE user_id IS NOT NULL AND won_status IN ('won', 'lost')
       AND date_closed >= %(since)s AND date_closed < %(until)s
     GROUP BY user_id
"""

# Known on the day they are asked for, not for months gone by.
FILES_TODAY = """
    SELECT user_id, AVG(completeness),
           COUNT(*) FILTER (WHERE completeness < 80),
           COUNT(*) FILTER (WHERE verification_due_on < %(today)s),
           COUNT(*) FILTER (
               WHERE first_contact_deadline < %(today)s AND first_contact_date IS NULL
           )
      FROM res_partner
     WHERE is_client AND active AND archive_state <> 'disposed'
       AND user_id IS NOT NULL
     GROUP BY user_id
"""
