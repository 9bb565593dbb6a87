from odoo import api, fields, models
from odoo.exceptions import ValidationError

STAFF = "base.group_user"
MARKETING = (
    "ruiji_client_archive.group_account_manager,"
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager,"
    "ruiji_client_archive.group_customer_service"
)


class ResPartner(models.Model):
    """What is known of a person at a client (客户相关人员), or of its main contact."""

    _inherit = "res.partner"

    position_role = fields.Selection(
        [
            ("general_manager", "General manager"),
            ("deputy_manager", "Deputy manager"),
            ("operations_head", "Head of operations"),
            ("operations_deputy", "Deputy head of operations"),
            ("business_supervisor", "Business supervisor"),
            ("other", "Other"),
        ],
        tracking=True,
        groups=STAFF,
    )
    gender = fields.Selection(
        [("male", "Male"), ("female", "Female"), ("other", "Other")], tracking=True
    )
    birth_year = fields.Integer(tracking=True, groups=STAFF)
    age = fields.Integer(
        compute="_compute_age",
        inverse="_inverse_age",
        groups=STAFF,
        help="Kept as the year of birth, so that it stays true.",
    )
    hobbies = fields.Char(tracking=True, groups=MARKETING)

    @api.constrains("birth_year")
    def _check_birth_year(self):
        this_year = fields.Date.context_today(self).year
        for person in self:
            year = person.birth_year
            if year and not this_year - 120 <= year <= this_year:
                raise ValidationError(
                    self.env._(
                        "%(year)s is no year of birth for %(person)s: enter four "
                        "digits, not later than %(this_year)s.",
                        year=year,
                        person=person.contact_name or person.name,
                        this_year=this_year,
                    )
                )

    @api.depends("birth_year")
    def _compute_age(self):
        this_year = fields.Date.context_today(self).year
        for person in self:
            person.age = person.birth_year and this_year - person.birth_year

    def _inverse_age(self):
        this_year = fields.Date.context_today(self).year
        for person in self:
            person.birth_year = person.age and this_year - person.age
