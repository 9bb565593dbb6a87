"""What the import finds in contracts, catalogue and prices, by code."""

from odoo.tools.translate import LazyTranslate

# Constants know no user yet: they are translated when they are said.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

OF_CONTRACTS = {
    "missing_contract_number": (
        _lt("Missing contract number"),
        _lt("The row has no contract number. Enter it."),
    ),
    "missing_contract_date": (
        _lt("Missing contract date"),
        _lt("A contract needs a start and an end. Enter the date."),
    ),
    "end_before_start": (
        _lt("End before start"),
        _lt("The end, %(value)s, is before the start, %(start)s. Correct one of them."),
    ),
    "duplicate_contract_number": (
        _lt("Duplicate contract number"),
        _lt(
            "The contract number %(value)s is used already: %(where)s. Give this "
            "contract its own number."
        ),
    ),
    "unknown_contracting_party": (
        _lt("Unknown contracting party"),
        _lt(
            "There is no client %(value)s; the client itself was taken as the "
            "contracting party."
        ),
    ),
    "unknown_validity": (
        _lt("Unknown validity"),
        _lt("%(value)s says neither in force nor void. Write 执行 or 作废."),
    ),
    "validity_kept": (
        _lt("Validity kept"),
        _lt(
            "Whether this contract is in force or void is decided by the marketing VP "
            "or the general manager; the import left it as it was."
        ),
    ),
    "invalid_amount": (
        _lt("Invalid amount"),
        _lt("%(value)s is no amount and was left out."),
    ),
}

OF_CATALOGUE = {
    "missing_category": (
        _lt("Missing product category"),
        _lt("The row has no product category. Enter it."),
    ),
    "missing_device_model": (
        _lt("Missing device model"),
        _lt("The row has no device model. Enter it."),
    ),
    "missing_board": (
        _lt("Missing board type"),
        _lt("The row has no board type. Enter it."),
    ),
    "duplicate_board": (
        _lt("Duplicate board"),
        _lt("Row %(other)s holds the same board. Keep one of the two."),
    ),
}

OF_PRICES = {
    "unknown_contract": (
        _lt("Unknown contract"),
        _lt(
            "There is no contract %(value)s, neither in the archive nor among the good "
            "rows of the file. Correct the number or add the contract."
        ),
    ),
    "category_not_in_catalogue": (
        _lt("Category not in the catalogue"),
        _lt(
            "There is no product category %(value)s in the repair catalogue. Have it "
            "added, or correct its name."
        ),
    ),
    "model_not_in_catalogue": (
        _lt("Device model not in the catalogue"),
        _lt(
            "There is no device model %(value)s in this category of the repair "
            "catalogue. Have it added, or correct its name."
        ),
    ),
    "board_not_in_catalogue": (
        _lt("Board not in the catalogue"),
        _lt(
            "There is no board %(value)s of this device model in the repair catalogue. "
            "Have it added, or correct its name."
        ),
    ),
    "missing_price": (
        _lt("Missing price"),
        _lt("The row has no price. Enter a number."),
    ),
    "price_not_a_number": (
        _lt("Price not a number"),
        _lt("%(value)s is not a price. Enter a number, such as 1980.00."),
    ),
    "negative_price": (
        _lt("Negative price"),
        _lt("The price %(value)s is below zero. Enter what the repair costs."),
    ),
    "duplicate_price": (
        _lt("Duplicate price"),
        _lt(
            "There is another price for the same key on the same days: %(where)s. "
            "Keep one of the two, or give them dates of their own."
        ),
    ),
    "price_outside_contract": (
        _lt("Price outside the contract"),
        _lt(
            "The date %(value)s is outside of the contract's dates. Prices hold within "
            "them."
        ),
    ),
}

SENTENCES = OF_CONTRACTS | OF_CATALOGUE | OF_PRICES
