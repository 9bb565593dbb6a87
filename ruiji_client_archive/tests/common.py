from odoo.tests import TransactionCase, new_test_user

ADDON = "ruiji_client_archive"


class ArchiveCase(TransactionCase):
    """A small archive: one group, two provinces, three prefectures; one user a role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.clerk = cls._new_user("marketing_clerk")
        cls.reviewer = cls._new_user("marketing_clerk", "reviewer")
        cls.manager = cls._new_user("account_manager")
        cls.other_manager = cls._new_user("account_manager", "other_manager")
        cls.vp = cls._new_user("marketing_vp")
        cls.general_manager = cls._new_user("general_manager")
        cls.finance = cls._new_user("finance")
        cls.customer_service = cls._new_user("customer_service")
        cls.outsider = new_test_user(cls.env, "outsider", groups="base.group_user")

        cls.shaanxi = cls.env.ref("base.state_cn_SN")
        cls.gansu = cls.env.ref("base.state_cn_GS")
        cls.yanan_city = cls._city("6106")
        cls.xian_city = cls._city("6101")
        cls.lanzhou_city = cls._city("6201")

        cls.group = cls._new_client("中国电信集团有限公司", "group")
        cls.province = cls._new_client(
            "中国电信股份有限公司陕西分公司", "province", superior_id=cls.group.id
        )
        cls.other_province = cls._new_client(
            "中国电信股份有限公司甘肃分公司",
            "province",
            superior_id=cls.group.id,
            state_id=cls.gansu.id,
        )
        cls.yanan, cls.xian = (
            cls._new_client(
                f"中国电信股份有限公司{city.name[:-1]}分公司",
                "prefecture",
                superior_id=cls.province.id,
                city_id=city.id,
            )
            for city in (cls.yanan_city, cls.xian_city)
        )
        cls.lanzhou = cls._new_client(
            "中国电信股份有限公司兰州分公司",
            "prefecture",
            superior_id=cls.other_province.id,
            state_id=cls.gansu.id,
            city_id=cls.lanzhou_city.id,
        )

    @classmethod
    def _new_user(cls, role, login=None, **values):
        groups = f"{ADDON}.group_{role}"
        return new_test_user(cls.env, login or role, groups=groups, **values)

    @classmethod
    def _city(cls, code):
        return cls.env["res.city"].search([("division_code", "=", code)])

    @classmethod
    def _new_client(cls, name, tier, **values):
        """A filed client in Shaanxi unless told otherwise."""
        return cls.env["res.partner"].create(
            {
                "is_client": True,
                "name": name,
                "client_tier": tier,
                "state_id": cls.shaanxi.id,
                "archive_state": "filed",
                **values,
            }
        )
