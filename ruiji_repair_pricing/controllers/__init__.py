from . import portal_contract, portal_home, portal_slip, portal_slip_new
