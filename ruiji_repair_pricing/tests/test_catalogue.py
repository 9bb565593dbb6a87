from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import PricingCase


@tagged("post_install", "-at_install")
class TestCatalogue(PricingCase):
    def test_technical_manager_adds_a_board(self):
        """PRI-01: category > device model > board type, kept by the technical
        manager."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "ruiji_repair_pricing.board_action"
        )
        Template = self.env["product.template"].with_user(self.technical_manager)
        Template = Template.with_context(
            default_repairable=True, default_type="consu", default_sale_ok=False
        )
        self.assertIn("default_repairable", action["context"])
        with Form(Template, view="ruiji_repair_pricing.board_view_form") as form:
            form.device_model_id = self.zxj10
            self.assertEqual(form.categ_id, self.switching)
            form.board_type = "TNET"
            form.name = "ZXJ10 TNET板"
        board = form.record
        self.assertTrue(board.repairable)
        self.assertEqual(board.product_variant_count, 1)
        self.assertFalse(board.is_storable or board.sale_ok)

    def test_others_do_not_touch_the_catalogue(self):
        """PRI-01: kept by the technical manager alone."""
        for user in (self.manager, self.clerk, self.technician):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.zxj10.with_user(user).name = "X"
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.aslc.with_user(user).board_type = "X"

    def test_board_needs_its_model_and_type(self):
        """PRI-01: no board outside the three levels."""
        with self.assertRaisesRegex(ValidationError, "needs a device model"):
            self.env["product.product"].create({"name": "X", "repairable": True})
        with self.assertRaisesRegex(ValidationError, "belongs to the category"):
            self.aslc.categ_id = self.power

    def test_board_follows_its_model(self):
        """PRI-01: a model that changes its category takes boards and prices with
        it."""
        line = self._new_price(None, self.aslc, 100)
        self.zxj10.categ_id = self.power
        self.assertEqual(self.aslc.categ_id, self.power)
        self.assertEqual(line.categ_id, self.power)
        self.assertEqual(self.diu.categ_id, self.switching)

    def test_board_stands_in_the_catalogue_once(self):
        """PRI-01: same model, same board type, whatever the case; an archived one
        does not count."""
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._new_board(self.zxj10, "aslc")
        self.aslc.product_tmpl_id.action_archive()
        self.env.flush_all()
        self.assertTrue(self._new_board(self.zxj10, "ASLC"))
        self.assertTrue(self._new_board(self.ewsd, "ASLC"))

    def test_other_products_are_left_alone(self):
        """OPS-02: products that are no boards keep the category they are given."""
        product = self.env["product.product"].create(
            {"name": "Cable", "categ_id": self.power.id}
        )
        self.assertFalse(product.repairable)
        self.assertEqual(product.categ_id, self.power)
        product.categ_id = self.switching
        self.assertEqual(product.categ_id, self.switching)


@tagged("post_install", "-at_install")
class TestCatalogueRequest(PricingCase):
    def setUp(self):
        super().setUp()
        Request = self.env["ruiji.catalogue.request"].with_user(self.clerk)
        self.request = Request.create(
            {"requested_board": "MPMP", "partner_id": self.yanan.id}
        )

    def test_technical_manager_is_asked(self):
        """PRI-01: a request is an activity of the technical manager."""
        self.assertEqual(self.request.state, "open")
        self.assertEqual(self.request.requested_by_id, self.clerk)
        self.assertIn(self.technical_manager, self.request.activity_ids.user_id)

    def test_board_is_added_from_the_request(self):
        """PRI-01: the technical manager names the model, and the board is there."""
        request = self.request.with_user(self.technical_manager)
        with self.assertRaisesRegex(UserError, "Choose the device model"):
            request.action_add_board()
        with Form(request) as form:
            form.device_model_id = self.zxj10
            self.assertEqual(form.categ_id, self.switching)
            self.assertEqual(form.board_type, "MPMP")
        request.action_add_board()
        board = request.product_id
        self.assertTrue(board.repairable)
        self.assertEqual(
            (board.device_model_id, board.board_type), (self.zxj10, "MPMP")
        )
        self.assertEqual(request.state, "done")
        self.assertFalse(request.activity_ids)

    def test_request_is_answered_with_a_known_board(self):
        """PRI-01: what was written may mean a board that is there already."""
        request = self.request.with_user(self.technical_manager)
        with self.assertRaisesRegex(UserError, "Choose the board"):
            request.action_resolve()
        request.product_id = self.aslc
        request.action_resolve()
        self.assertEqual((request.state, request.product_id), ("done", self.aslc))

    def test_refusal_has_its_reason_and_can_be_taken_back(self):
        """PRI-01: nothing is lost: a refused board says why and can be reopened."""
        request = self.request.with_user(self.technical_manager)
        with self.assertRaisesRegex(UserError, "why MPMP is not taken in"):
            request.action_refuse()
        request.answer = "停产"
        request.action_refuse()
        self.assertEqual(request.state, "refused")
        self.assertNotIn(self.technical_manager, request.activity_ids.user_id)
        request.action_reopen()
        self.assertEqual(request.state, "open")
        self.assertTrue(request.activity_ids)

    def test_similar_boards_are_suggested(self):
        """PRI-01: what may be meant is shown, the most alike first, and one click
        answers with it instead of adding the board twice."""
        Request = self.env["ruiji.catalogue.request"].with_user(self.clerk)
        asked = Request.create({"requested_board": "ZXJ10 ASLC-1"})
        asked = asked.with_user(self.technical_manager)
        self.assertEqual(asked.suggestion_ids[0], self.aslc)
        self.assertNotIn(self.rectifier, asked.suggestion_ids)
        board = asked.suggestion_ids[0].with_context(catalogue_request_id=asked.id)
        board.action_answer_catalogue_request()
        self.assertEqual((asked.state, asked.product_id), ("done", self.aslc))
        with self.assertRaises(AccessError):
            board.with_user(self.clerk).action_answer_catalogue_request()

    def test_suggestions_cost_one_query(self):
        """PRI-01: as many for a hundred requests as for ten."""
        Request = self.env["ruiji.catalogue.request"]
        requests = Request.create([{"requested_board": f"B{n}"} for n in range(100)])
        for few in (requests[:10], requests):
            self.env.flush_all()
            self.env.invalidate_all()
            few.mapped("requested_board")
            with self.assertQueryCount(1):
                few._similar_boards()

    def test_refusal_comes_back_to_who_asked(self):
        """PRI-01: the reason is an activity of whoever asked."""
        request = self.request.with_user(self.technical_manager)
        request.answer = "停产"
        request.action_refuse()
        activity = self.request.activity_ids
        self.assertEqual(activity.user_id, self.clerk)
        self.assertIn("停产", activity.note)

    def test_same_board_is_asked_for_once(self):
        """PRI-01: however it is written, one open request gathers a board."""
        Request = self.env["ruiji.catalogue.request"]
        found = Request._request_boards(["mpmp", "ＭＰＭＰ ", "XYZ"], self.xian)
        self.assertEqual(found["mpmp"], self.request)
        self.assertEqual(found["ＭＰＭＰ "], self.request)
        self.assertEqual(found["XYZ"].partner_id, self.xian)
        self.request.sudo().state = "refused"
        self.assertNotEqual(Request._request_boards(["mpmp"])["mpmp"], self.request)

    def test_only_the_technical_manager_answers(self):
        """PRI-01: who asked does not answer."""
        with self.assertRaises(AccessError):
            self.request.with_user(self.clerk).write({"product_id": self.aslc.id})
