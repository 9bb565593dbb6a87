from . import (
    archive_export,
    contract_decision,
    contract_renewal,
    cover_decide,
    price_compare,
    price_comparison,
    price_copy,
    price_lookup,
    price_lookup_loser,
    price_paste,
    price_paste_line,
    repair_reprice,
)
