from . import (
    portal_contract,
    portal_home,
    portal_quotation,
    portal_slip,
    portal_slip_new,
)
from . import portal_contract, portal_home, portal_price, portal_slip, portal_slip_new
