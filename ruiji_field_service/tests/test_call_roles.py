from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import CallCase

SHOWN = [
    "name",
    "client_name",
    "site_address",
    "contact_name",
    "contact_phone",
    "product_id",
    "fault_description",
    "kind",
]
CLOSED = ["kind_reason", "contract_id", "earlier_repair_id", "contact_id", "history"]


@tagged("post_install", "-at_install")
class TestCallRoles(CallCase):
    """Who sees which calls, and what of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._new_call()
        cls.other = cls._new_call()
        cls._dispatch(cls.mine, cls.field)
        cls._dispatch(cls.other, cls.field2)
        cls.waiting = cls._new_call()

    def _seen_by(self, user):
        return self.env["ruiji.service.call"].with_user(user).search([])

    def test_technicians_see_calls_sent_to_them(self):
        """SVC-02, ACC-02: their own calls alone, until these go to somebody else."""
        self.assertEqual(self._seen_by(self.field), self.mine)
        with self.assertRaises(AccessError):
            self.other.with_user(self.field).read(["name"])
        self._dispatch(self.mine, self.field2)
        self.assertFalse(self._seen_by(self.field))

    def test_technicians_see_where_to_go_and_no_file(self):
        """SVC-02: name, site, telephone and fault; no contract, no file, no price."""
        call = self.mine.with_user(self.field)
        shown = call.read(SHOWN)[0]
        self.assertEqual(shown["client_name"], self.yanan.name)
        self.assertEqual(shown["contact_phone"], "0911-2110000")
        for name in CLOSED:
            with self.assertRaises(AccessError, msg=name):
                call.read([name])
        with self.assertRaises(AccessError):
            self.yanan.with_user(self.field).read(["street"])
        form = Form(call)
        self.assertEqual(form.client_name, self.yanan.name)
        self.assertNotIn("kind_reason", form._view["fields"])

    def test_technicians_write_nothing(self):
        """SVC-02: they take steps; over RPC they change nothing."""
        call = self.mine.with_user(self.field)
        for vals in ({"street": "别处"}, {"technician_id": self.field2.id}):
            with self.assertRaises(AccessError):
                call.write(vals)
        with self.assertRaises(AccessError):
            self._new_call(user=self.field)

    def test_closed_files_keep_their_calls_closed(self):
        """SVC-01, ACC-02: secret clients' calls: head and management, not the clerk."""
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        for user in (self.customer_service, self.other_manager):
            self.assertFalse(self._seen_by(user), user.login)
        for user in (self.head, self.vp, self.general_manager, self.finance):
            self.assertEqual(len(self._seen_by(user)), 3, user.login)
        self.assertEqual(len(self._seen_by(self.manager)), 3)
        self.assertEqual(self._seen_by(self.field), self.mine)

    def test_others_see_nothing(self):
        """SVC-01: staff without a role here, and the portal over RPC."""
        for user in (self.outsider, self.technician, self.wang_user):
            with self.assertRaises(AccessError):
                self._seen_by(user)

    def test_readers_change_nothing(self):
        """SVC-01: management, finance and account managers read."""
        for user in (self.vp, self.general_manager, self.finance, self.manager):
            with self.assertRaises(AccessError):
                self.mine.with_user(user).write({"district": "宝塔区"})

    def test_head_has_no_prices(self):
        """SVC-02: the service head opens the form, which shows no contract."""
        form = Form(self.waiting.with_user(self.head))
        self.assertNotIn("contract_id", form._view["fields"])
        with self.assertRaises(AccessError):
            self.waiting.with_user(self.head).read(["contract_id"])
