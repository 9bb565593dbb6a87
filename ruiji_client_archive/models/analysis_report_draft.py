from odoo import models
from odoo.fields import Command

from ..utils.analysis_figures import Section, with_previous

LISTED_KEY_CLIENTS = 50


class AnalysisReport(models.Model):
    """The figures that the system drafts (ANA-03)."""

    _inherit = "ruiji.analysis.report"

    def _collect(self):
        """Draw up the sections anew; comments stay with their sections."""
        self.ensure_one()
        house = self.with_context(lang=self.env.company.partner_id.lang)
        kept = {section.key: section.id for section in self.section_ids}
        commands = [
            Command.update(kept[section.key], section.values(place))
            if section.key in kept
            else Command.create(section.values(place))
            for place, section in enumerate(house._sections(), 1)
        ]
        # People comment on sections; the system alone makes them.
        self.sudo().write({"section_ids": commands})

    def _sections(self):
        """Return the sections of this report, in their order.

        Addons append theirs.

        :return: list of utils.analysis_figures.Section
        """
        return [
            self._section_of_features(),
            *(self._section_of_grade(grade) for grade in ("key", "stable", "general")),
            self._section_of_prospects(),
            self._section_of_key_clients(),
        ]

    def _clients(self):
        return [("is_client", "=", True), ("archive_state", "!=", "disposed")]

    def _section_of_features(self):
        """How the clients are made up, a line for each choice of each feature."""
        names = ("lifecycle", "client_type", "client_tier", "grade")
        partners = self.env["res.partner"]
        sets = partners._read_grouping_sets(
            self._clients(), [[name] for name in names], ["__count"]
        )
        rows = []
        for name, groups in zip(names, sets, strict=True):
            field = partners._fields[name]
            labels = dict(field._description_selection(self.env))
            total = sum(count for _value, count in groups) or 1
            rows += [
                [
                    field._description_string(self.env),
                    labels.get(value) or self.env._("Not stated"),
                    count,
                    100.0 * count / total,
                ]
                for value, count in groups
            ]
        columns = [
            self.env._("Feature"),
            self.env._("Choice"),
            self.env._("Clients"),
            self.env._("Share (%)"),
        ]
        return self._compared(
            Section("features", self.env._("Features of the clients"), columns, rows), 2
        )

    def _section_of_grade(self, grade):
        labels = dict(
            self.env["res.partner"]._fields["grade"]._description_selection(self.env)
        )
        title = self.env._("Clients of the grade: %(grade)s", grade=labels[grade])
        return self._section_by_province(grade, title, [("grade", "=", grade)])

    def _section_of_prospects(self):
        title = self.env._("Prospective clients")
        prospective = [("lifecycle", "=", "prospective")]
        return self._section_by_province("prospective", title, prospective)

    def _section_by_province(self, key, title, domain):
        groups = self.env["res.partner"]._read_group(
            self._clients() + domain,
            ["state_id"],
            ["__count", "completeness:avg"],
            order="__count DESC",
        )
        rows = [
            [state.name or self.env._("Not stated"), count, completeness or 0.0]
            for state, count, completeness in groups
        ]
        columns = [
            self.env._("Province"),
            self.env._("Clients"),
            self.env._("Completeness (%)"),
        ]
        return self._compared(Section(key, title, columns, rows), 1)

    def _section_of_key_clients(self):
        clients = self.env["res.partner"].search(
            self._clients() + [("grade", "=", "key")],
            order="state_id, name",
            limit=LISTED_KEY_CLIENTS,
        )
        rows = [
            [c.name, c.state_id.name or "", c.user_id.name or "", c.completeness]
            for c in clients
        ]
        columns = [
            self.env._("Client"),
            self.env._("Province"),
            self.env._("Account manager"),
            self.env._("Completeness (%)"),
        ]
        return Section("key_clients", self.env._("Key clients by name"), columns, rows)

    def _compared(self, section, figure):
        """Add what the report before said, where there is one.

        :param int figure: place of the column that is compared
        """
        before = self.previous_id.section_ids.filtered(
            lambda kept: kept.key == section.key
        )
        if not before:
            return section
        title = self.env._("Previous report")
        return with_previous(section, before.rows or [], figure, title)
