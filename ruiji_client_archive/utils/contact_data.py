"""Contact data that clients type themselves: tidied and checked, without the ORM."""

import re
import unicodedata

GENDERS = ("male", "female", "other")
MAX_LENGTH = {
    "contact_name": 64,
    "function": 64,
    "phone": 32,
    "mobile": 32,
    "fax": 32,
    "email": 254,
    "street": 128,
    "zip": 6,
    "gender": 6,
}
_PHONE = re.compile(r"\+?[0-9][0-9() -]{5,}(?:(?:转|x|ext\.?) ?[0-9]{1,6})?")
_FORMS = {
    "phone": _PHONE,
    "fax": _PHONE,
    "mobile": re.compile(r"(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}"),
    "email": re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+"),
    "zip": re.compile("[0-9]{6}"),
    "gender": re.compile("|".join(GENDERS)),
}


def tidy_contact_data(values):
    """Return the known fields of `values` on one line, in half-width characters."""
    return {
        field: " ".join(unicodedata.normalize("NFKC", str(values[field])).split())
        for field in MAX_LENGTH
        if field in values
    }


def tidy_text(value, size):
    """Return a text that a client typed on one line, as written, of at most `size`."""
    return " ".join(str(value or "").split())[:size]


def contact_data_problems(values):
    """Return {field: problem} for tidied values; empty fields are no problem here.

    Problems are "too_long" and "malformed"; without a main contact or any
    phone of it "missing".
    """
    problems = {}
    for field, value in values.items():
        if len(value) > MAX_LENGTH[field]:
            problems[field] = "too_long"
        elif value and field in _FORMS and not _FORMS[field].fullmatch(value):
            problems[field] = "malformed"
    if values.get("contact_name") == "":
        problems["contact_name"] = "missing"
    if values.get("phone") == "" and values.get("mobile") == "":
        problems["phone"] = "missing"
    return problems


def wrong_contact_data(values, postal_prefixes=()):
    """Return {field: problem} for contact data as it stands in a file (ARC-10).

    A postal code that is well formed but of no district of the province is
    "elsewhere"; without prefixes any district is right.

    :param dict values: {field: text or False}
    :param postal_prefixes: how the postal codes of the province begin
    """
    tidy = tidy_contact_data({field: text for field, text in values.items() if text})
    problems = contact_data_problems(tidy)
    code = tidy.get("zip", "")
    well_formed = code and "zip" not in problems
    if well_formed and postal_prefixes and not code.startswith(tuple(postal_prefixes)):
        problems["zip"] = "elsewhere"
    return problems
