from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestClientFiling(ArchiveCase):
    """Companies that Odoo knows already are taken into the archive (OPS-02)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.putian, cls.ruian = cls.env["res.partner"].create(
            [
                {
                    "name": "普天信息技术有限公司",
                    "is_company": True,
                    "street": "高新路",
                },
                {"name": "瑞安通信有限公司", "is_company": True},
            ]
        )
        cls.person = cls.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": cls.putian.id}
        )

    def _filing(self, user, partners):
        context = {"active_model": "res.partner", "active_ids": partners.ids}
        return Form(
            self.env["ruiji.client.filing"].with_user(user).with_context(**context)
        )

    def _problems(self, user, partners):
        filing = self._filing(user, partners)
        return [
            filing.line_ids.edit(row).problem for row in range(len(filing.line_ids))
        ]

    def test_company_becomes_a_client(self):
        """OPS-02, ARC-01: it gets a number and a tier, and keeps what it had."""
        self.putian.message_post(body="Called them")
        before = self.putian.message_ids
        filing = self._filing(self.clerk, self.putian)
        with filing.line_ids.edit(0) as row:
            row.state_id, row.city_id = self.shaanxi, self.xian_city
        filing.user_id = self.manager
        filing.save().action_register()
        client = self.putian
        self.assertTrue(client.is_client and client.client_number)
        self.assertEqual(client.client_tier, "independent")
        self.assertEqual(client.archive_state, "draft")
        self.assertEqual(client.user_id, self.manager)
        self.assertEqual(client.city_id, self.xian_city)
        self.assertEqual(client.street, "高新路")
        self.assertEqual(client.confidentiality, "internal")
        self.assertTrue(before <= client.message_ids)
        self.assertEqual(client.child_ids, self.person)
        self.assertEqual(self.person.confidentiality, "internal")
        self.assertEqual(self.person.user_id, self.manager)
        self.assertEqual(client.assignment_ids.user_id, self.manager)

    def test_several_at_once(self):
        """OPS-02: each gets a number of its own; persons stand for their company."""
        filing = self._filing(self.clerk, self.person | self.ruian).save()
        action = filing.action_register()
        clients = self.env["res.partner"].search(action["domain"])
        self.assertEqual(clients, self.putian | self.ruian)
        self.assertEqual(len(set(clients.mapped("client_number"))), 2)
        self.assertFalse(clients.user_id)

    def test_manager_registers_for_himself(self):
        """OPS-02, MGR-02: who registers a client looks after it."""
        self._filing(self.manager, self.ruian).save().action_register()
        self.assertEqual(self.ruian.user_id, self.manager)

    def test_salesperson_who_manages_accounts_stays(self):
        """OPS-02, MGR-02: the company was his before."""
        self.ruian.user_id = self.other_manager
        self._filing(self.manager, self.ruian).save().action_register()
        self.assertEqual(self.ruian.user_id, self.other_manager)

    def test_salesperson_without_a_role_in_the_archive_goes(self):
        """OPS-02, MGR-02: a file that its manager couldn't open has none."""
        self.ruian.user_id = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman"
        )
        filing = self._filing(self.clerk, self.ruian)
        filing.user_id = self.manager
        filing.save().action_register()
        self.assertEqual(self.ruian.user_id, self.manager)

    def test_name_that_is_filed_is_refused(self):
        """OPS-02, ARC-01: the refusal names the file and its manager, in each row."""
        twin = self.ruian.copy({"name": " 瑞安通信(有限公司)"})
        taken = self.ruian.copy({"name": self.yanan.name})
        problems = self._problems(self.clerk, self.putian | self.ruian | twin | taken)
        self.assertFalse(problems[0])
        self.assertTrue(problems[1] and problems[2])
        self.assertIn(self.yanan.client_number, problems[3])
        filing = self._filing(self.clerk, self.putian | taken).save()
        with self.assertRaisesRegex(UserError, self.yanan.client_number):
            filing.action_register()
        self.assertFalse(self.putian.is_client)

    def test_what_cannot_be_a_client_is_said(self):
        """OPS-02: persons, clients, archived companies, wrong postal codes."""
        individual = self.env["res.partner"].create({"name": "李四"})
        archived = self.ruian.copy({"name": "甲公司", "active": False})
        foreign = self.ruian.copy({"name": "乙公司", "zip": "94538-12"})
        problems = self._problems(
            self.clerk, self.yanan | individual | archived | foreign
        )
        self.assertEqual(len(problems), 4)
        self.assertTrue(all(problems))
        self.assertEqual(len(set(problems)), 4)

    def test_branch_leaves_the_addresses_of_its_parent(self):
        """OPS-02, SUB-01: the unit tree takes it; where it stood is on record."""
        branch = self.ruian.copy(
            {"name": "中国电信股份有限公司宝鸡分公司", "parent_id": self.province.id}
        )
        filing = self._filing(self.clerk, branch).save()
        self.assertEqual(filing.line_ids.client_tier, "prefecture")
        filing.action_register()
        self.assertEqual(branch.superior_id, self.province)
        self.assertFalse(branch.parent_id)
        self.assertIn(self.province, branch._units_above())
        self.assertIn(self.province.name, str(branch.message_ids.mapped("body")))

    def test_roles(self):
        """OPS-02: who may register clients may do it this way, nobody else."""
        for user in (self.finance, self.customer_service, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["ruiji.client.filing"].with_user(user).create({})

    def test_many_cost_as_few_queries_as_few(self):
        """OPS-02: in bulk, a company more costs what Odoo itself logs of it."""

        def register(count, word):
            partners = self.env["res.partner"].create(
                [{"name": f"{word}{n}号公司", "is_company": True} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            filing = self._filing(self.clerk, partners).save()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            filing.action_register()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        register(2, "先")
        few, many = register(10, "少"), register(100, "多")
        # A message and its tracking value, which Odoo writes one by one.
        self.assertLess(many - few, 90 * 2 + 20)
