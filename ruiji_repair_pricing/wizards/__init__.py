from . import contract_decision
from . import price_copy
from . import price_lookup
from . import price_lookup_loser
