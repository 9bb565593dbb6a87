"""What the database answers to whoever changes what a client signed (SVC-03)."""

SEALED = """
    CREATE OR REPLACE FUNCTION {table}_is_signed() RETURNS trigger AS $$
    BEGIN
        IF OLD.state = 'done'
           AND (TG_OP = 'DELETE' OR ({new}) IS DISTINCT FROM ({old})) THEN
            RAISE EXCEPTION 'What the client signed is final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER {table}_is_signed
     BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_is_signed();
"""
BELONGING = """
    CREATE OR REPLACE FUNCTION {table}_is_signed() RETURNS trigger AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM {owner}
             WHERE state = 'done'
               AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.{column} END,
                          CASE WHEN TG_OP <> 'DELETE' THEN NEW.{column} END)
        ) THEN
            RAISE EXCEPTION 'What the client signed is final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER {table}_is_signed
     BEFORE INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_is_signed();
"""


def guard_of_signed(table, columns):
    """SQL that seals columns of rows whose state is done.

    :param str table: with a column `state`
    :param columns: names of the columns that were signed
    """
    new, old = (
        ", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD")
    )
    return SEALED.format(table=table, new=new, old=old)


def guard_of_belongings(table, owner, column):
    """SQL that seals the rows of one table with those of another that are done.

    :param str owner: the signed table, with a column `state`
    :param str column: where the rows name their owner
    """
    return BELONGING.format(table=table, owner=owner, column=column)
