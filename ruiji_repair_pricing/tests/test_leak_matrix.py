from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .leak_doors import SAMPLED, LeakDoors
from .leak_marks import marks_in
from .leak_programs import LeakPrograms
from .leak_screens import LeakScreens
from .leak_sweep import LeakSweep
from .leak_table import TABLE, open_marks
from .leak_world import LeakWorld
from .roles_sweep import RolesSweep

EXPORTERS = ("clerk", "customer_service", "vp", "general_manager")
NOISE = ("odoo.http", "odoo.addons", "odoo.sql_db", "odoo.models", "werkzeug")


@tagged("post_install", "-at_install")
class TestLeakMatrix(
    LeakDoors,
    LeakPrograms,
    LeakSweep,
    LeakScreens,
    RolesSweep,
    LeakWorld,
    HttpCase,
):
    """Roles by levels by doors, each cell tried on the running server."""

    def test_every_door_for_every_role(self):
        """ACC-02, ACC-09: a door shows what the table says, neither more nor less."""
        wrong = {}
        for role, user in self.users.items():
            self.authenticate(user.login, self._password(user))
            for name, answer in self._knock():
                marks = marks_in(answer)
                if marks - open_marks(role):
                    wrong[role, name] = sorted(marks - open_marks(role))
                elif not self._shows_enough(role, name, {file for _, file in marks}):
                    wrong[role, name] = ("shows too little", sorted(marks))
        self.assertFalse(wrong)

    def test_strangers_find_nothing(self):
        """ACC-02: a portal user of another unit on its pages, and the public."""
        self.authenticate(self.wang_user.login, self._password(self.wang_user))
        self.assertFalse(self._marks_on(self._portal_pages))
        self.authenticate(None, None)
        for name, answer in [*self._knock(), ("pages", self._portal_pages())]:
            self.assertFalse(marks_in(answer), name)

    def _knock(self):
        """(name, answer) of each door."""
        for name in dir(self):
            if name.startswith("_") and "_door_" in name:
                with mute_logger(*NOISE):
                    yield name, getattr(self, name)()

    def _marks_on(self, door):
        with mute_logger(*NOISE):
            return marks_in(door())

    def _shows_enough(self, role, name, files):
        """Whether the files that a door showed are all that it has to show."""
        open_files = set(TABLE[role].get("f", ()))
        if name.startswith("_shut_"):
            return not files
        if name.startswith("_export_"):
            return files == (open_files if role in EXPORTERS else set())
        if name.startswith("_file_"):
            return files == open_files
        return role != "vp" or set(SAMPLED) <= files

    def _password(self, user):
        return user.login + "x" * (8 - len(user.login))
