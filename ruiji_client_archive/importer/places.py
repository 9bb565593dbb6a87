from ..utils.naming import place_name
from ..utils.workbook_layout import fold


class Places:
    """Provinces and prefectures by the names that clerks give them (ARC-03)."""

    def __init__(self, env):
        china = env.ref("base.cn")
        self.states = env["res.country.state"].search_fetch(
            [("country_id", "=", china.id)], ["name"]
        )
        cities = env["res.city"].search_fetch(
            [("country_id", "=", china.id)], ["name", "state_id"]
        )
        self._states = self._by_names(self.states)
        self._cities = {
            state.id: self._by_names(of_state)
            for state, of_state in cities.grouped("state_id").items()
        }
        self._anywhere = self._by_names(cities)

    def _by_names(self, places):
        """Index places by full name and, where that is unique, by everyday name."""
        index = {}
        for place in places:
            short = fold(place_name(place.name))
            index[short] = None if short in index else place
        return index | {fold(place.name): place for place in places}

    def province(self, name):
        """Return the province of that name, or None."""
        return self._states.get(fold(name)) or self._states.get(fold(place_name(name)))

    def prefecture(self, state, name):
        """Return the prefecture of that name in a province, or None."""
        cities = self._cities.get(state.id, {})
        return cities.get(fold(name)) or cities.get(fold(place_name(name)))

    def elsewhere(self, name):
        """Return a prefecture of that name in any province, or None."""
        return self._anywhere.get(fold(name))

    def has_prefectures(self, state):
        """Tell whether the official list divides this province."""
        return state.id in self._cities

    def is_province_itself(self, state, name):
        """Tell whether a municipality was named as its own prefecture."""
        return self.province(name) == state
