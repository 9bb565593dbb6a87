from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PricingCase


@tagged("post_install", "-at_install")
class TestContractAccess(PricingCase):
    """Contracts and prices are as secret as the client's file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts, cls.lines = {}, {}
        for client, level in (
            (cls.yanan, "internal"),
            (cls.xian, "confidential"),
            (cls.lanzhou, "secret"),
        ):
            client.write({"confidentiality": level, "user_id": cls.manager.id})
            contract = cls._new_contract(client, level)
            cls.contracts[level] = contract
            cls.lines[level] = cls._new_price(contract, cls.aslc, 100)
        cls.lines["standard"] = cls._new_price(None, cls.aslc, 900)

    def _seen(self, user, records):
        """Levels of the given records that the user finds and can read."""
        everything = next(iter(records.values())).browse()
        for record in records.values():
            everything |= record
        found = everything.with_user(user).search([("id", "in", everything.ids)])
        levels = {level for level, record in records.items() if record in found}
        for level, record in records.items():
            self.assertEqual(record.with_user(user).has_access("read"), level in levels)
        return levels

    def test_who_reads_which_contracts(self):
        """ACC-02: clearance decides; the file's own manager always reads."""
        for user, levels in (
            (self.manager, {"internal", "confidential", "secret"}),
            (self.other_manager, {"internal"}),
            (self.clerk, {"internal", "confidential"}),
            (self.customer_service, {"internal", "confidential"}),
            (self.finance, {"internal", "confidential", "secret"}),
            (self.vp, {"internal", "confidential", "secret"}),
            (self.general_manager, {"internal", "confidential", "secret"}),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(user, self.contracts), levels)
                standard = {"standard"}
                self.assertEqual(self._seen(user, self.lines), levels | standard)

    def test_who_reads_none(self):
        """ACC-02: technicians, the technical manager and other staff see neither
        contracts nor prices."""
        for user in (self.technician, self.technical_manager, self.outsider):
            for record in (self.contracts["internal"], self.lines["standard"]):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])

    def test_contracts_follow_the_file(self):
        """ACC-01: a file that becomes secret takes its contracts and prices with it."""
        contract, line = self.contracts["internal"], self.lines["internal"]
        self.assertTrue(contract.with_user(self.clerk).has_access("write"))
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.assertFalse(contract.with_user(self.clerk).has_access("read"))
        self.assertFalse(line.with_user(self.clerk).has_access("read"))
        self.yanan.user_id = self.other_manager
        self.env.flush_all()
        self.assertFalse(contract.with_user(self.manager).has_access("read"))
        self.assertTrue(contract.with_user(self.other_manager).has_access("read"))

    def test_who_changes_what(self):
        """ACC-06: contracts by clerks and the VP; prices by the manager of the
        client too; everybody else reads."""
        for user, on_contract, on_line in (
            (self.manager, False, True),
            (self.other_manager, False, False),
            (self.clerk, True, True),
            (self.customer_service, False, False),
            (self.finance, False, False),
            (self.vp, True, True),
            (self.general_manager, True, False),
        ):
            with self.subTest(user=user.login):
                contract = self.contracts["internal"].with_user(user)
                line = self.lines["internal"].with_user(user)
                self.assertEqual(contract.has_access("write"), on_contract)
                self.assertEqual(line.has_access("write"), on_line)

    def test_standard_list_is_not_the_account_managers(self):
        """PRI-02: account managers price under contracts, not the standard list."""
        self.assertFalse(
            self.lines["standard"].with_user(self.manager).has_access("write")
        )
        self.assertTrue(
            self.lines["standard"].with_user(self.clerk).has_access("write")
        )

    def test_client_file_opens_without_contracts(self):
        """ACC-02: the technical manager opens a file and finds no contract in it."""
        client = self.yanan.with_user(self.technical_manager)
        self.assertTrue(client.name)
        with self.assertRaises(AccessError):
            client.read(["business_contract_ids"])
