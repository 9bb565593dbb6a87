def migrate(cr, version):
    """Who was invited in one call has his invitation: it is not sent again."""
    cr.execute(
        "UPDATE ruiji_care_attendee SET invitation = 'sent'"
        " WHERE state <> 'listed' AND invitation IS NULL"
    )
