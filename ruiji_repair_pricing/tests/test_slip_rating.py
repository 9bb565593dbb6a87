from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .goods_common import GoodsCase
from .slip_common import SlipCase

ATTACK = "I say what the client thinks"


@tagged("post_install", "-at_install")
class TestSlipRating(GoodsCase, SlipCase):
    """What a client says of a repair is his own word (WEB-05)."""

    def setUp(self):
        super().setUp()
        self._ask_in_one_way()

    def _shipped(self, client=None):
        slip = self._done_with(None, client)
        slip.repair_ids._ship({"waybill": "FH-7788"})
        return slip.sudo()

    def _rated(self, level="4", comment="很及时", client=None):
        slip = self._shipped(client)
        slip._rate(self.wang, level, comment)
        return slip

    def _ratings_of(self, slip, user):
        ratings = self.env["rating.rating"].with_user(user)
        return ratings.search([("res_model", "=", slip._name)])

    def test_rating_is_odoo_s_own(self):
        """WEB-05: level and comment stand on the slip, once."""
        slip = self._rated()
        self.assertEqual(slip.client_rating, "4")
        self.assertEqual(slip.rating_last_feedback, "很及时")
        self.assertEqual(slip._given_rating().partner_id, self.wang)
        with self.assertRaises(UserError):
            slip._rate(self.wang, "1")
        self.assertEqual(slip.client_rating, "4")

    def test_not_before_the_boards_are_back(self):
        """WEB-05: there is nothing to rate while boards are here."""
        slip = self._received().sudo()
        with self.assertRaises(UserError):
            slip._rate(self.wang, "5")

    def test_bad_rating_is_somebody_s_task(self):
        """WEB-05: the account manager calls; without one, a vice president."""
        self.yanan.user_id = self.manager
        activity = self._rated("1", "修了两次").activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn("修了两次", activity.note)
        self.yanan.user_id = False
        receiver = self._rated("1").activity_ids.user_id
        self.assertTrue(receiver.has_group("ruiji_client_archive.group_marketing_vp"))
        self.assertFalse(self._rated("3").activity_ids)

    def test_staff_finds_slips_by_rating(self):
        """WEB-05: a filter and a group of the list."""
        slip = self._rated("1")
        found = self.env["ruiji.repair.slip"].with_user(self.clerk)
        domain = [("client_rating", "=", "1")]
        self.assertEqual(found.search(domain), slip)
        groups = found.formatted_read_group(domain, ["client_rating"], ["__count"])
        self.assertEqual(groups[0]["__count"], 1)

    def test_staff_writes_no_rating(self):
        """WEB-05: neither on the slip nor as a rating, by whatever way."""
        slip, unrated = self._rated("1"), self._shipped()
        admin = new_test_user(
            self.env, "rating_admin", "base.group_system,base.group_user"
        )
        clerk_s, given = slip.with_user(self.clerk), slip._given_rating()
        unrated_s = unrated.with_user(self.clerk)
        slips = self.env["ir.model"]._get_id(slip._name)
        of_slips = {"res_model_id": slips, "rating": 5, "consumed": True}
        for number, write in enumerate(
            (
                lambda: clerk_s.write({"client_rating": "5"}),
                lambda: clerk_s.write({"rating_last_value": 5}),
                lambda: clerk_s.write({"rating_ids": [Command.clear()]}),
                lambda: unrated_s.write({"rating_ids": [Command.create(of_slips)]}),
                lambda: clerk_s.write(
                    {"rating_ids": [Command.update(given.id, of_slips)]}
                ),
                lambda: self._move_rating(unrated, self.clerk, "repair_slip_id"),
                lambda: clerk_s.message_post(body=ATTACK, rating_value=5),
                lambda: self._new_slip(client_rating="5"),
                lambda: self._create_rating(unrated, self.clerk),
                lambda: self._create_rating(unrated, admin),
                lambda: self._move_rating(unrated, self.clerk),
                lambda: given.with_user(admin).write({"rating": 5}),
                lambda: given.with_user(self.clerk).reset(),
                lambda: given.with_user(admin).unlink(),
            )
        ):
            with (
                self.subTest(number),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                write()
            self.env.invalidate_all()
        self.assertEqual(slip.client_rating, "1")
        self.assertFalse(unrated.client_rating)

    def _create_rating(self, slip, user):
        self.env["rating.rating"].with_user(user).create(
            {
                "res_model_id": self.env["ir.model"]._get_id(slip._name),
                "res_id": slip.id,
                "rating": 5,
                "consumed": True,
            }
        )

    def _move_rating(self, slip, user, by="res_model_id"):
        """Make a rating of something else one of this slip."""
        partners = self.env["ir.model"]._get_id("res.partner")
        rating = self.env["rating.rating"].with_user(user)
        rating = rating.create(
            {"res_model_id": partners, "res_id": self.wang.id, "consumed": True}
        )
        slips = self.env["ir.model"]._get_id(slip._name)
        if by == "repair_slip_id":
            rating.write({by: slip.id})
        rating.write({"res_model_id": slips, "res_id": slip.id})

    def test_no_token_to_rate_by(self):
        """WEB-05: Odoo's public page of ratings finds none to change."""
        self.assertFalse(self._rated()._given_rating().access_token)

    def test_ratings_follow_the_wall(self):
        """ACC-02: who may not read the slip reads nothing of its rating."""
        slip = self._rated()
        self.assertTrue(self._ratings_of(slip, self.clerk))
        for user in (self.technician, self.outsider):
            self.assertFalse(self._ratings_of(slip, user), user.login)
        self.yanan.confidentiality = "secret"
        for user in (self.clerk, self.other_manager):
            self.assertFalse(self._ratings_of(slip, user), user.login)
        self.assertTrue(self._ratings_of(slip, self.vp))

    def test_ratings_of_anything_else_are_odoo_s(self):
        """ACC-02: the wall stands around slips alone."""
        rating = self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.wang.id,
            }
        )
        rating.with_user(self.clerk).write({"rating": 3})
        self.assertEqual(rating.rating, 3)
