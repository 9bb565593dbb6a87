from odoo.tools import SQL

# Photos that were put on a voucher before they belonged to it.
CLAIM = """
UPDATE ir_attachment photo
   SET res_model = 'ruiji.service.voucher', res_id = voucher.id
  FROM ir_attachment_ruiji_service_voucher_rel rel
  JOIN ruiji_service_voucher voucher ON voucher.id = rel.ruiji_service_voucher_id
 WHERE rel.ir_attachment_id = photo.id
   AND voucher.state = 'done'
   AND coalesce(photo.res_id, 0) = 0
"""


def migrate(cr, version):
    """Seal the photos of vouchers that were signed before photos were sealed."""
    if version:
        cr.execute(SQL(CLAIM))
