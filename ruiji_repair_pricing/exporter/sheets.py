"""Contracts, catalogue and prices of clients as the sheets that the import reads."""

from odoo.addons.ruiji_client_archive.exporter.sheets import rows_of, words_of

from ..importer.catalogue import CatalogueHandler
from ..importer.contracts import FIELDS as CONTRACT_FIELDS
from ..importer.contracts import VALIDITIES, ContractsHandler
from ..importer.prices import PricesHandler

PRICE_FIELDS = {
    "price": "price",
    "note": "note",
    "date_start": "date_start",
    "date_end": "date_end",
}
_VALIDITY_WORDS = words_of(VALIDITIES)


def _contracts_of(clients):
    return clients.env["ruiji.contract"].search([("partner_id", "in", clients.ids)])


def _prices_of(clients):
    contracts = _contracts_of(clients)
    return clients.env["ruiji.repair.price"].search(
        [("contract_id", "in", contracts.ids)], order="contract_id, id"
    )


def contracts(clients):
    """业务合同 of the clients, as far as the reader may open them."""
    found = _contracts_of(clients)
    rows = rows_of(found, CONTRACT_FIELDS)
    for row, contract in zip(rows, found, strict=True):
        row.update(
            number=contract.number,
            client=contract.partner_id.name,
            party=contract.contracting_party_id.name,
            validity=_VALIDITY_WORDS[contract.validity],
        )
    return ContractsHandler.layout, rows


def catalogue(clients):
    """维修产品目录: the boards that the clients' prices name."""
    boards = _prices_of(clients).product_id
    return CatalogueHandler.layout, [
        {
            "category": board.categ_id.name,
            "model": board.device_model_id.name,
            "board": board.board_type,
            "name": board.name,
        }
        for board in boards
    ]


def prices(clients):
    """维修价格 of the clients' contracts."""
    lines = _prices_of(clients)
    rows = rows_of(lines, PRICE_FIELDS)
    for row, line in zip(rows, lines, strict=True):
        board = line.product_id
        model = line.device_model_id or board.device_model_id
        row.update(
            contract=line.contract_id.number,
            category=(line.categ_id or model.categ_id).name,
            model=model.name or None,
            board=board.board_type or None,
            price=line.price,
        )
    return PricesHandler.layout, rows
