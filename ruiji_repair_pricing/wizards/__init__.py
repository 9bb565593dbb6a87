from . import (
    archive_export,
    contract_decision,
    price_compare,
    price_copy,
    price_lookup,
    price_lookup_loser,
    price_paste,
    price_paste_line,
    repair_reprice,
)
