from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class IntakeTemplate(Controller):
    """The empty workbook for boards, for those who take them in (REP-07)."""

    @route("/ruiji/repair-intake-template", auth="user", readonly=True)
    def download(self):
        """Send the template; who may not take boards in finds nothing here."""
        intake = request.env["ruiji.repair.intake"]
        if not intake.has_access("create"):
            return request.not_found()
        name, content = intake._template_file()
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
