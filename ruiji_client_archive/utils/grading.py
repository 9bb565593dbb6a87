"""How the figures of a client's business decide its grade (GRD-01)."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Volume:
    """What is known of the extent of one client's business.

    `years` holds the amount of every year that saw business, even of nothing
    charged. `in_business` is for business of which no more is known.
    """

    years: dict[int, float] = field(default_factory=dict)
    largest_contract: float = 0.0
    in_business: bool = False

    def add_year(self, year, amount):
        """Count more business into a year."""
        self.years[year] = self.years.get(year, 0.0) + amount


def consecutive_years(years, this_year):
    """Count the years of business on end, up to this year or the last one.

    :param years: container of the years that saw business
    """
    year = this_year if this_year in years else this_year - 1
    count = 0
    while year in years:
        count += 1
        year -= 1
    return count


def measures(volume, this_year, potential_demand, national_rank):
    """What the rules ask of a client.

    The yearly amount is the better one of this year and the last: a year that
    has just begun says little.

    :return: {criterion: figure}
    """
    years = volume.years
    return {
        "consecutive_years": consecutive_years(years, this_year),
        "yearly_amount": max(years.get(this_year, 0), years.get(this_year - 1, 0)),
        "single_amount": volume.largest_contract,
        "cumulative_amount": sum(years.values()),
        "potential_demand": potential_demand,
        "national_rank": national_rank,
        "no_business": float(not years and not volume.in_business),
    }


def holds(criterion, threshold, figure):
    """Whether a figure meets the threshold of a rule."""
    if criterion == "national_rank":
        # The first rank is the best; none is known of most clients.
        return 0 < figure <= threshold
    if criterion == "no_business":
        return bool(figure)
    return figure >= threshold


def deciding_rule(rules, figures):
    """First rule that a client meets.

    :param rules: iterable of objects with `criterion` and `threshold`, in order
    :param dict figures: as measures() gives them
    :return: the rule, or None
    """
    return next(
        (
            rule
            for rule in rules
            if holds(rule.criterion, rule.threshold, figures[rule.criterion])
        ),
        None,
    )
