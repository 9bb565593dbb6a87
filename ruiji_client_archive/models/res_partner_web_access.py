from odoo import api, fields, models

STAFF = "base.group_user"


class ResPartner(models.Model):
    """Who of a client may work on the web, under which code (WEB-01, WEB-02)."""

    _inherit = "res.partner"

    login_code = fields.Char(copy=False, index="trigram", tracking=True, groups=STAFF)
    portal_scope = fields.Selection(
        [
            ("own", "Own slips"),
            ("unit", "Own unit"),
            ("subtree", "Own unit with its subordinates"),
        ],
        string="Sees on the web",
        tracking=True,
        groups=STAFF,
    )
    web_consent_date = fields.Date(
        string="Consent given on", copy=False, tracking=True, groups=STAFF
    )
    web_consent_by = fields.Char(
        string="Consent given by", copy=False, tracking=True, groups=STAFF
    )
    has_web_access = fields.Boolean(
        compute="_compute_has_web_access", compute_sudo=True, groups=STAFF
    )

    _login_code_uniq = models.UniqueIndex(
        "(lower(login_code)) WHERE login_code IS NOT NULL AND is_client IS NOT TRUE",
        "Another person already has this login code.",
    )
    _client_login_code_uniq = models.UniqueIndex(
        "(lower(login_code)) WHERE login_code IS NOT NULL AND is_client IS TRUE",
        "Another client already has this login code.",
    )

    @api.depends("user_ids.active", "user_ids.share")
    def _compute_has_web_access(self):
        for partner in self:
            partner.has_web_access = any(user.share for user in partner.user_ids)

    def _is_filed_client(self):
        return bool(self.is_client and self.active and self.archive_state == "filed")
