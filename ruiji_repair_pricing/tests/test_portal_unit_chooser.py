from odoo.tests import tagged

from .portal_common import PortalSlipCase

MANY = 25


@tagged("post_install", "-at_install")
class TestUnitChooser(PortalSlipCase):
    """Thousands of units are found by typing, on every form of the portal (WEB-08)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Tours sign in with the login as the password: eight characters at least.
        cls.zhao = cls._new_person(cls.province, "赵刚", portal_scope="subtree")
        cls.zhao_user = cls._new_portal_user(cls.zhao, "sxdxzhao")
        cls.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"中国电信股份有限公司陕西第{number}分公司",
                    "client_tier": "prefecture",
                    "state_id": cls.shaanxi.id,
                    "city_id": cls.xian_city.id,
                    "superior_id": cls.province.id,
                    "archive_state": "filed",
                }
                for number in range(MANY)
            ]
        )

    def _names(self, **params):
        answer = self._rpc("/my/units", **params)
        return [unit["name"] for unit in answer["units"]], answer["more"]

    def test_pages_hold_every_unit_once(self):
        """WEB-08: own unit first, then page by page, none twice and none foreign."""
        self._sign_in(self.zhao_user)
        first, more = self._names()
        self.assertEqual(first[0], self.province.name)
        self.assertTrue(more)
        second, more = self._names(page=2)
        self.assertFalse(more)
        units = self.zhao_user._portal_units()
        self.assertCountEqual(first + second, units.mapped("name"))

    def test_a_unit_is_found_by_what_people_call_it(self):
        """OPS-06: short name, initials and number find a unit."""
        self._sign_in(self.zhao_user)
        for term in (self.yanan.short_name, "yadx", self.yanan.client_number):
            with self.subTest(term=term):
                self.assertEqual(self._names(term=term), ([self.yanan.name], False))

    def test_no_unit_of_somebody_else(self):
        """WEB-06: a sister, another client's id or name, who belongs to no client."""
        self._sign_in(self.wang_user)
        self.assertEqual(self._names(), ([self.yanan.name], False))
        for term in (self.xian.name, self.xian.client_number, "%", "_", 7, None):
            with self.subTest(term=term):
                names, more = self._names(term=term, page="x")
                self.assertNotIn(self.xian.name, names)
                self.assertFalse(more)
        stranger = self._new_portal_user(
            self.env["res.partner"].create({"name": "路人"}), "stranger"
        )
        self._sign_in(stranger)
        self.assertEqual(self._names(), ([], False))
        self.authenticate(None, None)
        self.assertIn(b"error", self.url_open("/my/units", json={}).content)

    def test_page_without_scripts_is_bounded(self):
        """WEB-09: a plain list of the first units, however many there are."""
        self._sign_in(self.zhao_user)
        page = self._page(f"/my/contracts?unit_id={self.yanan.id}")
        options = page.xpath("//select[@name='unit_id']/option")
        self.assertLessEqual(len(options), 51)
        chosen = [option.text for option in options if option.get("selected")]
        self.assertEqual(chosen, [self.yanan.name])

    def test_client_file_lists_a_page_of_units(self):
        """WEB-04, WEB-08: a group's hundreds of units are searched, page by page."""
        self._sign_in(self.zhao_user)

        def shown(query=""):
            page = self._page(f"/my/client-file{query}")
            return page.xpath("//ul[contains(@class, 'o_client_file_units')]/li/text()")

        below = self.province._units_below().mapped("name")
        first, second = shown(), shown("?unit_page=2")
        self.assertCountEqual(first + second, below)
        self.assertEqual(shown("?unit_search=yadx"), [self.yanan.name])
        self.assertEqual(shown(f"?unit_search={self.lanzhou.name}"), [])
        self.assertEqual(shown("?unit_page=x"), first)
        self.assertFalse(shown("?unit_page=999999999999"))

    def test_typing_in_the_browser(self):
        """WEB-08, WEB-09: type, choose by keyboard, send the form."""
        self.start_tour(
            "/en/my/contracts", "ruiji_portal_unit_chooser", login="sxdxzhao"
        )
