from odoo.tests import tagged

from ..utils.pinyin import pinyin_sort_key
from .common import ArchiveCase

# As a Chinese dictionary has them.
SORTED_CITIES = ["安康", "宝鸡", "长治", "重庆", "汉中", "西安", "咸阳", "延安"]


@tagged("post_install", "-at_install")
class TestPinyin(ArchiveCase):
    """Names in the order, and by the letters, that people expect (OPS-06)."""

    def test_sort_key(self):
        """OPS-06: syllable by syllable, characters of several readings as spoken."""
        self.assertEqual(sorted(SORTED_CITIES, key=pinyin_sort_key), SORTED_CITIES)
        persons = ["单伟", "曾涛", "张伟", "查良"]
        self.assertEqual(
            sorted(persons, key=lambda name: pinyin_sort_key(name, person=True)),
            ["单伟", "曾涛", "查良", "张伟"],
        )
        self.assertEqual(pinyin_sort_key("ZTE"), "zte")
        self.assertEqual(pinyin_sort_key(None), "")

    def _named(self, names, **values):
        return self.env["res.partner"].create(
            [{"name": name, **values} for name in names]
        )

    def test_sorting_by_name(self):
        """OPS-06: lists sorted by name, both ways; the directory, too."""
        clients = self._named(
            reversed(SORTED_CITIES),
            is_client=True,
            client_tier="independent",
            state_id=self.shaanxi.id,
        ).with_user(self.manager)
        ours = [("id", "in", clients.ids)]
        found = clients.search(ours, order="name")
        self.assertEqual(found.mapped("name"), SORTED_CITIES)
        found = clients.search(ours, order="name DESC")
        self.assertEqual(found.mapped("name"), SORTED_CITIES[::-1])
        directory = self.env["ruiji.client.directory"].with_user(self.manager)
        self.assertEqual(directory.search(ours).mapped("name"), SORTED_CITIES)

    def test_groups_and_choices_are_sorted(self):
        """OPS-06: a list grouped by client, and clients and persons to choose from."""
        clients = self._named(
            reversed(SORTED_CITIES),
            is_client=True,
            client_tier="independent",
            state_id=self.shaanxi.id,
        )
        self._named(["安康"], parent_id=clients[0].id)
        persons = self._named(reversed(SORTED_CITIES), parent_id=clients[-1].id)
        partners = self.env["res.partner"].with_user(self.manager)
        groups = partners.web_read_group(
            [("parent_id", "in", clients.ids)], ["parent_id"], ["__count"]
        )["groups"]
        names = [group["parent_id"][1] for group in groups]
        self.assertEqual(names, ["安康", "延安"])
        shown = partners.search([("id", "in", (clients | persons).ids)])
        self.assertEqual(shown[1:9].mapped("name"), SORTED_CITIES)
        self.assertEqual((shown[0] | shown[9:]).mapped("name"), SORTED_CITIES)

    def test_divisions_stand_in_their_official_order(self):
        """OPS-06: Beijing before Tianjin, Xi'an before Baoji."""
        china = self.env.ref("base.cn")
        provinces = self.env["res.country.state"].search(
            [("country_id", "=", china.id)]
        )
        self.assertEqual(len(provinces), 34)
        self.assertEqual(
            provinces[:4].mapped("name"), ["北京市", "天津市", "河北省", "山西省"]
        )
        cities = self.env["res.city"].search([("state_id", "=", self.shaanxi.id)])
        names = ["西安市", "铜川市", "宝鸡市"]
        self.assertEqual(cities[:3].mapped("name"), names)

    def test_sorting_by_name_uses_the_index(self):
        """OPS-06: no sort of the whole archive for one page of it."""
        partners = self.env["res.partner"]
        query = partners._search([], order="name", limit=80)
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        rows = self.env.execute_query(_explained(query.select()))
        self.assertIn("res_partner_name_pinyin_idx", str(rows))

    def test_names_are_found_where_one_picks_a_client(self):
        """OPS-06: full name, short name, initials and number."""
        partners = self.env["res.partner"].with_user(self.clerk)
        words = ("延安分公司", "延安电信", "yadx", "YADX", self.yanan.client_number)
        for word in words:
            with self.subTest(word):
                found = [id_ for id_, _name in partners.name_search(word)]
                self.assertIn(self.yanan.id, found)
        self.assertNotIn(
            self.xian.id, [id_ for id_, _name in partners.name_search("yadx")]
        )
        directory = self.env["ruiji.client.directory"].with_user(self.clerk)
        found = directory.search([("name_initials", "ilike", "yadx")])
        self.assertEqual(found.ids, self.yanan.ids)

    def test_portal_users_search_as_before(self):
        """OPS-06, WEB-06: initials are for staff; others get no error either."""
        portal = self.env["res.users"].create(
            {
                "name": "网上",
                "login": "wangshang",
                "group_ids": self.env.ref("base.group_portal").ids,
            }
        )
        partners = self.env["res.partner"].with_user(portal)
        self.assertFalse(partners.name_search("yadx"))
        partners.search([], order="name")


def _explained(select):
    code = f"EXPLAIN {select.code}"
    return type(select)(code, *select.params)
