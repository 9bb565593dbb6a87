from odoo import fields, models


class ResCity(models.Model):
    """A prefecture of the official list of divisions (ARC-03).

    Municipalities and provinces that are divided into districts or counties
    straight away have those in its place.
    """

    _inherit = "res.city"
    _order = "division_code, name"

    division_code = fields.Char(
        help="Number of the division in the official list (GB/T 2260).",
    )

    former_names = fields.Char(
        help="Names of divisions that this one replaced, with spaces between them; "
        "an import understands them.",
    )

    _division_code_uniq = models.UniqueIndex(
        "(division_code) WHERE division_code IS NOT NULL",
        "Two prefectures cannot have the same division code.",
    )
    _state_idx = models.Index("(state_id)")
