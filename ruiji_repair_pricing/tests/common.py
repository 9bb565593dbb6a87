from datetime import date

from odoo.tests import new_test_user

from odoo.addons.ruiji_client_archive.tests.common import ArchiveCase

ADDON = "ruiji_repair_pricing"
DAY = date(2026, 6, 15)


class PricingCase(ArchiveCase):
    """The small archive with a catalogue: two models of switches, one of power."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technical_manager = new_test_user(
            cls.env, "technical_manager", groups=f"{ADDON}.group_technical_manager"
        )
        cls.technician = new_test_user(
            cls.env, "technician", groups=f"{ADDON}.group_repair_technician"
        )
        cls.switching, cls.power = cls.env["product.category"].create(
            [{"name": "程控交换"}, {"name": "电源"}]
        )
        cls.zxj10, cls.ewsd, cls.ups = cls.env["ruiji.device.model"].create(
            [
                {"name": "ZXJ10", "categ_id": cls.switching.id},
                {"name": "EWSD", "categ_id": cls.switching.id},
                {"name": "UPS-9", "categ_id": cls.power.id},
            ]
        )
        cls.aslc = cls._new_board(cls.zxj10, "ASLC")
        cls.dti = cls._new_board(cls.zxj10, "DTI")
        cls.diu = cls._new_board(cls.ewsd, "DIU")
        cls.rectifier = cls._new_board(cls.ups, "RECT")
        cls.Price = cls.env["ruiji.repair.price"]

    @classmethod
    def _new_board(cls, model, board_type):
        return cls.env["product.product"].create(
            {
                "name": f"{model.name} {board_type}板",
                "repairable": True,
                "type": "consu",
                "is_storable": False,
                "device_model_id": model.id,
                "board_type": board_type,
            }
        )

    @classmethod
    def _new_contract(cls, client, number, **values):
        """A contract of the year 2026 unless told otherwise."""
        return cls.env["ruiji.contract"].create(
            {
                "name": "通信设备板件维修服务合同",
                "number": number,
                "partner_id": client.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
                **values,
            }
        )

    @classmethod
    def _new_price(cls, contract, key, price, **values):
        """A line for a board, a device model or a category, as `key` is one."""
        names = {
            "product.product": "product_id",
            "ruiji.device.model": "device_model_id",
            "product.category": "categ_id",
        }
        return cls.env["ruiji.repair.price"].create(
            {
                "contract_id": contract and contract.id,
                names[key._name]: key.id,
                "price": price,
                **values,
            }
        )

    def _resolve(self, unit, board, day=DAY):
        return self.Price.resolve([(unit.id, board.id, day)])[0]

    def _losers(self, unit, board, day=DAY):
        """{contract number: reason code} of what was passed over."""
        losers = self.Price.explain(unit.id, board.id, day)["losers"]
        return {loser["contract_number"]: loser["code"] for loser in losers}
