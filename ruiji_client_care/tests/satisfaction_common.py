from odoo.addons.ruiji_client_care.models.satisfaction_rating import ASPECTS
from odoo.addons.ruiji_repair_pricing.tests.goods_common import GoodsCase

CONTENT = dict.fromkeys(ASPECTS, "satisfied")


class SatisfactionCase(GoodsCase):
    """Slips that went back, and what their clients say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rating = cls.env["ruiji.satisfaction.rating"]

    @classmethod
    def _shipped(cls, client=None, boards=None, **values):
        """A slip that has gone back whole, and the rating that was asked for."""
        slip = cls._done_with(boards or [cls.tnet], client, **values)
        slip.repair_ids.user_id = cls.technician
        slip.repair_ids._ship()
        return slip, slip.sudo().satisfaction_id

    @classmethod
    def _answered(cls, client=None, comment="", **levels):
        slip, rating = cls._shipped(client)
        rating._answer(CONTENT | levels, comment)
        return slip, rating
