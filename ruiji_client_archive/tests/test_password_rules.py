import unittest

from odoo.addons.ruiji_client_archive.utils.password_rules import (
    KINDS,
    OWN,
    SHORT,
    TRIVIAL,
    password_faults,
)


class TestPasswordRules(unittest.TestCase):
    """ACC-07, WEB-03: what a password must be."""

    def _faults(self, password):
        return password_faults(password, "yadxyw", "王磊", 8)

    def test_good_passwords(self):
        """ACC-07: long enough, three kinds, nobody's own, not guessed at once."""
        for password in (
            "Bao7ta-shan",
            "延安Bao塔1937",
            "a-Password-of-my-own",
            "xK9#mq2v",
        ):
            self.assertEqual(self._faults(password), [], password)

    def test_each_fault(self):
        """ACC-07: what is wrong has a name."""
        expected = {
            "aB3-x": [SHORT, TRIVIAL],
            "baotashanyanhe": [KINDS],
            "Yadxyw-2026": [OWN],
            "Wanglei-9021": [OWN],
            "我是王磊-Abc9": [OWN],
            "Password1!": [TRIVIAL],
            "Qwerty12345": [TRIVIAL],
            "Admin-12345": [TRIVIAL],
            "aaaa-AAAA-1": [TRIVIAL],
        }
        for password, faults in expected.items():
            self.assertEqual(self._faults(password), faults, password)

    def test_nobody_in_particular(self):
        """ACC-07: without login and name the other rules hold."""
        self.assertEqual(password_faults("Bao7ta-shan", False, False, 8), [])
