from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class RepairSlip(models.Model):
    """Boards of a slip are quoted together and answered one by one (REP-03)."""

    _inherit = "ruiji.repair.slip"

    quotation_ids = fields.One2many("sale.order", "repair_slip_id", readonly=True)
    quotation_count = fields.Integer(
        string="Quotations", compute="_compute_quotation_count", compute_sudo=True
    )
    pending_count = fields.Integer(
        string="Waiting for the client's answer",
        compute="_compute_pending_count",
        search="_search_pending_count",
    )

    @api.depends("quotation_ids")
    def _compute_quotation_count(self):
        groups = self.env["sale.order"]._read_group(
            [("repair_slip_id", "in", self.ids), ("state", "!=", "cancel")],
            ["repair_slip_id"],
            ["__count"],
        )
        counts = {slip.id: count for slip, count in groups}
        for slip in self:
            slip.quotation_count = counts.get(slip.id, 0)

    @api.depends("repair_ids.quote_state")
    def _compute_pending_count(self):
        groups = self.env["repair.order"]._read_group(
            [("slip_id", "in", self.ids), ("quote_state", "=", "pending")],
            ["slip_id"],
            ["__count"],
        )
        counts = {slip.id: count for slip, count in groups}
        for slip in self:
            slip.pending_count = counts.get(slip.id, 0)

    def _search_pending_count(self, operator, value):
        if (operator, value) != (">", 0):
            return NotImplemented
        return [("repair_ids.quote_state", "=", "pending")]

    def _pending_boards(self):
        return self.repair_ids.filtered(lambda r: r.quote_state == "pending")

    def action_quote(self):
        """Quote the boards that no price list knows."""
        self.ensure_one()
        boards = self.repair_ids._to_be_quoted()
        if not boards:
            raise UserError(
                self.env._("No board of %(slip)s waits for a price.", slip=self.name)
            )
        return boards.action_make_quotation()

    def action_view_quotations(self):
        """Open the quotations made for the slip."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sale.action_quotations_with_onboarding"
        )
        return action | {
            "domain": [("repair_slip_id", "=", self.id)],
            "context": {},
        }

    def action_answer_quotation(self):
        """Ask what the client answered on paper or by phone."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.quote_answer_action"
        )
        return action | {"context": {"default_slip_id": self.id}}

    def _answer_quotations(self, answers, by, channel, answered_on=None):
        """Record the client's answers to boards of the slip, each once (REP-03).

        :param answers: {repair.order: accepted or refused}
        :param str by: who of the client answered
        :return: {answer: boards answered now}
        """
        self.ensure_one()
        given = {}
        for answer in ("accepted", "refused"):
            boards = self.repair_ids.filtered(
                lambda repair, answer=answer: answers.get(repair) == answer
            )
            given[answer] = boards._answer_quotation(answer, by, channel, answered_on)
        answered = given["accepted"] | given["refused"]
        if answered:
            answered.quotation_id._conclude()
            self._tell_manager_of_answers(given, by, channel)
        return given

    def _tell_manager_of_answers(self, given, by, channel):
        """Put the answer on record, in the language of the account manager."""
        # The answer was given; whose log it goes to is not the client's to read.
        slip = self.sudo()
        slip = slip.with_context(lang=slip.manager_id.lang or self.env.lang)
        field = slip.env["repair.order"]._fields["quote_channel"]
        names = {
            answer: format_list(slip.env, boards.mapped("name")) or "-"
            for answer, boards in given.items()
        }
        slip.message_post(
            body=slip.env._(
                "Answer to the quotation by %(by)s (%(channel)s). Accepted: "
                "%(accepted)s. Refused: %(refused)s.",
                by=by,
                channel=dict(field._description_selection(slip.env))[channel],
                **names,
            ),
            partner_ids=slip.manager_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
