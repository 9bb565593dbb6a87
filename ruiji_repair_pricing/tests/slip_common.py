from itertools import count

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.ruiji_client_archive.tests.common import ArchiveCase

PRICING = "ruiji_repair_pricing"
# No serial number comes twice: two open boards of one number are refused.
NUMBERS = count(1)


class SlipCase(ArchiveCase):
    """Two boards with prices of the province's contract, and people of both sides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls._new_bench_user("repair_technician", "technician")
        cls.colleague = cls._new_bench_user("repair_technician", "colleague")
        cls.technical_manager = cls._new_bench_user("technical_manager")
        cls.yanan.user_id = cls.manager

        cls.switching = cls.env["product.category"].create({"name": "程控交换"})
        cls.zxj10 = cls.env["ruiji.device.model"].create(
            {"name": "ZXJ10", "categ_id": cls.switching.id}
        )
        cls.tnet = cls._new_board("TNET")
        cls.aslc = cls._new_board("ASLC")
        cls.spc = cls._new_board("SPC")

        cls.contract = cls._new_contract("RJ-0001", cls.province)
        # Years of cover close the file of what is now a key client (GRD-03); what
        # is asked here is of an open one.
        cls.province.confidentiality = "internal"
        cls.tnet_price = cls._new_price(cls.contract, cls.tnet, 800)
        cls._new_price(cls.contract, cls.aslc, 350)

        cls.wang = cls._new_person(cls.yanan, "王磊")
        cls.wang_user = cls._new_portal_user(cls.wang, "yadxyw")

    def _ask_in_one_way(self):
        """Rate on the slip's page, also where an addon asks in a way of its own."""
        slips = self.registry["ruiji.repair.slip"]
        self.patch(slips, "_is_rated_elsewhere", lambda slip: False)

    @classmethod
    def _new_bench_user(cls, role, login=None):
        return new_test_user(cls.env, login or role, groups=f"{PRICING}.group_{role}")

    @classmethod
    def _new_board(cls, board_type, model=None):
        model = model or cls.zxj10
        template = cls.env["product.template"].create(
            {
                "name": f"{model.name} {board_type}",
                "type": "consu",
                "repairable": True,
                "device_model_id": model.id,
                "board_type": board_type,
            }
        )
        return template.product_variant_id

    @classmethod
    def _new_contract(cls, number, client, **values):
        return cls.env["ruiji.contract"].create(
            {
                "name": f"{client.name}维修合同",
                "number": number,
                "partner_id": client.id,
                "date_start": "2020-01-01",
                "date_end": "2099-12-31",
                **values,
            }
        )

    @classmethod
    def _new_price(cls, contract, board, price):
        return cls.env["ruiji.repair.price"].create(
            {"contract_id": contract.id, "product_id": board.id, "price": price}
        )

    @classmethod
    def _new_person(cls, client, name, **values):
        person = {"parent_id": client.id, "name": name, "portal_scope": "unit"}
        return cls.env["res.partner"].create({**person, **values})

    @classmethod
    def _new_portal_user(cls, person, login):
        return new_test_user(
            cls.env, login, groups="base.group_portal", partner_id=person.id
        )

    @classmethod
    def _new_slip(cls, client=None, boards=None, user=None, **values):
        """A draft of one line per board; a text is a board the catalogue lacks."""
        slips = cls.env["ruiji.repair.slip"].with_user(user or cls.clerk)
        return slips.create(
            {
                "partner_id": (client or cls.yanan).id,
                "repair_ids": [
                    Command.create(cls._line_vals(board, next(NUMBERS)))
                    for board in boards or [cls.tnet, cls.aslc]
                ],
                **values,
            }
        )

    @classmethod
    def _line_vals(cls, board, number):
        known = not isinstance(board, str)
        return {
            "product_id": known and board.id,
            "board_text": not known and board,
            "serial_number": f"SN{number:06}",
        }

    @classmethod
    def _finish(cls, boards, outcome="repaired", user=None, **values):
        """Report the end of the work as a technician does."""
        wizard = cls.env["ruiji.bench.finish"].with_user(user or cls.technician)
        wizard.create(
            {
                "repair_ids": boards.ids,
                "outcome": outcome,
                "test_result": outcome != "irreparable" and "通电测试正常",
                **values,
            }
        ).action_confirm()
