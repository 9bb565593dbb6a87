from odoo.tests import tagged

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestHouseLanguage(ArchiveCase):
    """Jobs have no language of their own; what they write is read in Chinese."""

    def test_chatter_of_jobs(self):
        """OPS-01: what was made, and what a choice was changed to, in Chinese."""
        self.env.user.lang = "zh_CN"
        context = {"lang": None, "tracking_disable": False}
        job = self.env["res.partner"].with_context(**context)
        client = job.create(
            {
                "is_client": True,
                "name": "延安油田通信有限责任公司",
                "client_tier": "independent",
                "state_id": self.shaanxi.id,
            }
        )
        self.env.cr.precommit.run()
        client.demand_class = "a"
        self.env.flush_all()
        self.env.cr.precommit.run()
        made, changed = client.message_ids.sorted("id")
        chinese = self.env(context={"lang": "zh_CN"})
        self.assertIn(chinese["ir.model"]._get("res.partner").name, made.body)
        choices = dict(chinese["res.partner"]._fields["demand_class"].selection)
        label = (
            client.with_env(chinese)
            ._fields["demand_class"]
            .convert_to_export("a", client.with_env(chinese))
        )
        self.assertNotIn(label, choices.values())
        values = changed.sudo().tracking_value_ids
        self.assertIn(label, values.mapped("new_value_char"))
