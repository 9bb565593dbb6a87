from datetime import date

from freezegun import freeze_time
from psycopg2.errors import ExclusionViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestAssignment(ArchiveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-03-02"):
            cls.client = cls._new_client(
                "延安宝塔区电信局", "independent", user_id=cls.manager.id
            )

    def _history(self, client=None):
        self.env.flush_all()
        return [
            (row.user_id, row.previous_user_id, row.date_from, row.date_to, row.origin)
            for row in (client or self.client).assignment_ids
        ]

    def test_registration_is_the_first_row(self):
        """MGR-02: creating a file sets yourself, and that is on record."""
        form = Form(
            self.env["res.partner"]
            .with_user(self.manager)
            .with_context(default_is_client=True),
            "ruiji_client_archive.client_view_form",
        )
        form.name = "陕西延安邮政局"
        form.client_tier = "independent"
        form.state_id = self.shaanxi
        client = form.save()
        row = client.assignment_ids
        self.assertEqual(row.user_id, self.manager)
        self.assertEqual((row.origin, row.state), ("registration", "effective"))

    def test_change_closes_one_row_and_opens_the_next(self):
        """MGR-02: the history keeps from, to, reason, approver and date."""
        nobody = self.env["res.users"]
        with freeze_time("2026-05-04"):
            self.client._assign(
                self.other_manager, "override", "came first", self.general_manager
            )
        self.assertEqual(
            self._history(),
            [
                (self.other_manager, self.manager, date(2026, 5, 4), False, "override"),
                (
                    self.manager,
                    nobody,
                    date(2026, 3, 2),
                    date(2026, 5, 4),
                    "registration",
                ),
            ],
        )
        last = self.client.assignment_ids[0]
        self.assertEqual(last.reason, "came first")
        self.assertEqual(last.approved_by_id, self.general_manager)

    def test_every_door_leaves_a_row(self):
        """MGR-02: whoever writes the manager, however, leaves a row."""
        self.client.user_id = self.other_manager
        self.client.with_user(self.vp).write({"user_id": self.manager.id})
        self.client.user_id = False
        self.assertEqual(
            [row[0] for row in self._history()][:3],
            [self.env["res.users"], self.manager, self.other_manager],
        )

    def test_partner_that_becomes_a_client_begins_its_history(self):
        """MGR-02: a partner with a salesperson is taken into the archive."""
        partner = self.env["res.partner"].create(
            {"name": "旧伙伴", "is_company": True, "user_id": self.manager.id}
        )
        self.assertFalse(partner.assignment_ids)
        partner.is_client = True
        self.assertEqual(partner.assignment_ids.user_id, self.manager)

    def test_same_manager_again_leaves_no_row(self):
        """MGR-02: nothing changed, nothing is on record."""
        self.client.user_id = self.manager
        self.client._assign(self.manager, "transfer", "again")
        self.assertEqual(len(self._history()), 1)

    def test_one_manager_at_a_time(self):
        """MGR-02: the database refuses a second row for the same days."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ExclusionViolation),
            self.env.cr.savepoint(),
        ):
            self.env["ruiji.assignment"].create(
                {
                    "client_id": self.client.id,
                    "user_id": self.other_manager.id,
                    "date_from": "2026-04-01",
                    "origin": "transfer",
                }
            )

    def test_two_changes_on_one_day_and_a_clock_behind(self):
        """MGR-02: a day may hold several rows; an earlier day breaks nothing."""
        with freeze_time("2026-05-04"):
            self.client._assign(self.other_manager, "transfer", "morning")
            self.client._assign(self.manager, "transfer", "evening")
        with freeze_time("2026-05-03"):
            self.client._assign(self.other_manager, "transfer", "west of here")
        days = [row[2:4] for row in self._history()]
        self.assertEqual(days[0], (date(2026, 5, 4), False))

    def test_history_cannot_be_forged(self):
        """MGR-02: nobody writes the history, and no RPC context steers it."""
        with self.assertRaises(AccessError):
            self.client.assignment_ids.with_user(self.general_manager).write(
                {"reason": "mine"}
            )
        forged = {"assignment_decision": ["override", "mine", self.vp.id]}
        self.client.with_user(self.vp).with_context(**forged).write(
            {"user_id": self.other_manager.id}
        )
        self.assertEqual(self.client.assignment_ids[0].origin, "transfer")

    def test_history_is_as_secret_as_the_file(self):
        """MGR-02, ACC-02: who may not open a file learns nothing of its history."""
        self.client.confidentiality = "secret"
        rows = self.client.assignment_ids
        Assignment = self.env["ruiji.assignment"]
        for user in (self.manager, self.vp, self.general_manager):
            self.assertTrue(Assignment.with_user(user).search([("id", "in", rows.ids)]))
        for user in (self.other_manager, self.clerk, self.finance):
            self.assertFalse(
                Assignment.with_user(user).search([("id", "in", rows.ids)])
            )
            with self.assertRaises(AccessError):
                rows.with_user(user).read(["user_id"])
        with self.assertRaises(AccessError):
            Assignment.with_user(self.outsider).search([])

    def test_files_before_the_history_get_their_first_row(self):
        """MGR-02, OPS-02: an update begins the history of files that were there."""
        self.client.assignment_ids.unlink()
        self.env["ruiji.assignment"]._begin_history()
        self.env["ruiji.assignment"]._begin_history()
        self.assertEqual(self.client.assignment_ids.user_id, self.manager)

    def test_change_of_many_takes_no_more_queries(self):
        """MGR-03: a hundred clients are handed over in the queries of ten."""
        clients = self.env["res.partner"].create(
            [
                {"is_client": True, "name": f"客户{n}", "user_id": self.manager.id}
                for n in range(110)
            ]
        )
        counts = []
        for some in (clients[:1], clients[1:10], clients[10:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._assign(self.other_manager, "transfer", "many")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_cap_is_held(self):
        """MGR-08: nobody gets more files than the cap, by any door."""
        self.other_manager.client_cap = 1
        self.client._assign(self.other_manager, "transfer", "first")
        for act in (
            lambda: self.yanan._assign(self.other_manager, "transfer", "second"),
            lambda: self.xian.write({"user_id": self.other_manager.id}),
            lambda: self._new_client("新客户", "independent")
            .with_user(self.other_manager)
            .create({"is_client": True, "name": "又一客户"}),
        ):
            with self.assertRaisesRegex(UserError, "may look after 1 clients"):
                act()

    def test_cap_counts_files_that_come_back(self):
        """MGR-08: an archived file counts again when it is taken back."""
        self.manager.client_cap = 1
        self.client.active = False
        self.yanan.user_id = self.manager
        with self.assertRaisesRegex(UserError, "may look after 1 clients"):
            self.client.active = True
