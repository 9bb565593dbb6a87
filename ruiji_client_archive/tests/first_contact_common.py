from odoo.tests import freeze_time

from .common import ArchiveCase

# Registered on Thursday 24 September 2026. The next three days are Mid-Autumn;
# 28 to 30 are working days 1 to 3; then National Day until 7 October; Thursday 8
# and Friday 9 are days 4 and 5, Saturday 10 is worked in exchange: day 6.
REGISTERED = "2026-09-24 02:00:00"
DAY_4 = "2026-10-08 02:00:00"
DAY_5 = "2026-10-09 02:00:00"
DAY_6 = "2026-10-10 02:00:00"
DEADLINE = "2026-10-12"
DAY_7 = "2026-10-12 02:00:00"
DAY_8 = "2026-10-13 02:00:00"


class FirstContactCase(ArchiveCase):
    """A client that its account manager registered before the long holidays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._register("西安高新区供电公司")

    @classmethod
    def _register(cls, *names, manager=None, day=REGISTERED):
        """Register clients as an account manager does, on a day."""
        values = {
            "is_client": True,
            "client_tier": "independent",
            "state_id": cls.shaanxi.id,
        }
        with freeze_time(day):
            clients = cls.env["res.partner"].with_user(manager or cls.manager)
            created = clients.create([values | {"name": name} for name in names])
        return created.with_env(cls.env)

    def _run_on(self, day):
        """Let the daily job run on a day."""
        with freeze_time(day), self.enter_registry_test_mode():
            self.env.flush_all()
            job = self.env.ref("ruiji_client_archive.cron_first_contact")
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _activities(self, kind="first_contact", clients=None):
        activity_type = self.env.ref(f"ruiji_client_archive.mail_activity_{kind}")
        return (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .search(
                [
                    ("res_model", "=", "res.partner"),
                    ("res_id", "in", (clients or self.client).ids),
                    ("activity_type_id", "=", activity_type.id),
                ]
            )
        )
