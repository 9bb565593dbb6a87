from odoo import api, fields, models
from odoo.fields import Domain

from ..utils import working_clock

STAMPS = ("date_dispatched", "date_arrived", "date_finished")


class ServiceDay(models.Model):
    """What the records tell of a day; nothing of it is typed (SVC-04)."""

    _inherit = "ruiji.service.day"

    content = fields.Json(compute="_compute_content", export_string_translation=False)

    @api.depends("technician_id", "day", "company_id")
    def _compute_content(self):
        """In as many queries for one report as for a hundred."""
        # Who reads a report may read what is in it: where the technician went, for
        # whom and when; neither prices nor anything of the client's file.
        contents = self.sudo()._contents()
        for day in self:
            day.content = contents[day.sudo()]

    def _contents(self):
        """{report: its content}"""
        calls, vouchers = self._calls_of_days(), self._vouchers_of_days()
        corrected = vouchers.filtered(lambda v: v.state == "done").corrects_id
        visits = (vouchers - corrected).filtered(
            lambda v: not v.corrects_id or v.state == "done"
        )
        stretches = self._stretches()
        open_calls = self._open_calls()
        return {
            day: day._content_of(
                calls.filtered(day._has_call),
                visits.filtered(day._has_visit),
                open_calls.filtered(
                    lambda c, d=day: c.technician_id == d.technician_id
                ),
                stretches[day],
            )
            for day in self
        }

    # Where the records are

    def _windows(self):
        return {day: day.company_id._day_window(day.day) for day in self}

    def _span(self):
        windows = self._windows().values()
        return min(begin for begin, _end in windows), max(end for _b, end in windows)

    def _between(self, name):
        begin, end = self._span()
        return Domain(name, ">=", begin) & Domain(name, "<", end)

    def _calls_of_days(self):
        """Calls that were dispatched, reached or finished on one of these days."""
        calls = self.env["ruiji.service.call"]
        if not self:
            return calls
        return calls.search(
            Domain("technician_id", "in", self.technician_id.ids)
            & Domain.OR(self._between(name) for name in STAMPS),
            order="date_called, id",
        )

    def _vouchers_of_days(self):
        vouchers = self.env["ruiji.service.voucher"]
        if not self:
            return vouchers
        return vouchers.search(
            Domain("technician_id", "in", self.technician_id.ids)
            & self._between("date_arrived"),
            order="date_arrived, id",
        )

    def _open_calls(self):
        """What these technicians still have before them, as of now."""
        return self.env["ruiji.service.call"].search(
            [
                ("technician_id", "in", self.technician_id.ids),
                ("state", "in", ("sent", "accepted", "on_way", "on_site")),
            ],
            order="date_planned, date_called, id",
        )

    def _stretches(self):
        """{report: the company's working time of its day}, a look-up a company."""
        found = {}
        for company, days in self.grouped("company_id").items():
            stretches = company._working_stretches(*days._span())
            for day, (begin, end) in days._windows().items():
                found[day] = [s for s in stretches if begin <= s[0] < end]
        return found

    def _is_on_day(self, moment):
        begin, end = self.company_id._day_window(self.day)
        return bool(moment) and begin <= moment < end

    def _has_call(self, call):
        mine = (call.technician_id, call.company_id) == (
            self.technician_id,
            self.company_id,
        )
        return mine and any(self._is_on_day(call[name]) for name in STAMPS)

    def _has_visit(self, voucher):
        mine = (voucher.technician_id, voucher.company_id) == (
            self.technician_id,
            self.company_id,
        )
        return mine and self._is_on_day(voucher.date_arrived)

    # What they tell

    def _content_of(self, calls, vouchers, open_calls, stretches):
        reached = calls.filtered(lambda call: self._is_on_day(call.date_arrived))
        firsts = vouchers.browse(v[0].id for v in vouchers.grouped("call_id").values())
        visits = [
            self._visit_of(
                v.call_id, v, v in firsts and v.call_id in reached, stretches
            )
            for v in vouchers
        ]
        visits += [
            self._visit_of(call, vouchers.browse(), True, stretches)
            for call in reached - vouchers.call_id
        ]
        visits.sort(key=lambda visit: (visit["arrived"], visit["call"]))
        seen = reached | vouchers.call_id
        return {
            "visits": visits,
            "not_visited": [self._call_of(c) for c in calls - seen],
            "open": [self._call_of(c) for c in open_calls],
            "figures": self._figures_of(calls, reached, visits),
        }

    def _call_of(self, call):
        return {
            "call_id": call.id,
            "call": call.name,
            "client": call.client_name,
            "site": call.site_address,
            "kind": call.kind,
            "due": fields.Datetime.to_string(call.arrival_due),
        }

    def _visit_of(self, call, voucher, is_first, stretches):
        """One visit: its times are the system's, its outcome the voucher's.

        :param bool is_first: whether it is the one that the client was promised
        """
        arrived = voucher.date_arrived or call.date_arrived
        left = voucher.date_finished if voucher else call.date_finished
        travel = is_first and call.date_on_way
        return self._call_of(call) | {
            "equipment": voucher.equipment
            or call.product_id.display_name
            or call.product_text,
            "serial": voucher.serial_number or call.serial_number,
            "set_off": fields.Datetime.to_string(travel),
            "arrived": fields.Datetime.to_string(arrived),
            "left": fields.Datetime.to_string(left),
            "late": bool(is_first and call.breach_ids),
            "voucher": voucher.name or False,
            "result": voucher.result if voucher.state == "done" else False,
            "reason": voucher.reason,
            "parts": [
                {"name": part._paper_name(), "quantity": part.quantity}
                for part in voucher.part_ids
            ],
            "travel": self._hours(stretches, travel, arrived),
            "on_site": self._hours(stretches, arrived, left),
            "paused": round(
                sum(
                    self._hours(stretches, pause.date_start, pause.date_end)
                    for pause in (call.pause_ids if is_first else ())
                ),
                2,
            ),
            "overtime": self._overtime(stretches, travel or arrived, left),
            **self._more_of_visit(call, voucher),
        }

    def _more_of_visit(self, call, voucher):
        """What else belongs to a visit; other concepts add theirs.

        :return: dict of values for JSON
        """
        return {}

    @api.model
    def _hours(self, stretches, begin, end):
        """Working hours between two moments, none while one of them is open."""
        if not (begin and end):
            return 0
        return round(working_clock.hours_between(stretches, begin, end), 2)

    @api.model
    def _overtime(self, stretches, begin, end):
        """Hours on the road or on site outside of the working time."""
        if not (begin and end):
            return 0
        whole = (end - begin).total_seconds() / 3600
        return round(whole - working_clock.hours_between(stretches, begin, end), 2)

    def _figures_of(self, calls, reached, visits):
        sums = {
            name: round(sum(visit[name] for visit in visits), 2)
            for name in ("travel", "on_site", "paused", "overtime")
        }
        return sums | {
            "dispatched": len(
                calls.filtered(lambda call: self._is_on_day(call.date_dispatched))
            ),
            "arrived": len(reached),
            "late": sum(visit["late"] for visit in visits),
            "finished": len(
                calls.filtered(lambda call: self._is_on_day(call.date_finished))
            ),
            "vouchers": sum(bool(visit["voucher"]) for visit in visits),
        }

    def _note_late_arrivals(self):
        """Ask for the reason of each late arrival, once."""
        noted = self.late_ids.call_id
        wanted = [
            {"day_id": day.id, "call_id": visit["call_id"]}
            for day in self
            for visit in day.content["visits"]
            if visit["late"] and visit["call_id"] not in noted.ids
        ]
        self.env["ruiji.service.late.arrival"].create(wanted)
