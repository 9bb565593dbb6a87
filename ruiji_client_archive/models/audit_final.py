from odoo import models
from odoo.tools import SQL

# The database refuses what the application refuses, whoever gets around the ORM:
# an issued report and its lines stay. Odoo's stamps of who touched a row last may
# move: letting the chatter know somebody is no change of the report.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_audit_is_final() RETURNS trigger AS $$
    DECLARE
        kept record;
        issued boolean := TG_OP = 'TRUNCATE';
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            kept := NEW;
            kept.create_uid := OLD.create_uid;
            kept.write_uid := OLD.write_uid;
            kept.write_date := OLD.write_date;
            IF kept IS NOT DISTINCT FROM OLD THEN
                RETURN NEW;
            END IF;
        END IF;
        IF TG_OP <> 'TRUNCATE' AND TG_TABLE_NAME = 'ruiji_audit_report' THEN
            issued := OLD.state = 'issued';
        ELSIF TG_OP <> 'TRUNCATE' THEN
            IF TG_OP <> 'DELETE' THEN
                SELECT state = 'issued' INTO issued
                  FROM ruiji_audit_report WHERE id = NEW.report_id;
            END IF;
            IF TG_OP <> 'INSERT' AND issued IS NOT TRUE THEN
                SELECT state = 'issued' INTO issued
                  FROM ruiji_audit_report WHERE id = OLD.report_id;
            END IF;
        END IF;
        IF issued THEN
            RAISE EXCEPTION 'An issued audit report is final: it stays as it is';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_audit_is_final
     BEFORE %(operations)s ON %(table)s
        FOR EACH ROW EXECUTE FUNCTION ruiji_audit_is_final();

    CREATE OR REPLACE TRIGGER ruiji_audit_is_kept
     BEFORE TRUNCATE ON %(table)s
        FOR EACH STATEMENT EXECUTE FUNCTION ruiji_audit_is_final();
"""


class AuditFinal(models.AbstractModel):
    """Rows that stay once their audit report is issued (ACC-08)."""

    _name = "ruiji.audit.final"
    _description = "Issued with an Audit Report"
    _guarded = SQL("INSERT OR UPDATE OR DELETE")

    def init(self):
        """Put the guard before the table."""
        if not self._abstract:
            guard = {"table": SQL.identifier(self._table), "operations": self._guarded}
            self.env.cr.execute(SQL(GUARD, **guard))
