from odoo import api, models

VOUCHER = "ruiji.service.voucher"
# What a photo is and where it belongs.
SIGNED = {
    "datas",
    "db_datas",
    "mimetype",
    "name",
    "public",
    "raw",
    "res_field",
    "res_id",
    "res_model",
    "store_fname",
    "type",
    "url",
}


class IrAttachment(models.Model):
    """Photos of signed vouchers stay, whichever door one comes by (SVC-03)."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """Put nothing onto vouchers that the client has signed.

        :raises UserError: if a voucher is concluded
        """
        self._check_vouchers_are_open(
            vals.get("res_id") for vals in vals_list if vals.get("res_model") == VOUCHER
        )
        return super().create(vals_list)

    def write(self, vals):
        """Leave photos of signed vouchers as they are; raises as create() does."""
        if SIGNED & vals.keys():
            self._check_is_not_signed()
            if vals.get("res_model") == VOUCHER:
                self._check_vouchers_are_open([vals.get("res_id")])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _check_is_not_signed(self):
        # Whatever the user may read: what is signed is nobody's to change.
        photos = self.sudo().filtered(lambda photo: photo.res_model == VOUCHER)
        self._check_vouchers_are_open(photos.mapped("res_id"))

    @api.model
    def _check_vouchers_are_open(self, voucher_ids):
        voucher_ids = [voucher_id for voucher_id in voucher_ids if voucher_id]
        if voucher_ids:
            # As above.
            self.env[VOUCHER].sudo().browse(voucher_ids).exists()._check_open()
