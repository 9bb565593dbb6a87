from odoo import api, fields, models

from ..utils.content_differences import differences

FIGURES = (
    "call_count",
    "visit_count",
    "late_count",
    "finished_count",
    "on_site_hours",
    "travel_hours",
)


class ServiceDay(models.Model):
    """How a report is shown: as it was confirmed, and what differs since (SVC-04)."""

    _inherit = "ruiji.service.day"

    body = fields.Html(
        string="From the records", compute="_compute_body", sanitize=False
    )
    differences = fields.Text(
        string="Changed since it was confirmed", compute="_compute_differences"
    )
    call_count = fields.Integer(string="Dispatched", compute="_compute_figures")
    visit_count = fields.Integer(string="Arrived", compute="_compute_figures")
    late_count = fields.Integer(string="Late", compute="_compute_figures")
    finished_count = fields.Integer(string="Finished", compute="_compute_figures")
    on_site_hours = fields.Float(string="Time on site", compute="_compute_figures")
    travel_hours = fields.Float(string="Time on the way", compute="_compute_figures")

    def _shown(self):
        """The content as it was confirmed, else as the records tell it now."""
        self.ensure_one()
        return self.snapshot or self.content

    @api.depends_context("lang")
    @api.depends("content", "snapshot", "late_ids.reason")
    def _compute_body(self):
        for day in self:
            day.body = self.env["ir.qweb"]._render(
                "ruiji_field_service.service_day_body", day._render_values()
            )

    def _render_values(self):
        calls = self.env["ruiji.service.call"]
        vouchers = self.env["ruiji.service.voucher"]
        return {
            "day": self,
            "content": self._shown(),
            "reasons": {late.call_id.id: late.reason for late in self.late_ids},
            "kinds": dict(calls._fields["kind"]._description_selection(self.env)),
            "results": dict(
                vouchers._fields["result"]._description_selection(self.env)
            ),
            "clock": self._clock,
            "hours": self._shown_hours,
        }

    def _clock(self, moment):
        """The time of a moment by the company's clock."""
        if not moment:
            return ""
        here = self.with_context(tz=self.company_id._business_timezone())
        moment = fields.Datetime.to_datetime(moment)
        return fields.Datetime.context_timestamp(here, moment).strftime("%H:%M")

    @api.model
    def _shown_hours(self, hours):
        minutes = round((hours or 0) * 60)
        return f"{minutes // 60}:{minutes % 60:02d}"

    @api.depends("content", "snapshot")
    def _compute_figures(self):
        for day in self:
            figures = day._shown()["figures"]
            values = [
                figures[name]
                for name in (
                    "dispatched",
                    "arrived",
                    "late",
                    "finished",
                    "on_site",
                    "travel",
                )
            ]
            day.update(dict(zip(FIGURES, values, strict=True)))

    @api.depends_context("lang")
    @api.depends("content", "snapshot")
    def _compute_differences(self):
        for day in self:
            lines = differences(day._by_label(day.snapshot), day._by_label(day.content))
            day.differences = day.snapshot and "\n".join(lines)

    def _by_label(self, content):
        """{what is told: as it reads}, for comparing."""
        if not content:
            return {}
        names = self._told_of_visits()
        return {
            f"{visit['voucher'] or visit['call']} · {label}": self._as_read(name, visit)
            for visit in content["visits"]
            for name, label in names.items()
        }

    def _told_of_visits(self):
        """{name in the content: label} of what is compared."""
        return {
            "client": self.env._("Client"),
            "arrived": self.env._("Arrived at"),
            "left": self.env._("Left at"),
            "result": self.env._("Result"),
            "parts": self.env._("Parts used"),
        }

    def _as_read(self, name, visit):
        value = visit.get(name)
        if name in ("arrived", "left"):
            return self._clock(value)
        if name == "result":
            return self._render_values()["results"].get(value, "")
        if name == "parts":
            return ", ".join(f"{p['name']} × {p['quantity']:g}" for p in value or ())
        return value or ""
