from datetime import UTC, date, timedelta

from freezegun import freeze_time

from .common import ArchiveCase

DRAWN = "2027-03-01 02:00:00"
FEBRUARY = date(2027, 2, 1)


class AuditCase(ArchiveCase):
    """A record of readings at any time, as the years would have left it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Report = cls.env["ruiji.audit.report"]
        cls.env.company.write(
            {"audit_least": 4, "audit_first_least": 6, "audit_times": 3}
        )
        calendar = cls.env.company.resource_calendar_id
        hours = calendar._work_intervals_batch(
            calendar._midnight(FEBRUARY), calendar._midnight(date(2027, 3, 1))
        )[False]
        begins = [begin.astimezone(UTC).replace(tzinfo=None) for begin, *_ in hours]
        cls.working = begins[3] + timedelta(minutes=30)
        cls.night = cls.working.replace(hour=16)

    def _read(self, user, count, action="open", at=None, client=None, **values):
        """Put readings on record, a minute apart, in the past where need be."""
        client = client or self.yanan
        at = at or self.working
        self.env.flush_all()
        self.env.cr.execute(
            """INSERT INTO ruiji_access_record
                      (date, user_id, user_name, client_id, client_name, level, action,
                       channel, row_count)
               SELECT %s + make_interval(secs => number * %s), %s, %s, %s, %s, %s, %s,
                      'screen', %s
                 FROM generate_series(1, %s) number""",
            [
                at,
                values.get("apart", 5),
                user.id,
                user.name,
                client.id,
                client.name,
                client.confidentiality,
                action,
                values.get("rows", 1),
                count,
            ],
        )

    def _draft(self, month=FEBRUARY):
        with freeze_time(DRAWN):
            return self.Report._draft(month)

    def _cron(self):
        job = self.env.ref("ruiji_client_archive.cron_audit_report")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _line(self, report, user):
        return report.reader_ids.filtered(lambda line: line.user_id == user)
