from odoo.fields import Command
from odoo.tests import Form

from .test_voucher import WORK, VoucherCase

SERIALS = ("PK-1", "PK-2")


class PickupCase(VoucherCase):
    """A technician takes boards away, and brings them back."""

    def _take_away(self, *serials, call=None, user=None, conclude=True, **values):
        """A voucher with boards that were taken away, signed by the client."""
        voucher = self._voucher(call, user)
        with Form(voucher) as form:
            form.result = "taken_in"
            form.work_done = WORK
            with form.pickup_ids.edit(0) as board:
                board.serial_number = serials[0]
                board.accessories = "光模块1只"
                board.condition = "面板有划痕"
            for serial in serials[1:]:
                with form.pickup_ids.new() as board:
                    board.board_text = "无名板"
                    board.serial_number = serial
                    board.fault_description = "无光"
        voucher.write({"signature": self.signature, "signer_name": "高建华", **values})
        if conclude:
            voucher.action_conclude()
        return voucher

    def _slip(self, voucher):
        return voucher.sudo().slip_ids

    def _mend(self, slip):
        """The bench does its work on the boards of a slip."""
        boards = slip.repair_ids.with_user(self.technician)
        self._finish(boards, "irreparable", diagnosis="主芯片烧毁")

    def _bring_back(self, call=None, user=None):
        """The return as who brings the boards opens it."""
        user = user or self.field
        action = (call or self.call).with_user(user).action_bring_back()
        return self.env[action["res_model"]].with_user(user).browse(action["res_id"])

    def _sign(self, boards_back):
        boards_back.write({"signature": self.signature, "signer_name": "高建华"})
        boards_back.action_conclude()
        return boards_back

    def _photo(self, user=None, **values):
        photos = self.env["ir.attachment"].with_user(user or self.field)
        return photos.create({"name": "现场.png", "datas": self.signature, **values})

    def _clear(self, name):
        return {name: [Command.clear()]}
