def migrate(cr, version):
    """Name who proposed the changes of account manager that wait or were refused."""
    cr.execute(
        """UPDATE ruiji_assignment SET proposed_by_id = create_uid
            WHERE state IN ('proposed', 'refused') AND proposed_by_id IS NULL"""
    )
