    test_catalogue,
    test_contract,
    test_contract_access,
    test_dashboard,
    test_import_contracts,
    test_import_sample,
    test_portal_slip,
    test_portal_slip_isolation,
    test_price_explanation,
    test_price_overlap,
    test_price_property,
    test_price_reasons,
    test_price_resolution,
    test_repair_price,
    test_repair_slip,
    test_truth_prices,
)
from . import (
from . import test_dashboard
from . import test_repair_bench
from . import test_slip_prices
from . import test_slip_roles
