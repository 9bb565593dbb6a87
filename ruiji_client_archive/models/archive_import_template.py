from odoo import api, fields, models
from odoo.tools.translate import LazyTranslate

from ..utils.workbook_template import template_workbook

# Constants know no user yet: they are translated when they are said.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

KINDS = {
    "text": _lt("Text"),
    "code": _lt("Code, as it is, with its zeros"),
    "date": _lt("Date, such as 2026-01-31"),
    "price": _lt("Amount in yuan"),
    "gender": _lt("Choose from the list"),
    "birth_year": _lt("Age or year of birth"),
    "birthday": _lt("Month and day, such as 03-15"),
    "postal_code": _lt("Six digits"),
    "phone": _lt("Phone number with area code, or mobile number"),
    "email": _lt("E-mail address"),
}


class ArchiveImport(models.Model):
    """Empty workbooks to download, fill in and import (IMP-06)."""

    _inherit = "ruiji.archive.import"

    template_links = fields.Html(
        compute="_compute_template_links", sanitize=False, string="Templates"
    )

    @api.model
    def _templates(self):
        """What is offered for download.

        :return: {kind: (name, keys of the sheets or None for all of them)}
        """
        return {"full": (self.env._("Whole archive"), None)}

    def _compute_template_links(self):
        templates = self._templates()
        for record in self:
            record.template_links = self.env["ir.qweb"]._render(
                "ruiji_client_archive.archive_import_template_links",
                {"templates": templates},
            )

    @api.model
    def _template_file(self, kind):
        """Make a template, with choices from what the user may see.

        :param str kind: a key of `_templates()`
        :return: (file name, content)
        :raises KeyError: when there is no such template
        """
        name, keys = self._templates()[kind]
        handlers = [
            handler
            for handler in self._sheet_handlers()
            if keys is None or handler.layout.key in keys
        ]
        choices = {
            (handler.layout.key, column_key): words
            for handler in handlers
            for column_key, words in handler.choices(self.env).items()
            if words
        }
        layouts = [handler.layout for handler in handlers]
        content = template_workbook(layouts, choices, self._template_notes(layouts))
        return f"{name}.xlsx", content

    def _template_notes(self, layouts):
        """Explain each column: whether it is needed, and how it is entered."""
        needed, optional = self.env._("needed"), self.env._("may stay empty")
        header = [
            self.env._("Sheet"),
            self.env._("Column"),
            self.env._("Entry"),
            self.env._("How to enter it"),
        ]
        return [
            header,
            *(
                [
                    layout.title,
                    column.title,
                    needed if column.needed else optional,
                    self.env._(KINDS[column.kind]),
                ]
                for layout in layouts
                for column in layout.columns
            ),
        ]
