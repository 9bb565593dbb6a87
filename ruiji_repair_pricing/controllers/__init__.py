from . import portal_home
from . import portal_contract
from . import portal_slip
from . import portal_slip_new
