from odoo import models
from odoo.exceptions import UserError

from ..utils.signed_rows import guard_of_belongings


class ServiceVoucher(models.Model):
    """Photos of a voucher stay as they were when the client signed (SVC-03)."""

    _inherit = "ruiji.service.voucher"

    def init(self):
        """Let the database refuse other photos on what is signed."""
        field = self._fields["photo_ids"]
        guard = guard_of_belongings(field.relation, self._table, field.column1)
        self.env.cr.execute(guard)
        return super().init()

    def _keep_photos(self):
        """Make the photos the voucher's own, before it is sealed.

        :raises UserError: if one belongs to something else
        """
        # Ids alone, to look up what is signed.
        vouchers = self.call_id.sudo().voucher_ids.ids
        # The photos were read with the voucher; whose they are decides here.
        photos = self.sudo().photo_ids
        strange = photos.filtered(
            lambda photo: photo.res_id
            and (photo.res_model != self._name or photo.res_id not in vouchers)
        )
        if strange:
            raise UserError(
                self.env._(
                    "Take the photos here on the voucher: %(photos)s belongs to "
                    "something else.",
                    photos=strange[0].name,
                )
            )
        photos.filtered(lambda photo: not photo.res_id).write(
            {"res_model": self._name, "res_id": self.id}
        )
