from datetime import UTC

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.date_utils import add, start_of

from ..utils import audit_sql as statements
from .audit_report import KEEPER, READERS, TO_ISSUE, TO_READ

# One at a time draws up reports.
LOCK = 8_310_020
MONTHS_MADE_UP_FOR = 12
MONTHS_COMPARED = 3
LISTED_FILES = 20
STAFF = "ruiji_client_archive.group_archive_user"


class AuditReport(models.Model):
    """The figures that the system draws up (ACC-08)."""

    _inherit = "ruiji.audit.report"

    @api.model
    def _cron_draft(self):
        """Draw up the report of the month before, and those that were missed."""
        for month in self._months_due():
            report = self._draft(month)
            if report:
                report._ask_roles(TO_ISSUE, [KEEPER])
            if not self.env["ir.cron"]._commit_progress(1):
                break

    @api.model
    def action_draft(self):
        """Draw up what is due, and the month that goes on so far; show them.

        :raises AccessError: for anybody but customer service
        """
        self._check_is_keeper()
        # The role was checked; reports are the system's to make.
        system = self.sudo()
        for month in [*self._months_due(), self._this_month()]:
            system._draft(month)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.audit_report_action"
        )

    @api.model
    def _this_month(self):
        return start_of(self.env.company.resource_calendar_id._today(), "month")

    @api.model
    def _months_due(self):
        """First days of the months that are over and not drawn up to their end."""
        this_month = self._this_month()
        earliest = add(this_month, months=-MONTHS_MADE_UP_FOR)
        # Which months have a report: only days leave here.
        known = self.sudo().search([("month", ">=", earliest)], order="month")
        done = known.filtered(lambda report: report.state == "issued" or report.is_over)
        first = known[:1].month or add(this_month, months=-1)
        months = [add(first, months=count) for count in range(MONTHS_MADE_UP_FOR + 1)]
        closed = set(done.mapped("month"))
        return [month for month in months if month < this_month and month not in closed]

    @api.model
    def _draft(self, month):
        """Draw up the report of one month, or its figures anew.

        :param date month: its first day
        :return: the report, none when another worker is at it
        """
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not self.env.cr.fetchone()[0]:
            return self.browse()
        report = self.search([("month", "=", month)])
        if not report:
            report = self.create({"name": f"SJ{month:%Y%m}", "month": month})
        if report.state == "draft":
            report._collect()
        return report

    def _period(self):
        """When the month begins and ends, in UTC, where the company works."""
        calendar = self.env.company.resource_calendar_id
        first = start_of(self.month, "month")
        return tuple(
            calendar._midnight(add(first, months=count))
            .astimezone(UTC)
            .replace(tzinfo=None)
            for count in (0, 1)
        )

    def _collect(self):
        """Draw up all figures of this one report anew; comments stay."""
        self.ensure_one()
        self.env.flush_all()
        house = self.with_context(lang=self.env.company.partner_id.lang)
        readers, loans = house._readers(), house._loans()
        states = [loan["state"] for loan in loans]
        house._replace("reader_ids", readers)
        house._replace("file_ids", house._files())
        house._replace("loan_ids", loans)
        house._replace("idle_ids", house._idle())
        self.write(
            {
                "drawn_on": fields.Datetime.now(),
                "rule": house._rule(),
                "reader_count": len(readers),
                "unusual_count": sum(reader["is_unusual"] for reader in readers),
                "refusal_count": sum(reader["refusals"] for reader in readers),
                "overdue_count": states.count("overdue"),
                "provided_count": states.count("provided"),
                **house._chain(),
            }
        )
        if not self.is_intact:
            self._ask_roles(TO_READ, READERS)

    def _replace(self, name, rows):
        self[name].unlink()
        lines = self.env[self._fields[name].comodel_name]
        lines.create([{"report_id": self.id, **row} for row in rows])

    def _rows(self, statement, **values):
        since, until = self._period()
        self.env.cr.execute(SQL(statement, since=since, until=until, **values))
        return self.env.cr.dictfetchall()

    # Readers

    def _readers(self):
        said = {line.user_id.id: line.comment for line in self.reader_ids}
        readers = self._rows(statements.READERS, **self._comparison())
        for reader in readers:
            findings = self._findings(reader)
            reader |= {
                "comment": said.get(reader["user_id"]),
                "is_unusual": bool(findings),
                "finding": self.env._("; ").join(findings),
            }
        return readers

    def _comparison(self):
        calendar = self.env.company.resource_calendar_id
        earliest = add(start_of(self.month, "month"), months=-MONTHS_COMPARED)
        hours = [
            (
                begin.astimezone(UTC).replace(tzinfo=None),
                end.astimezone(UTC).replace(tzinfo=None),
            )
            for begin, end, _attendance in self._working_hours()
        ]
        return {
            "zone": calendar.tz,
            "earliest": calendar._midnight(earliest)
            .astimezone(UTC)
            .replace(tzinfo=None),
            "begins": [begin for begin, _end in hours],
            "ends": [end for _begin, end in hours],
        }

    def _working_hours(self):
        calendar = self.env.company.resource_calendar_id
        first = start_of(self.month, "month")
        return calendar._work_intervals_batch(
            calendar._midnight(first), calendar._midnight(add(first, months=1))
        )[False]

    def _findings(self, reader):
        """What is unusual about a reader, as sentences (see `_rule`)."""
        return [
            *self._finding_of_volume(reader["readings"], reader["average"]),
            *self._finding_of_hours(reader),
        ]

    def _finding_of_volume(self, readings, average):
        company = self.env.company
        if not average and readings >= company.audit_first_least:
            yield self.env._(
                "%(count)s readings as a first-time reader", count=readings
            )
        beyond = readings > company.audit_times * average
        if average and beyond and readings >= company.audit_least:
            yield self.env._(
                "%(times).1f times the own average", times=readings / average
            )

    def _finding_of_hours(self, reader):
        company, readings = self.env.company, reader["readings"]
        # Clients read their own files when they like.
        if reader["is_outside"] or readings < company.audit_least:
            return
        share = 100 * reader["off_hours"] / readings
        if share >= company.audit_off_share:
            yield self.env._("%(share).0f%% outside working hours", share=share)

    def _rule(self):
        company = self.env.company
        return self.env._(
            "Unusual is: from %(least)s readings a month, more than %(times)g times "
            "the own average of the three months before; from %(first)s readings of "
            "somebody who read nothing in those months; from %(least)s readings of "
            "staff, %(share)s%% or more outside working hours. Lists are not counted.",
            least=company.audit_least,
            times=company.audit_times,
            first=company.audit_first_least,
            share=company.audit_off_share,
        )

    # Files, grants, accounts, seals

    def _files(self):
        return self._rows(statements.FILES, limit=LISTED_FILES)

    def _loans(self):
        """Grants that stand open now, and what went outside in the month."""
        since, until = self._period()
        requests = self.env["ruiji.access.request"].search(
            [
                "|",
                ("state", "in", ["overdue", "active", "approved"]),
                "&",
                ("provided_on", ">=", since),
                ("provided_on", "<", until),
            ],
            order="granted_until, id",
        )
        return [self._loan(request) for request in requests]

    def _loan(self, request):
        late = fields.Datetime.now() - request.granted_until
        return {
            "request_id": request.id,
            "number": request.number,
            "borrower": request.borrower_id.name,
            "files": self.env._(", ").join(request.client_ids.mapped("name")),
            "state": request.state,
            "since": request.granted_from,
            "until": request.granted_until,
            "days_overdue": late.days if request.state == "overdue" else 0,
            "recipient": request.recipient,
            "receipt": request.receipt,
        }

    def _idle(self):
        moment = min(fields.Datetime.now(), self._period()[1])
        staff = self.env.ref(STAFF).all_user_ids
        return self._rows(
            statements.IDLE,
            users=staff.filtered(lambda user: user.active and not user.share).ids,
            idle_since=add(moment, days=-self.env.company.audit_idle_days),
        )

    def _chain(self):
        """Walk the chain of the access record (ACC-03) and keep where it ends."""
        seals = self.env["ruiji.access.seal"]
        finding = seals._check_chain()
        head = seals._head()
        return {
            "is_intact": not finding,
            "outcome": seals._outcome(finding),
            "seal_number": head.number,
            "seal_date": head.date,
            "seal_digest": head.digest,
        }
