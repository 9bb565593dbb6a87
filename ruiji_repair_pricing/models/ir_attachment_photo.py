from odoo import api, models
from odoo.tools import SQL

MOVE = """
UPDATE ir_attachment
   SET res_model = %(model)s, res_id = moved.res_id, description = NULL
  FROM unnest(%(photos)s::int[], %(records)s::int[]) AS moved (photo_id, res_id)
 WHERE ir_attachment.id = moved.photo_id
"""


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _move_photos(self, model, places):
        """Let photos go where their board goes, in one statement.

        :param str model: of the records
        :param dict places: {id of the photo: id of its record}
        """
        if not places:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(MOVE, model=model, photos=list(places), records=list(places.values()))
        )
        self.invalidate_model(["res_model", "res_id", "description"])
