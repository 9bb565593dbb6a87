from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ArchiveImportTemplate(Controller):
    """Empty workbooks for those who may import (IMP-06)."""

    @route("/ruiji/import-template/<string:kind>", auth="user", readonly=True)
    def download(self, kind):
        """Send a template; who may not import finds nothing here."""
        imports = request.env["ruiji.archive.import"]
        if not imports.has_access("create") or kind not in imports._templates():
            return request.not_found()
        name, content = imports._template_file(kind)
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
