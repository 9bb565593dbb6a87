from odoo import fields, models

MANAGER_KEEPERS = (
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)


class ResUsers(models.Model):
    """Account managers are users (MGR-01); the rest is on their partner."""

    _inherit = "res.users"

    home_address = fields.Char(groups=MANAGER_KEEPERS)
    home_zip = fields.Char(string="Home postal code", groups=MANAGER_KEEPERS)
    client_count = fields.Integer(
        string="Clients",
        compute="_compute_client_count",
        groups="ruiji_client_archive.group_archive_user",
    )

    average_completeness = fields.Float(
        string="Completeness of files",
        compute="_compute_client_count",
        digits=(5, 1),
        groups="ruiji_client_archive.group_archive_user",
        help="Average of the files looked after, out of 100: a figure of performance.",
    )
    average_accuracy = fields.Float(
        string="Accuracy of files",
        compute="_compute_client_count",
        digits=(5, 1),
        groups="ruiji_client_archive.group_archive_user",
    )

    def _compute_client_count(self):
        # A number of files and their average tell nothing of what is in them.
        archive = self.env["res.partner"].sudo()
        groups = archive._read_group(
            [("is_client", "=", True), ("user_id", "in", self.ids)],
            ["user_id"],
            ["__count", "completeness:avg", "accuracy:avg"],
        )
        figures = {user.id: values for user, *values in groups}
        for user in self:
            (
                user.client_count,
                user.average_completeness,
                user.average_accuracy,
            ) = figures.get(user.id, (0, 0, 0))

    def action_view_clients(self):
        """Show the clients whom this account manager looks after."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "ruiji_client_archive.client_action"
        )
        action["domain"] = [("is_client", "=", True), ("user_id", "=", self.id)]
        action["context"] = {"default_is_client": True}
        return action
