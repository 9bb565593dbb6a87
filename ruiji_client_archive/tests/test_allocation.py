from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import ArchiveCase


class AllocationCase(ArchiveCase):
    """Two account managers, and clients from a campaign that nobody looks after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["res.users"].search(
            [
                ("all_group_ids", "in", cls._managers_group().ids),
                ("id", "not in", (cls.manager | cls.other_manager).ids),
            ]
        )
        others.client_capacity = 0
        cls.campaign = cls.env["utm.campaign"].create({"name": "西部推广"})
        cls.clients = cls._lonely_clients(6)

    @classmethod
    def _managers_group(cls):
        return cls.env.ref("ruiji_client_archive.group_account_manager")

    @classmethod
    def _lonely_clients(cls, count, prefix="推广客户"):
        return cls.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"{prefix}{number}",
                    "client_tier": "independent",
                    "state_id": cls.shaanxi.id,
                    "campaign_id": cls.campaign.id,
                    "user_id": False,
                }
                for number in range(count)
            ]
        )

    def _proposal(self, clients=None, **values):
        clients = self.clients if clients is None else clients
        action = clients.with_user(self.vp).action_propose_allocation()
        return self.env["ruiji.allocation"].with_user(self.vp).browse(action["res_id"])

    def _loads(self, allocation):
        return {
            load.user_id: (load.load_before, load.load_after)
            for load in allocation.load_ids
        }


@tagged("post_install", "-at_install")
class TestAllocation(AllocationCase):
    def test_proposal_balances_and_shows_the_loads(self):
        """MGR-03: weighted by capacity, with the load before and after."""
        self.manager.client_capacity = 2
        allocation = self._proposal()
        self.assertEqual(
            self._loads(allocation),
            {self.manager: (0, 4), self.other_manager: (0, 2)},
        )
        self.assertFalse(self.clients.user_id, "nothing takes effect yet")

    def test_clients_without_manager_are_taken_in(self):
        """MGR-05: files without a manager are listed and allocated the same way."""
        action = self.env.ref("ruiji_client_archive.client_action_without_manager")
        listed = self.env["res.partner"].search(
            self.env["res.partner"]._domain_without_manager()
        )
        self.assertLessEqual(self.clients, listed)
        self.assertIn("('user_id', '=', False)", action.domain)
        form = Form(self.env["ruiji.allocation"].with_user(self.vp))
        allocation = form.save()
        allocation.action_take_in()
        self.assertEqual(allocation.line_ids.client_id, listed)
        self.assertTrue(all(line.user_id for line in allocation.line_ids))

    def test_campaign_comes_from_the_lead(self):
        """MGR-03: a client that came of a lead remembers its campaign."""
        lead = self.env["crm.lead"].create(
            {
                "name": "展会",
                "partner_name": "展会客户",
                "campaign_id": self.campaign.id,
            }
        )
        values = lead._prepare_customer_values("展会客户", is_company=True)
        self.assertEqual(values["campaign_id"], self.campaign.id)

    def test_province_preference_and_cap(self):
        """MGR-03, MGR-08: preferences choose the clients, the cap limits them."""
        self.clients[:2].state_id = self.gansu
        self.manager.preferred_state_ids = self.gansu
        self.manager.client_cap = 2
        allocation = self._proposal()
        mine = allocation.line_ids.filtered(lambda line: line.user_id == self.manager)
        self.assertEqual(mine.client_id, self.clients[:2])

    def test_edited_then_approved_then_in_effect(self):
        """MGR-03: the VP edits, the general manager approves, then it counts."""
        allocation = self._proposal()
        allocation.line_ids.write({"user_id": self.other_manager.id})
        allocation.action_submit()
        self.assertIn(self.general_manager, allocation.activity_ids.user_id)
        self.assertFalse(self.clients.user_id)
        allocation.with_user(self.general_manager).action_approve()
        self.assertEqual(self.clients.user_id, self.other_manager)
        self.assertEqual(allocation.state, "approved")
        row = self.clients[0].assignment_ids
        self.assertEqual(row.origin, "allocation")
        self.assertEqual(row.approved_by_id, self.general_manager)
        self.assertEqual(row.reason, allocation.name)

    def test_only_the_general_manager_approves(self):
        """MGR-03: not the VP, not whoever submitted it, not over RPC."""
        self.general_manager.group_ids += self.env.ref(
            "ruiji_client_archive.group_marketing_vp"
        )
        allocation = self._proposal()
        allocation.with_user(self.general_manager).action_submit()
        for user in (self.vp, self.general_manager):
            with self.assertRaises(AccessError):
                allocation.with_user(user).action_approve()
        for values in ({"state": "approved"}, {"approved_by_id": self.vp.id}):
            with self.assertRaises(AccessError):
                allocation.with_user(self.vp).write(values)
            with self.assertRaises(AccessError):
                allocation.with_user(self.vp).create(values)
        for user in (self.clerk, self.manager):
            with self.assertRaises(AccessError):
                allocation.with_user(user).read(["name"])

    def test_nothing_is_applied_when_one_client_is_gone(self):
        """MGR-03: all or nothing, even if somebody got one client meanwhile."""
        allocation = self._proposal()
        allocation.action_submit()
        self.clients[3].user_id = self.manager
        with self.assertRaisesRegex(UserError, "推广客户3 went to .* nothing was"):
            allocation.with_user(self.general_manager).action_approve()
        self.assertFalse((self.clients - self.clients[3]).user_id)

    def test_nothing_is_applied_when_a_cap_is_full(self):
        """MGR-03, MGR-08: a cap that leaves no room refuses the whole."""
        allocation = self._proposal()
        allocation.action_submit()
        self.manager.client_cap = 1
        with (
            self.assertRaisesRegex(UserError, "may look after 1 clients"),
            self.env.cr.savepoint(),
        ):
            allocation.with_user(self.general_manager).action_approve()
        self.assertFalse(self.clients.user_id)

    def test_returned_with_a_reason_and_balanced_anew(self):
        """MGR-03: returned with a reason; what went elsewhere drops out."""
        allocation = self._proposal()
        allocation.action_submit()
        with self.assertRaisesRegex(UserError, "present state"):
            allocation.line_ids[0].user_id = self.manager
        wizard = (
            self.env["ruiji.allocation.return"]
            .with_user(self.general_manager)
            .with_context(active_id=allocation.id)
            .create({"reason": "less for the new ones"})
        )
        wizard.action_return()
        self.assertEqual(allocation.state, "returned")
        self.assertEqual(allocation.reason, "less for the new ones")
        self.assertEqual(allocation.activity_ids.user_id, self.vp)
        self.clients[3].user_id = self.manager
        allocation.action_balance()
        self.assertEqual(allocation.line_ids.client_id, self.clients - self.clients[3])
        self.assertEqual(self._loads(allocation)[self.manager], (1, 3))
        allocation.action_submit()
        allocation.with_user(self.general_manager).action_approve()
        self.assertTrue(all(client.user_id for client in self.clients))

    def test_submit_needs_everybody_assigned(self):
        """MGR-03: without room, or without clients, one sentence says what to do."""
        (self.manager | self.other_manager).client_cap = 1
        allocation = self._proposal()
        with self.assertRaisesRegex(UserError, "4 clients have no account manager"):
            allocation.action_submit()
        empty = self.env["ruiji.allocation"].with_user(self.vp).create({})
        with self.assertRaisesRegex(UserError, "Add the clients"):
            empty.action_submit()

    def test_columns_for_all_who_take_part(self):
        """MGR-03: dragging needs a column even for who gets nobody yet."""
        self.manager.client_cap = 1
        self._new_client("客户甲", "independent", user_id=self.manager.id)
        allocation = self._proposal()
        action = allocation.action_view_lines()
        groups = (
            self.env["ruiji.allocation.line"]
            .with_user(self.vp)
            .with_context(**action["context"], read_group_expand=True)
            .formatted_read_group(action["domain"], ["user_id"], ["__count"])
        )
        users = {group["user_id"][0] for group in groups if group["user_id"]}
        self.assertEqual(users, {self.manager.id, self.other_manager.id})

    def test_two_thousand_clients_take_a_handful_of_queries(self):
        """MGR-03: proposing and approving cost the same for 10 clients and 200."""
        batches = (
            self._lonely_clients(4, "甲"),
            self._lonely_clients(10, "乙"),
            self._lonely_clients(200, "丙"),
        )
        counts = []
        for clients in batches:
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            allocation = self._proposal(clients)
            self.env.flush_all()
            proposed = self.env.cr.sql_log_count
            allocation.action_submit()
            self.env.flush_all()
            self.env.invalidate_all()
            submitted = self.env.cr.sql_log_count
            allocation.with_user(self.general_manager).action_approve()
            self.env.flush_all()
            counts.append((proposed - before, self.env.cr.sql_log_count - submitted))
        for with_ten, with_many in zip(*counts[1:], strict=True):
            # Rows are inserted in pieces of a hundred by Odoo itself.
            self.assertLessEqual(with_many, with_ten + 2)
        # Whatever hangs on a file follows its manager by a query or two of its own.
        self.assertLess(max(counts[2]), 130)
