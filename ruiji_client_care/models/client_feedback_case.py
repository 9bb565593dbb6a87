from odoo import fields, models


class ClientFeedback(models.Model):
    """What we found out and do about it, and what the client was told (CAR-03)."""

    _inherit = "ruiji.client.feedback"

    investigation = fields.Text(
        help="What was looked at, whom was asked, and what came out."
    )
    cause_id = fields.Many2one(
        "ruiji.feedback.cause",
        string="Cause",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    responsible_unit = fields.Char(
        string="Responsible department", help="Where in our house it went wrong."
    )
    responsible_id = fields.Many2one(
        "res.users",
        string="Responsible person",
        domain=[("share", "=", False)],
        index="btree_not_null",
    )
    measure_ids = fields.One2many(
        "ruiji.feedback.measure", "feedback_id", string="Measures"
    )

    answer = fields.Text(string="Answer to the client")
    answer_channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("mail", "E-mail"),
            ("portal", "Portal"),
            ("visit", "Visit"),
            ("letter", "Letter"),
        ],
        string="Answered by",
    )
    answered_on = fields.Datetime(readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    closed_on = fields.Datetime(readonly=True, copy=False)

    follow_up_on = fields.Date(string="Follow-up call on", copy=False)
    follow_up_result = fields.Selection(
        [
            ("satisfied", "Satisfied"),
            ("partly", "Partly satisfied"),
            ("dissatisfied", "Not satisfied"),
        ],
        string="The client is",
        copy=False,
        tracking=True,
    )
    follow_up_note = fields.Text(string="What the client said", copy=False)
    withdrawal_reason = fields.Char(string="Why withdrawn", copy=False)
