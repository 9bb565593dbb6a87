from odoo import api, models

from ..utils.bulk_rows import BulkRows

# Only this very object counts, so that no RPC can put it into the context.
IN_BULK = object()


class BulkCreate(models.AbstractModel):
    """Lets an import create thousands of records at a time (IMP-05).

    Everything that addons do in create() still happens; only what the ORM itself
    does for each record is done for all of them at once, see BulkRows.
    """

    _name = "ruiji.bulk.create"
    _description = "Creation in Bulk"

    @api.model
    def _computed_in_bulk(self):
        """Stored computed fields that can be computed before there are rows.

        Those of other addons are computed by the ORM afterwards.

        :return: set of names
        """
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list and self._creates_in_bulk():
            rows = BulkRows(self, vals_list, self._computed_in_bulk())
            if rows.fits():
                return rows.insert()
        return super().create(vals_list)

    @api.model
    def _creates_in_bulk(self):
        asked = self.env.context.get("bulk_create") is IN_BULK
        return asked and self.env.su and self._has_last_word()

    @api.model
    def _has_last_word(self):
        """Tell whether nothing but the ORM itself comes after this create()."""
        classes = type(self).mro()
        own = classes.index(BulkCreate)
        return not any(
            "create" in vars(one) and one.__module__ != models.BaseModel.__module__
            for one in classes[own + 1 :]
        )
