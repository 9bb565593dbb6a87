from datetime import datetime

from odoo.tests import tagged

from odoo.addons.ruiji_repair_pricing.tests.portal_common import PNG

from .portal_call_common import CALLS, PortalCallCase


@tagged("post_install", "-at_install")
class TestPortalCall(PortalCallCase):
    """From the form at the portal to the desk."""

    def test_call_arrives_at_the_desk(self):
        """SVC-01: the form makes an entry of the register that waits for dispatch."""
        self._sign_in(self.wang_user)
        self.assertIn(CALLS, self.url_open("/my").text)
        answer = self._send_call(self._call_form(), [PNG])
        self.assertEqual(answer.status_code, 303, answer.text)
        call = self._sent_calls()
        self.assertEqual(call.partner_id, self.yanan)
        self.assertEqual(call.contact_id, self.wang)
        self.assertEqual(call.product_id, self.tnet)
        self.assertEqual(call.state, "new")
        self.assertEqual(call.area, "suburbs")
        self.assertEqual(call.street, "南关街12号")
        self.assertEqual(call.city_id, self.yanan_city)
        self.assertFalse(call.taken_by_id)
        self.assertTrue(call.kind and call.arrival_due)
        self.assertNotIn(self.wang, call.message_partner_ids)
        photo = call._client_photos()
        self.assertEqual(len(photo), 1)
        seen = self._get(f"{CALLS}/{call.id}/photos/{photo.id}")
        self.assertEqual(seen.status_code, 200)
        self.assertIn(call, self.calls.with_user(self.customer_service).search([]))

    def test_heads_know_until_somebody_is_sent(self):
        """SVC-01: the head finds the call among his activities, until he dispatched."""
        self._sign_in(self.wang_user)
        self._send_call(self._call_form())
        call = self._sent_calls()
        online = self.env.ref("ruiji_field_service.mail_activity_online_call")
        told = call.activity_ids.filtered(lambda act: act.activity_type_id == online)
        self.assertIn(self.head, told.user_id)
        self._dispatch(call)
        self.assertNotIn(online, call.activity_ids.activity_type_id)
        self._send_call(self._call_form())
        other = self._sent_calls() - call
        other.with_user(self.customer_service).action_withdraw()
        self.assertNotIn(online, other.activity_ids.activity_type_id)

    def test_service_down_goes_first(self):
        """SVC-02: where the service is down, the call stands before all others."""
        waiting = self._new_call(date_called=self._hours_ago(2))
        self._sign_in(self.wang_user)
        self._send_call(self._call_form(urgency="down"))
        call = self._sent_calls()
        shown = self.calls.with_user(self.head).search(
            [("id", "in", (call | waiting).ids)]
        )
        self.assertEqual(shown.ids, (call | waiting).ids)
        self._dispatch(call)
        self.assertEqual(call.board_rank, self._dispatch(waiting).board_rank)

    def test_sent_twice(self):
        """SVC-01: a form that is sent twice makes one call, each for himself."""
        self._sign_in(self.wang_user)
        form = self._call_form()
        first, second = self._send_call(form), self._send_call(form)
        self.assertEqual(first.headers["Location"], second.headers["Location"])
        self.assertEqual(len(self._sent_calls()), 1)
        lead = self._get(f"{CALLS}/sent?token={form['token']}")
        self.assertTrue(lead.headers["Location"].endswith(f"/{self._sent_calls().id}"))
        # Another client's form may bear the same token: nothing is told by that.
        self._sign_in(self.li_user)
        own = self._call_form(unit_id=str(self.xian.id), token=form["token"])
        self._send_call(own)
        self.assertEqual(len(self._sent_calls()), 2)

    def test_bad_input_is_told(self):
        """SVC-01: what is missing is said in a sentence, and what was typed stays."""
        self._sign_in(self.wang_user)
        for wrong in (
            {"equipment": " "},
            {"fault": ""},
            {"contact_name": ""},
            {"contact_phone": ""},
            {"area": "moon"},
            {"urgency": ""},
            {"token": ""},
            {"street": "长" * 300},
            {"wished_at": "gestern"},
            {"wished_at": "0001-01-01T00:00"},
            {"wished_at": "2020-01-01T09:00"},
        ):
            with self.subTest(wrong=wrong):
                answer = self._send_call(self._call_form(serial_number="还在", **wrong))
                self.assertEqual(answer.status_code, 200)
                page = self._parsed(answer)
                [told] = page.xpath("//div[@role='alert'][@class='alert alert-danger']")
                self.assertEqual(len(told.xpath("./div")), 1)
                [kept] = page.xpath("//input[@name='serial_number']/@value")
                self.assertEqual(kept, "还在")
        self._send_call(self._call_form(), [b"no photo at all"])
        self.assertFalse(self._sent_calls())

    def test_zero_bytes_do_no_harm(self):
        """SVC-01: what no database keeps is left out."""
        self._sign_in(self.wang_user)
        self._send_call(self._call_form(fault="无\0输出"))
        self.assertEqual(self._sent_calls().fault_description, "无输出")

    def test_wished_time_is_by_the_clock_of_the_company(self):
        """SVC-01: nine in the morning is nine in China."""
        self._sign_in(self.wang_user)
        self._send_call(self._call_form(wished_at="2190-05-05T09:00"))
        self.assertEqual(self._sent_calls().date_wished, datetime(2190, 5, 5, 1))

    def test_address_is_the_unit_s_unless_written(self):
        """SVC-01: an empty line means the address of the client's file."""
        self.yanan.street = "延安大街1号"
        self._sign_in(self.wang_user)
        self._send_call(self._call_form(street=""))
        self.assertEqual(self._sent_calls().street, "延安大街1号")

    def test_nobody_s_person_calls_nobody(self):
        """SVC-01, WEB-06: who belongs to no client is led away."""
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(f"{CALLS}/new").url)
        self.authenticate("admin", "admin")
        self.assertNotIn(CALLS, self.url_open(f"{CALLS}/new").url)
