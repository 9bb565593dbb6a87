"""How facts decide whether a client is former, current or prospective (ARC-05)."""

from datetime import date
from typing import NamedTuple


class Fact(NamedTuple):
    """One thing known of a client's business.

    `says` is what it makes of the client: "current" while it lasts (a contract
    in force, a repair, an order), "former" once it is over, "prospective"
    before any business. `lasting` facts stay true whatever their day.
    """

    says: str
    day: date
    label: str
    lasting: bool = False


def decide(facts, recent):
    """The lifecycle and the fact that decided it.

    Business since `recent` makes a client current, older business former; a
    client without business is prospective.

    :param facts: iterable of Fact
    :param date recent: first day that counts as recent
    :return: (lifecycle, Fact or None)
    """
    lasting = [fact for fact in facts if fact.lasting and fact.says == "current"]
    business = [fact for fact in facts if fact.says in ("current", "former")]
    ongoing = [f for f in business if f.says == "current" and f.day >= recent]
    prospects = [fact for fact in facts if fact.says == "prospective"]
    for lifecycle, deciding in (
        ("current", lasting or ongoing),
        ("former", business),
        ("prospective", prospects),
    ):
        if deciding:
            return lifecycle, max(deciding, key=lambda fact: fact.day)
    return "prospective", None
