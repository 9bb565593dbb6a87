"""What the database answers to whoever changes rows that are final (SVC-02)."""

FINAL_ROWS = """
    CREATE OR REPLACE FUNCTION ruiji_service_record_is_final() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'Corrections and breaches are final';
    END
    $$ LANGUAGE plpgsql;
"""
