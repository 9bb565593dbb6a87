from .common import ArchiveCase

# What keeps the leaver's name because it tells of the past, or is his own.
PAST = {
    "ruiji.assignment.user_id",
    "ruiji.assignment.previous_user_id",
    "ruiji.assignment.approved_by_id",
    "ruiji.assignment.proposed_by_id",
    "ruiji.handover.leaver_id",
    "res.partner.submitted_by_id",
    "res.partner.pooled_from_id",
    "ruiji.past.password.user_id",
    "ruiji.role.change.user_id",
    "ruiji.role.change.changed_by_id",
    "ruiji.role.request.user_id",
    "ruiji.role.request.requested_by_id",
    "ruiji.role.request.decided_by_id",
    "res.users.settings.user_id",
    "crm.team.member.user_id",
    "resource.resource.user_id",
}


class HandoverCase(ArchiveCase):
    """A leaver with files, a lead, an activity and meetings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leaver = cls.manager
        cls.successor = cls.other_manager
        cls.third = cls._new_user("account_manager", "third_manager")
        cls.clients = cls.yanan | cls.xian | cls.lanzhou
        cls.clients._assign(cls.leaver, "allocation", "")
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "板件维修",
                "partner_id": cls.xian.id,
                "user_id": cls.leaver.id,
            }
        )
        cls.activity = cls.yanan.activity_schedule(
            "mail.mail_activity_data_todo", user_id=cls.leaver.id, summary="回访"
        )
        cls.meeting = cls.env["calendar.event"].create(
            {
                "name": "走访",
                "start": "2036-01-10 01:00:00",
                "stop": "2036-01-10 02:00:00",
                "user_id": cls.leaver.id,
                "partner_ids": [(6, 0, (cls.leaver.partner_id | cls.yanan).ids)],
            }
        )

    def _handover(self, user=None, **values):
        handovers = self.env["ruiji.handover"].with_user(user or self.vp)
        return handovers.create(
            {"leaver_id": self.leaver.id, "successor_id": self.successor.id} | values
        )

    def _sign(self, handover):
        handover.with_user(self.vp).action_sign_head()
        handover.with_user(self.customer_service).action_sign_service()

    def _responsibilities(self, user):
        """{model.field: number of records that point at a user}."""
        found = {}
        for model in self.env.values():
            if model._abstract or model._transient or not model._auto:
                continue
            for name, field in model._fields.items():
                points_at_users = field.type == "many2one" and field.store
                if not points_at_users or field.comodel_name != "res.users":
                    continue
                if name in ("create_uid", "write_uid"):
                    continue
                count = model.sudo().search_count([(name, "=", user.id)])
                if count:
                    found[f"{model._name}.{name}"] = count
        return found
