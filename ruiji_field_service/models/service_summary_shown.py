from odoo import api, fields, models

from ..utils.content_differences import differences
from .service_summary_content import NOT_MENDED


class ServiceSummary(models.Model):
    """How a summary is shown, what differs since, and where figures lead (SVC-04)."""

    _inherit = "ruiji.service.summary"

    body = fields.Html(
        string="From the records", compute="_compute_body", sanitize=False
    )
    differences = fields.Text(
        string="Changed since it was confirmed", compute="_compute_differences"
    )
    missing_count = fields.Integer(
        string="Missing reports", compute="_compute_missing_count"
    )

    def _shown(self):
        """The content as it was confirmed, else as the records tell it now."""
        self.ensure_one()
        return self.snapshot or self.content

    @api.depends_context("lang")
    @api.depends("content", "snapshot")
    def _compute_body(self):
        for summary in self:
            summary.body = summary._shown() and self.env["ir.qweb"]._render(
                "ruiji_field_service.service_summary_body", summary._render_values()
            )

    def _render_values(self):
        calls = self.env["ruiji.service.call"]
        vouchers = self.env["ruiji.service.voucher"]
        content = self._shown()
        return {
            "summary": self,
            "content": content,
            "kinds": dict(calls._fields["kind"]._description_selection(self.env)),
            "states": dict(calls._fields["state"]._description_selection(self.env)),
            "results": dict(
                vouchers._fields["result"]._description_selection(self.env)
            ),
            "not_mended": sum(content["by_result"].get(r, 0) for r in NOT_MENDED),
            "missing": sum(line["missing"] for line in content["technicians"]),
            "hours": self.env["ruiji.service.day"]._shown_hours,
            "listed": self._listed,
        }

    @api.model
    def _listed(self, pairs):
        """What there is and how often, in one line."""
        return " · ".join(f"{label or '—'} {count}" for label, count in pairs)

    @api.depends("content", "snapshot")
    def _compute_missing_count(self):
        for summary in self:
            lines = (summary._shown() or {}).get("technicians", ())
            summary.missing_count = sum(line["missing"] for line in lines)

    @api.depends_context("lang")
    @api.depends("content", "snapshot")
    def _compute_differences(self):
        for summary in self:
            lines = differences(
                summary._by_label(summary.snapshot), summary._by_label(summary.content)
            )
            summary.differences = summary.snapshot and "\n".join(lines)

    def _by_label(self, content):
        """{what is told: as it reads}, for comparing."""
        names = {
            "calls": self.env._("Calls"),
            "undispatched": self.env._("Not dispatched"),
            "arrivals": self.env._("Arrivals"),
            "late": self.env._("Late"),
            "finished": self.env._("Finished"),
            "breaches": self.env._("Broken promises"),
        }
        return {label: str(content[name]) for name, label in names.items() if content}

    def action_open_calls(self):
        """The calls of this period that the reader may see."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_field_service.service_analysis_action"
        )
        return action | {"domain": list(self._between("date_called")), "context": {}}

    def action_open_reports(self):
        """The daily reports of this period."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_field_service.service_day_action"
        )
        days = [("day", ">=", self.date_from), ("day", "<=", self.date_to)]
        return action | {"domain": days, "context": {}}
