from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Barrier

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessDenied
from odoo.tests import TransactionCase, tagged

MOST = 5
WORKERS = 8
COUNTER = ("unknown", "#race", False, MOST)
GUESSED = "nobody-has-this-login"


@tagged("post_install", "-at_install")
class TestLoginGuardRace(TransactionCase):
    """WEB-03: real connections side by side; what they count is removed again."""

    def setUp(self):
        super().setUp()
        self._remove_what_was_counted()
        self.addCleanup(self._remove_what_was_counted)

    @contextmanager
    def _worker(self):
        """The users as a worker of its own sees them, who never commits."""
        with closing(self.registry.cursor()) as cursor:
            yield api.Environment(cursor, SUPERUSER_ID, {})["res.users"]

    def _remove_what_was_counted(self):
        with self._worker() as users:
            keys = [COUNTER[1], users._login_counter(users.browse(), GUESSED)[1]]
            users.env["ruiji.login.guard"].search([("key", "in", keys)]).unlink()
            users.env.cr.commit()

    def _guard(self, users, key):
        return users.env["ruiji.login.guard"].search([("key", "=", key)])

    def _fail(self, times=1):
        """Guess wrong, on a connection of its own; returns the last sentence."""
        for _time in range(times):
            with self._worker() as users, self.assertRaises(AccessDenied) as refused:
                with users._assert_can_auth(user=GUESSED):
                    raise AccessDenied
        return str(refused.exception)

    def _set_most(self, users):
        return users._security_setting("login_failures")

    def test_workers_count_every_failure_at_once(self):
        """WEB-03: none is lost, none fails, and those beyond the limit are told so."""
        start = Barrier(WORKERS, timeout=60)

        def count(_number):
            with self._worker() as users:
                # The picture of the request is older than what the others count.
                users.env.cr.execute("SELECT 1 FROM ruiji_login_guard LIMIT 1")
                start.wait()
                return users._count_failures([COUNTER])

        with ThreadPoolExecutor(max_workers=WORKERS) as pool:
            full = list(pool.map(count, range(WORKERS)))
        self.assertEqual(sum(full), WORKERS - MOST)
        with self._worker() as users:
            counter = self._guard(users, COUNTER[1])
            self.assertEqual(counter.failures, WORKERS)
            self.assertTrue(counter.is_locked)

    def test_right_guess_among_many_opens_nothing(self):
        """WEB-03: it was verified while the others locked the login."""
        with self._worker() as users, self.assertRaises(AccessDenied) as refused:
            with users._assert_can_auth(user=GUESSED):
                self._fail(self._set_most(users))
        self.assertEqual(str(refused.exception), users._locked_sentence())

    def test_right_guess_before_the_limit_opens(self):
        """WEB-03: one failure less, and it is as if it had come before them."""
        with self._worker() as users, users._assert_can_auth(user=GUESSED):
            self._fail(self._set_most(users) - 1)

    def test_wrong_guess_among_many_learns_nothing(self):
        """WEB-03: beyond the limit wrong and right are answered alike."""
        with self._worker() as users, self.assertRaises(AccessDenied) as refused:
            with users._assert_can_auth(user=GUESSED):
                last = self._fail(self._set_most(users))
                raise AccessDenied
        self.assertNotEqual(last, users._locked_sentence())
        self.assertEqual(str(refused.exception), users._locked_sentence())
