"""Why an offer won or was passed over (PRI-04), free of the ORM.

An offer is one row of ``price_sql.EXPLAIN``: a contract, with or without a line
for the board, or a line of the standard list. The reasons are codes; whoever
shows them puts them into words.
"""

from collections import namedtuple

Offer = namedtuple(
    "Offer",
    "contract_id number partner_id level distance is_superior validity date_start "
    "date_end covers_subordinates line_id specificity price currency_id line_start "
    "line_end line_state",
)


def is_standard(offer):
    return offer.contract_id is None


def disqualification(offer, day):
    """Return the code of what bars an offer on that day, or None."""
    if is_standard(offer):
        return _line_disqualification(offer, day)
    if not offer.is_superior:
        return "not_superior"
    if offer.validity != "in_force":
        return "void"
    if offer.date_start > day:
        return "not_started"
    if offer.date_end < day:
        return "ended"
    if offer.distance and not offer.covers_subordinates:
        return "not_covering"
    if offer.line_id is None:
        return "no_line"
    return _line_disqualification(offer, day)


def _line_disqualification(offer, day):
    if offer.line_state != "published":
        return "not_published"
    too_early = offer.line_start and offer.line_start > day
    too_late = offer.line_end and offer.line_end < day
    return "line_not_valid" if too_early or too_late else None


def defeat(offer, winner):
    """Return the code of what made an offer lose against the winner."""
    if is_standard(offer) and not is_standard(winner):
        return "standard_is_last"
    if offer.distance != winner.distance:
        return "farther"
    if offer.specificity != winner.specificity:
        return "less_specific"
    if offer.date_start != winner.date_start:
        return "started_earlier"
    return "lower_number"


def judge(offers, day):
    """Tell the winner from the losers.

    :param offers: Offer tuples of one request
    :param date day: the day of the request
    :return: the winning Offer or None, and a list of (loser, reason code),
        those that came closest first
    """
    ranked = sorted(_without_repeats(offers, day), key=_rank)
    verdicts = [(offer, disqualification(offer, day)) for offer in ranked]
    winner = next((offer for offer, barred in verdicts if not barred), None)
    losers = [
        (offer, barred or defeat(offer, winner))
        for offer, barred in verdicts
        if offer is not winner
    ]
    # What could have applied is of more interest than what never could.
    losers.sort(key=lambda verdict: disqualification(verdict[0], day) is not None)
    return winner, losers


def _rank(offer):
    """The order of PRI-03: level, specificity, start, number."""
    return (
        is_standard(offer),
        offer.distance or 0,
        offer.specificity or 9,
        -offer.date_start.toordinal() if offer.date_start else 0,
        [-ord(letter) for letter in offer.number or ""] + [0],
    )


def _without_repeats(offers, day):
    """Keep one row of a contract that is out as a whole: its best line."""
    kept, barred_contracts = [], set()
    for offer in sorted(offers, key=_rank):
        as_a_whole = disqualification(offer._replace(line_id=None), day)
        if not is_standard(offer) and as_a_whole != "no_line":
            if offer.contract_id in barred_contracts:
                continue
            barred_contracts.add(offer.contract_id)
        kept.append(offer)
    return kept
