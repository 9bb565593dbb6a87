from . import contract_decision, price_copy, price_lookup, price_lookup_loser
