from urllib.parse import quote_plus

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_price import PricePortal

LINES_PER_PAGE = 50
BOARDS_OFFERED = 1000


class ContractPortal(PricePortal):
    """Contracts that cover the client's units, and what a repair costs under them."""

    def _prepare_contracts_values(self, unit_id=None, board=None, **_kwargs):
        user = request.env.user
        units = user._portal_units()
        unit = self._chosen_unit(units, unit_id)
        today = request.env.company._business_day()
        # Boards of the catalogue are no secret, and carry no prices here.
        products = request.env["product.product"].sudo()
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "contracts",
            "units": units,
            "unit": unit,
            "contracts": unit._covering_contracts(today)[unit.id],
            # The unit is one of the user's; what covered it is its own to know.
            "lapsed": unit.sudo()._lapsed_contracts(today),
            "board_text": board or "",
            "boards": products._search_boards("", limit=BOARDS_OFFERED),
        }
        if board:
            found = products._boards_by_text([board])[board]
            values["answer"] = found and self._price_answer(unit, found, today)
        return values

    @http.route("/my/contracts", type="http", auth="user", website=True)
    def portal_my_contracts(self, **kwargs):
        if not request.env.user._portal_unit():
            return request.redirect("/my")
        values = self._prepare_contracts_values(**kwargs)
        return self._render_page("portal_my_contracts", values)

    def _prepare_contract_values(self, contract, page):
        # The contract covers one of the user's units, so its prices are theirs.
        lines = request.env["ruiji.repair.price"].sudo()
        domain = [("contract_id", "=", contract.id), ("state", "=", "published")]
        pager = portal_pager(
            url=f"/my/contracts/{contract.id}",
            total=lines.search_count(domain),
            page=page,
            step=LINES_PER_PAGE,
        )
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "contracts",
            "contract": contract,
            "lines": lines.search(domain, limit=LINES_PER_PAGE, offset=pager["offset"]),
            "pager": pager,
            "quote_plus": quote_plus,
        }

    @http.route(
        [
            "/my/contracts/<int:contract_id>",
            "/my/contracts/<int:contract_id>/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_contract(self, contract_id, page=1, **_kwargs):
        contracts = request.env.user._portal_contracts()
        contract = contracts.filtered(lambda known: known.id == contract_id)
        if not contract:
            self._log_refusal(contracts.browse(contract_id).exists())
            return request.redirect("/my/contracts")
        request.env["ruiji.access.record"]._note(
            contract.partner_id, "open", document=contract
        )
        values = self._prepare_contract_values(contract, page)
        return self._render_page("portal_my_contract", values)
