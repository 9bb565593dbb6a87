from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.sale.controllers.portal import CustomerPortal

from .portal_slip import SlipPortal

ANSWERS = {"accept": "accepted", "refuse": "refused"}


class QuotationPortal(SlipPortal):
    """The client accepts or refuses quoted boards on the page of its slip (REP-03)."""

    def _prepare_slip_values(self, slip, why=None):
        lines = slip._pending_boards()._open_quote_lines()
        return {
            **super()._prepare_slip_values(slip, why),
            "quote_lines": lines,
            "quotation_open": all(o._is_open_to_answers() for o in lines.order_id),
            "quotation_until": min(
                filter(None, lines.order_id.mapped("validity_date")), default=False
            ),
        }

    @http.route(
        "/my/repair-slips/<int:slip_id>/answer",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_answer_quotation(self, slip_id, **form):
        """Take the answers of a client's person to boards of a slip in scope.

        A second click, or another page that was open, finds boards answered and
        changes nothing.
        """
        slip = self._find_slip(slip_id)
        if not slip:
            return request.redirect("/my/repair-slips")
        answers = self._answers_of(slip, form)
        given = slip._answer_quotations(answers, request.env.user.name, "portal")
        count = sum(map(len, given.values()))
        return request.redirect(f"/my/repair-slips/{slip.id}?answered={count}")

    def _answers_of(self, slip, form):
        """{board: answer} of what the page asked, as long as it still is offered.

        A line of a quotation names its price: one that was withdrawn since the page
        was loaded is not open, and its answer means nothing.
        """
        lines = slip._pending_boards()._open_quote_lines()
        lines = lines.filtered(lambda line: line.order_id._is_open_to_answers())
        chosen = {
            line: form.get("all") or form.get(f"answer-{line.id}")
            for line in lines
            if f"line-{line.id}" in form
        }
        return {
            line.repair_id: ANSWERS[choice]
            for line, choice in chosen.items()
            if choice in ANSWERS
        }


class RepairOrderPortal(CustomerPortal):
    """Odoo's own page of an order leads to the slip: boards are answered there."""

    @http.route()
    def portal_order_page(self, order_id, access_token=None, **kwargs):
        try:
            order = self._document_check_access(
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if order.repair_slip_id:
            return request.redirect(f"/my/repair-slips/{order.repair_slip_id.id}")
        return super().portal_order_page(order_id, access_token=access_token, **kwargs)
