"""What each role may find out, whichever way it tries (ACC-01, ACC-02).

The tests of the wall compare every answer with this table, both ways: what is closed
shows in no answer, what is open shows wherever it belongs.
"""

# Files by name: their level. `mine` is looked after by the role "manager", the
# others by somebody else; `keyc` is a key client's.
FILES = {
    "open": "internal",
    "conf": "confidential",
    "secr": "secret",
    "keyc": "confidential",
    "mine": "secret",
}
# What marks are planted in
AREAS = {
    "f": "the client file, its persons, notes, documents and meetings",
    "s": "what stands on a parcel: person, address, phone",
    "c": "contracts and prices",
    "p": "slips and parcels",
    "b": "boards",
    "o": "orders",
    "i": "invoices",
    "l": "leads",
    "t": "settlements",
}

NOTHING = ()
INTERNAL = ("open",)
OWN = ("open", "mine")
KEPT = ("open", "conf", "keyc")
ALL = tuple(FILES)

# Role: the files open in each area; areas left out are closed.
TABLE = {
    "manager": dict.fromkeys("fscpboil", OWN) | {"t": ("mine",)},
    "clerk": dict.fromkeys("fscpbl", KEPT),
    "customer_service": dict.fromkeys("fscpbl", KEPT),
    "finance": dict.fromkeys("fsl", KEPT) | dict.fromkeys("cpbiot", ALL),
    "vp": dict.fromkeys(AREAS, ALL),
    "general_manager": dict.fromkeys(AREAS, ALL),
    "technical_manager": dict.fromkeys("fl", INTERNAL) | dict.fromkeys("sb", ALL),
    "technician": dict.fromkeys("sb", ALL),
    "outsider": {},
    "admin": {},
    "seller": {},
    "portal": {},
}


def open_marks(role):
    """{(area, file)} that a role may come across."""
    return {(area, file) for area, files in TABLE[role].items() for file in files}
