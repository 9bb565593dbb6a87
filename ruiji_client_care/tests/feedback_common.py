from odoo.addons.ruiji_repair_pricing.tests.slip_common import SlipCase


class FeedbackCase(SlipCase):
    """A client with an account manager, boards, and people at the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Feedback = cls.env["ruiji.client.feedback"]

    @classmethod
    def _new_feedback(cls, user=None, **values):
        """A complaint of Yan'an by phone unless told otherwise."""
        feedback = cls.Feedback.with_user(user or cls.customer_service)
        return feedback.create(
            {
                "partner_id": cls.yanan.id,
                "subject": "修好的板子又坏了",
                "description": "上月修好的 TNET 板上架三天后又告警。",
                **values,
            }
        )
