from . import (
    intake_template,
    portal_contract,
    portal_goods,
    portal_home,
    portal_price,
    portal_quotation,
    portal_settlement,
    portal_slip,
    portal_slip_new,
    portal_slip_paper,
    settlement_statement,
)
