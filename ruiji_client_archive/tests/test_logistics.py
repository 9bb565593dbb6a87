from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import ArchiveCase

# Odoo's own right to create, change and delete contacts.
PARTNER_MANAGER = (
    "base.group_partner_manager,ruiji_client_archive.group_account_manager"
)
DETAILS = ("street", "zip", "contact_name", "function", "phone")


@tagged("post_install", "-at_install")
class TestLogistics(ArchiveCase):
    """Head offices and branches as the clerk keeps them (LOG-01)."""

    def _enter(self, name, **values):
        partners = self.env["res.partner"].with_user(self.clerk)
        form = Form(
            partners.with_context(
                default_is_logistics_company=True, default_is_company=True
            ),
            view="ruiji_client_archive.logistics_view_form",
        )
        form.name = name
        details = {
            "street": "西安市未央区北二环81号",
            "zip": "710016",
            "contact_name": "钱霞",
            "function": "经理",
            "phone": "029-81161338",
            **values,
        }
        for field, value in details.items():
            setattr(form, field, value)
        return form.save()

    def test_head_office_and_branch(self):
        """LOG-01: the branch takes the short name of its head office."""
        head = self._enter("陕西金达莱物流有限公司", logistics_short_name="金达莱")
        branch = self._enter("金达莱-西安", superior_id=head)
        self.assertEqual(branch.logistics_short_name, "金达莱")
        self.assertEqual(head.subordinate_ids, branch)

    def test_branch_is_named_by_short_name_and_city(self):
        """LOG-01: any other name is refused, the right beginning is shown."""
        head = self._enter("陕西金达莱物流有限公司", logistics_short_name="金达莱")
        with self.assertRaisesRegex(ValidationError, "金达莱-"):
            self._enter("西安金达莱", superior_id=head)

    def test_contact_details_are_required(self):
        """LOG-01: address, postal code, contact, position and phone."""
        for field in DETAILS:
            with self.subTest(field), self.assertRaises(ValidationError):
                self._enter(f"物流{field}有限公司", **{field: False})

    def test_client_prefers_a_branch(self):
        """LOG-02: the file shows whom to reach there."""
        branch = self._enter("德邦物流股份有限公司", logistics_short_name="德邦")
        form = Form(
            self.yanan.with_user(self.clerk),
            view="ruiji_client_archive.client_view_form",
        )
        form.logistics_partner_id = branch
        form.save()
        self.assertEqual(self.yanan.logistics_phone, "029-81161338")

    def test_kept_by_the_clerk(self):
        """LOG-01: nobody else enters, changes or deletes one, by any door."""
        head = self._enter("陕西金达莱物流有限公司", logistics_short_name="金达莱")
        head.with_user(self.clerk).phone = "029-81160000"
        contact = {name: head[name] for name in DETAILS}
        values = {
            "name": "西安速达物流有限公司",
            "is_company": True,
            "is_logistics_company": True,
            **contact,
        }
        plain = self.env["res.partner"].create({"name": "速达", "is_company": True})
        self.env.flush_all()
        for user in (
            self.manager,
            self.customer_service,
            self.finance,
            new_test_user(self.env, "creator", groups=PARTNER_MANAGER),
        ):
            partners = self.env["res.partner"].with_user(user)
            doors = {
                "create": lambda p=partners: p.create(values),
                "default": lambda p=partners: p.with_context(
                    default_is_logistics_company=True
                ).create({"name": "速达物流", **contact}),
                "write": lambda p=partners: p.browse(head.id).write({"zip": "710001"}),
                "make": lambda p=partners: p.browse(plain.id).write(
                    {**values, "name": plain.name}
                ),
                "unlink": lambda p=partners: p.browse(head.id).unlink(),
            }
            for door, go in doors.items():
                with (
                    self.subTest(user.login, door=door),
                    self.assertRaises(AccessError),
                ):
                    go()
        with self.assertRaisesRegex(AccessError, "ask a marketing clerk"):
            head.with_user(self.manager).zip = "710001"
        plain.with_user(self.manager).zip = "710001"
        for user in (self.vp, self.general_manager, self.clerk):
            head.with_user(user).zip = "710002"
        head.with_user(self.clerk).unlink()
