"""Who stands under whom, and what tier that makes of each unit (SUB-01).

Plain Python without the ORM; units are named by any key.
"""

import re

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super

_GROUP_NAME = re.compile("集团(有限)?公司$|集团$")


class UnitTree:
    """A forest of units, built from what is known and from new links.

    `touched` are the units whose place changed: both ends of new links.
    """

    def __init__(self):
        self.names = {}
        self.superiors = {}
        self.touched = set()
        self._known_tiers = {}
        self._units = {}
        self._tiers = {}

    def add_known(self, unit, tier, superior=None):
        """Take over a unit that has its tier and its superior already."""
        self._known_tiers[unit] = tier
        if superior:
            self._place(unit, superior)

    def link(self, unit, superior):
        """Put a unit under a superior."""
        self._place(unit, superior)
        self.touched.update((unit, superior))

    def unlink(self, unit):
        """Take back a link."""
        self._tiers.clear()
        superior = self.superiors.pop(unit)
        self._units[superior].discard(unit)

    def _place(self, unit, superior):
        self._tiers.clear()
        self.superiors[unit] = superior
        self._units.setdefault(superior, set()).add(unit)

    def chain(self, unit):
        """Yield the units above, nearest first."""
        while unit in self.superiors:
            unit = self.superiors[unit]
            yield unit

    def depth(self, unit):
        """Return how many units stand above."""
        return sum(1 for _superior in self.chain(unit))

    def is_below(self, unit, other):
        """Tell whether a unit is the other one or stands anywhere below it."""
        return unit == other or other in self.chain(unit)

    def tier(self, unit):
        """Return the tier of a unit.

        Units above units that have units themselves are groups; so are those
        that are called so. What stands under a group is a province, what stands
        under a province a prefecture. Known units keep their tier as long as
        nothing happens to them.
        """
        if unit not in self._tiers:
            self._tiers[unit] = self._find_tier(unit)
        return self._tiers[unit]

    def _find_tier(self, unit):
        known = self._known_tiers.get(unit)
        if known and unit not in self.touched:
            return known
        superior = self.superiors.get(unit)
        if superior:
            return "province" if self.tier(superior) == "group" else "prefecture"
        units = self._units.get(unit)
        if not units:
            return "independent"
        if any(map(self._units.get, units)):
            return "group"
        if known in ("group", "province"):
            return known
        return "group" if self._is_called_group(unit) else "province"

    def _is_called_group(self, unit):
        return bool(_GROUP_NAME.search(self.names.get(unit, "").strip()))
