from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

NOT_MENDED = ("taken_in", "absent", "continued")


class ServiceSummary(models.Model):
    """What the records tell of a period: counts alone, no client is named (SVC-04)."""

    _inherit = "ruiji.service.summary"

    content = fields.Json(compute="_compute_content", export_string_translation=False)

    @api.depends("company_id", "date_from", "date_to")
    def _compute_content(self):
        for summary in self:
            whole = summary.date_from and summary.date_to
            # Whoever reads summaries may know how much was done; no call and no
            # client is in them, those open under the reader's own rights.
            summary.content = whole and summary.sudo()._draw_content()

    def _draw_content(self):
        calls, arrivals = self._registered(), self._arrivals()
        finished = self._finished()
        return {
            "calls": sum(calls["kind"].values()),
            "by_kind": calls["kind"],
            "by_status": calls["state"],
            "by_district": self._by_district(),
            "undispatched": self._count_undispatched(),
            "breaches": self._count_breaches(),
            "by_result": self._results(),
            **self._averages(arrivals, finished),
            "technicians": self._by_technician(arrivals, finished),
        }

    def _between(self, name):
        begin, end = self.company_id._day_window(self.date_from, self.date_to)
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain(name, ">=", begin)
            & Domain(name, "<", end)
        )

    def _registered(self):
        """{"kind": {kind: calls}, "state": {how the call stood at the end: calls}}"""
        found = self.env["ruiji.service.call"].search_fetch(
            self._between("date_called"),
            ["kind", "state", "date_dispatched", "date_arrived", "date_finished"],
        )
        _begin, end = self.company_id._day_window(self.date_from, self.date_to)
        return {
            "kind": Counter(call.kind or "" for call in found),
            "state": Counter(call._state_at(end) for call in found),
        }

    def _by_district(self):
        groups = self.env["ruiji.service.call"]._read_group(
            self._between("date_called"), ["city_id", "district"], ["__count"]
        )
        counted = [
            [" ".join(filter(None, (city.name, district))), count]
            for city, district, count in groups
        ]
        return sorted(counted, key=lambda line: (-line[1], line[0]))

    def _count_undispatched(self):
        """Calls to which nobody had been sent when the period ended."""
        _begin, end = self.company_id._day_window(self.date_from, self.date_to)
        return self.env["ruiji.service.call"].search_count(
            Domain("company_id", "=", self.company_id.id)
            & Domain("date_called", "<", end)
            & Domain("state", "!=", "cancelled")
            & (
                Domain("date_dispatched", "=", False)
                | Domain("date_dispatched", ">=", end)
            )
        )

    def _count_breaches(self):
        return self.env["ruiji.service.breach"].search_count(
            self._between("noticed_at")
        )

    def _results(self):
        groups = self.env["ruiji.service.voucher"]._read_group(
            self._between("date_finished")
            & Domain("state", "=", "done")
            & Domain("corrects_id", "=", False),
            ["result"],
            ["__count"],
        )
        return dict(groups)

    def _arrivals(self):
        """{technician: (arrivals, working hours they took, late ones)}"""
        calls = self.env["ruiji.service.call"]
        late = dict(
            calls._read_group(
                self._between("date_arrived") & Domain("breach_ids", "!=", False),
                ["technician_id"],
                ["__count"],
            )
        )
        groups = calls._read_group(
            self._between("date_arrived"),
            ["technician_id"],
            ["__count", "hours_to_arrive:sum"],
        )
        return {who: (count, hours, late.get(who, 0)) for who, count, hours in groups}

    def _finished(self):
        """{technician: (finished calls, working hours they took)}"""
        groups = self.env["ruiji.service.call"]._read_group(
            self._between("date_finished"),
            ["technician_id"],
            ["__count", "hours_to_finish:sum"],
        )
        return {who: (count, hours) for who, count, hours in groups}

    @api.model
    def _averages(self, arrivals, finished):
        reached = sum(count for count, _hours, _late in arrivals.values())
        late = sum(late for _count, _hours, late in arrivals.values())
        to_arrive = sum(hours for _count, hours, _late in arrivals.values())
        done = sum(count for count, _hours in finished.values())
        to_finish = sum(hours for _count, hours in finished.values())
        return {
            "arrivals": reached,
            "late": late,
            "finished": done,
            "punctuality": round(100 * (reached - late) / reached, 1)
            if reached
            else None,
            "hours_to_arrive": round(to_arrive / reached, 2) if reached else None,
            "hours_to_finish": round(to_finish / done, 2) if done else None,
        }

    def _by_technician(self, arrivals, finished):
        """A line for everybody who has something on record in the period."""
        sent = dict(
            self.env["ruiji.service.call"]._read_group(
                self._between("date_dispatched"), ["technician_id"], ["__count"]
            )
        )
        reports = self._reports()
        people = {*arrivals, *finished, *sent, *reports} - {self.env["res.users"]}
        return [
            {
                "name": person.name,
                "dispatched": sent.get(person, 0),
                "arrived": arrivals.get(person, (0, 0, 0))[0],
                "late": arrivals.get(person, (0, 0, 0))[2],
                "finished": finished.get(person, (0, 0))[0],
                "reports": sum(reports.get(person, Counter()).values()),
                "missing": reports.get(person, Counter())["draft"],
            }
            for person in sorted(people, key=lambda person: person.name or "")
        ]

    def _reports(self):
        """{technician: Counter of daily reports by status}"""
        groups = self.env["ruiji.service.day"]._read_group(
            Domain("company_id", "=", self.company_id.id)
            & Domain("day", ">=", self.date_from)
            & Domain("day", "<=", self.date_to),
            ["technician_id", "state"],
            ["__count"],
        )
        reports = {}
        for person, state, count in groups:
            reports.setdefault(person, Counter())[state] = count
        return reports


class ServiceCall(models.Model):
    """How a call stood at some moment (SVC-04)."""

    _inherit = "ruiji.service.call"

    def _state_at(self, moment):
        """The status as it was; what was withdrawn counts as withdrawn.

        :param datetime moment: in UTC
        """
        if self.state == "cancelled":
            return "cancelled"
        stamps = (
            ("date_finished", "done"),
            ("date_arrived", "on_site"),
            ("date_dispatched", "sent"),
        )
        for name, state in stamps:
            if self[name] and self[name] < moment:
                return state
        return "new"
