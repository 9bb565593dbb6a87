from odoo import api, models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

READER = "ruiji_client_archive.group_archive_user"
# Rules as they are without anybody's grants, for what is kept in caches
WITHOUT_GRANTS = "ruiji_without_grants"


class IrRule(models.Model):
    """Borrowed files stand open for reading beside those of one's clearance (ACC-04).

    As a list of ids, which is short: a join on the grants costs 4 to 8 times as much
    on counts and groupings. Odoo keeps the rules without it, so that it ends by the
    clock; `_walled_domain` keeps both by what is lent.
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
        ids = self._lent_client_ids() if mode == "read" and path else ()
        if not ids or Domain(domain).is_true():
            return domain
        return self._opened_by_borrowing(model_name, Domain(path, "in", ids), domain)

    def _opened_by_borrowing(self, model_name, lent, domain):
        """What the user's roles open or is lent, within the rules for everybody.

        The latter stand in it once: what they ask for is looked up at each query.
        """
        # As Odoo reads its rules: they are nobody's to see.
        rules = self._get_rules(model_name).sudo()
        of_roles = rules.filtered("groups")
        if not of_roles:
            return domain
        return self._joined(rules - of_roles, Domain.AND) & (
            self._joined(of_roles, Domain.OR) | lent
        )

    def _joined(self, rules, join):
        context = self._eval_context()
        return join(safe_eval(rule.domain_force or "[]", context) for rule in rules)

    @api.model
    def _lent_client_ids(self):
        """Ids of the clients whose files are lent to the user now; sorted."""
        user = self.env.user
        if self.env.context.get(WITHOUT_GRANTS) or not user.has_group(READER):
            return ()
        return user._granted_client_ids()
