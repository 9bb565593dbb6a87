from datetime import timedelta

from odoo import fields

from .common import ArchiveCase

ACTIVITY = "ruiji_client_archive.mail_activity_access_request"


class AccessRequestCase(ArchiveCase):
    """延安's file is secret and looked after by `manager`; `other_manager`, who is in
    the team that `head` leads, may borrow it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._new_user("account_manager", "head")
        cls.team = cls.env["crm.team"].create(
            {
                "name": "市场部",
                "user_id": cls.head.id,
                "member_ids": [(6, 0, (cls.other_manager + cls.manager).ids)],
            }
        )
        cls.yanan.write({"user_id": cls.manager.id, "confidentiality": "secret"})
        cls.person = cls.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": cls.yanan.id, "mobile": "13779286487"}
        )

    @classmethod
    def _ask(cls, borrower, clients=None, hours=48, **values):
        """A request of a borrower, as he saves it: a draft."""
        until = fields.Datetime.now() + timedelta(hours=hours)
        return (
            cls.env["ruiji.access.request"]
            .with_user(borrower)
            .create(
                {
                    "client_ids": (clients or cls.yanan).ids,
                    "purpose": "visit",
                    "reason": "周四拜访运维部",
                    "date_until": until,
                    **values,
                }
            )
        )

    @classmethod
    def _hand_in(cls, borrower, clients=None, **values):
        request = cls._ask(borrower, clients, **values)
        request.action_submit()
        return request

    @classmethod
    def _lend(cls, borrower, clients=None, **values):
        """A request that the marketing VP has approved, handed in by the borrower."""
        request = cls._hand_in(borrower, clients, **values)
        request.with_user(cls.vp).action_approve()
        return request

    @classmethod
    def _outside(cls, borrower, **values):
        return cls._hand_in(
            borrower,
            outsiders=True,
            recipient="华信设备厂",
            data_given="联系人",
            medium="paper",
            **values,
        )

    def _asked(self, request):
        return request.activity_search([ACTIVITY]).user_id

    def _approve(self, request, *users):
        for user in users:
            request.with_user(user).action_approve()
