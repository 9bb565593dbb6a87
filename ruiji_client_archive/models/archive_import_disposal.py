from odoo import models


class ArchiveImport(models.Model):
    _inherit = "ruiji.archive.import"

    def _erase_workbooks(self):
        """Delete the workbooks of imports that brought a destroyed file (ACC-12).

        The rows of others are in their files, the journal and the findings; nobody
        can cut a client out of a workbook that somebody else wrote. To be called as
        the system.
        """
        self.env["ir.attachment"].with_context(skip_res_field_check=True).search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("res_field", "in", ("file", "rejected_file")),
            ]
        ).unlink()
        self.invalidate_recordset(("file", "rejected_file"))
