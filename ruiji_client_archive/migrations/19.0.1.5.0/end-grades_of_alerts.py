def migrate(cr, version):
    """Let alerts know their clients' grades, which they did not follow so far."""
    cr.execute(
        """UPDATE ruiji_watch_alert AS alert SET grade = client.grade
             FROM res_partner AS client
            WHERE client.id = alert.client_id
              AND alert.grade IS DISTINCT FROM client.grade"""
    )
