from odoo import api, models, tools
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

READER = "ruiji_client_archive.group_archive_user"
# Rules as they are without anybody's grants, for what is kept in caches
WITHOUT_GRANTS = "ruiji_without_grants"


class IrRule(models.Model):
    """Borrowed files stand open for reading beside those of one's clearance (ACC-04).

    As a list of ids, which is short: a join on the grants costs 4 to 8 times as much
    on counts and groupings. It is no part of what Odoo keeps of the rules, so that
    it ends by the clock.
    """

    _inherit = "ir.rule"

    @api.model
    def _paths_to_clients(self):
        """Name what follows a client's file, and the way from it to the client.

        :return: {model: field, or path of fields, that holds the client}
        """
        return {
            "res.partner": "commercial_partner_id",
            "ruiji.assignment": "client_id",
            "ruiji.change.request": "client_id",
            "ruiji.client.verification": "client_id",
            "ruiji.level.proposal": "client_id",
            "ruiji.significant.change": "client_id",
            "ruiji.watch.alert": "client_id",
        }

    def _compute_domain(self, model_name, mode="read"):
        if self.env.su or self.env.context.get(WITHOUT_GRANTS):
            return super()._compute_domain(model_name, mode)
        bare = self.with_context(**{WITHOUT_GRANTS: True})
        domain = super(IrRule, bare)._compute_domain(model_name, mode)
        path = self._paths_to_clients().get(model_name)
        if mode != "read" or not path or Domain(domain).is_true():
            return domain
        return domain | self._lent_domain(model_name, path)

    def _lent_domain(self, model_name, path):
        """What is open to the user by borrowing, within the rules for everybody."""
        user = self.env.user
        ids = user._granted_client_ids() if user.has_group(READER) else ()
        if not ids:
            return Domain.FALSE
        return Domain(path, "in", ids) & self._common_domain(model_name)

    @api.model
    @tools.ormcache(
        "self.env.uid", "model_name", "tuple(self._compute_domain_context_values())"
    )
    def _common_domain(self, model_name):
        """The read rules of a model that hold for everybody, like its company's."""
        # As Odoo reads its rules: they are nobody's to see.
        rules = self._get_rules(model_name).sudo()
        context = self._eval_context()
        return Domain.AND(
            safe_eval(rule.domain_force, context)
            for rule in rules
            if rule.domain_force and not rule.groups
        ).optimize(self.env[model_name])
