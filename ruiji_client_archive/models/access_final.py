from odoo import api, models
from odoo.exceptions import UserError

# Refusing is all that these methods do.
# pylint: disable=method-required-super,no-raise-unlink


class FinalRecord(models.AbstractModel):
    """Rows that write themselves by SQL and stay as they are (ACC-03).

    The triggers of `GUARD` hold the same in the database.
    """

    _name = "ruiji.final.record"
    _description = "Final Record"
    _log_access = False

    @api.model_create_multi
    def create(self, vals_list):
        """Rows come from what was done, never from a form."""
        raise UserError(self._final())

    def write(self, vals):
        """Never."""
        raise UserError(self._final())

    def unlink(self):
        """Never, not even with the addon's other data."""
        raise UserError(self._final())

    def _final(self):
        return self.env._(
            "The access record writes itself; nobody adds to it, changes it or "
            "deletes from it."
        )
