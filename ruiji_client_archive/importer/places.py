from ..utils.naming import place_name
from ..utils.similar_names import SimilarNames
from ..utils.workbook_layout import fold


class Places:
    """Provinces and prefectures by the names that clerks give them (ARC-03)."""

    def __init__(self, env):
        china = env.ref("base.cn")
        self.states = env["res.country.state"].search_fetch(
            [("country_id", "=", china.id)], ["name"]
        )
        cities = env["res.city"].search_fetch(
            [("country_id", "=", china.id)], ["name", "state_id", "former_names"]
        )
        self._states = self._by_names(self.states)
        self._cities = {
            state.id: self._by_names(of_state)
            for state, of_state in cities.grouped("state_id").items()
        }
        self._anywhere = self._by_names(cities)
        self._former = {
            (city.state_id.id, fold(spelling)): city
            for city in cities.filtered("former_names")
            for name in city.former_names.split()
            for spelling in (name, place_name(name))
        }
        self._similar = {}

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

    def check(self, handler, row):
        """Turn the names in a client's row into places; tell whether they are any."""
        state = self.province(row["province"])
        if not state:
            meant = self._nearest(self.states, row["province"])
            handler.reject(row, "province", "unknown_province", meant=meant)
            return False
        row.values["state_id"] = state.id
        if row["prefecture"]:
            self._check_prefecture(handler, row, state)
        return not row.is_rejected

    def _check_prefecture(self, handler, row, state):
        name = row["prefecture"]
        city = self.prefecture(state, name)
        former = self._former.get((state.id, fold(name)))
        if city:
            row.values["city_id"] = city.id
        elif former:
            handler.warn(row, "prefecture", "renamed_prefecture", today=former.name)
            row.values["city_id"] = former.id
        elif not self.has_prefectures(state):
            row.values["city"] = name
        elif self.is_province_itself(state, name):
            handler.warn(row, "prefecture", "province_as_prefecture")
        else:
            self._reject_prefecture(handler, row, state)

    def _reject_prefecture(self, handler, row, state):
        details = {"province": state.name}
        code = "unknown_prefecture"
        right = self.elsewhere(row["prefecture"])
        if right:
            code = "prefecture_of_other_province"
            details["right"] = right.state_id.name
        else:
            cities = self._cities[state.id].values()
            details["meant"] = self._nearest(cities, row["prefecture"])
        handler.reject(row, "prefecture", code, **details)

    def _nearest(self, places, name):
        names = frozenset(place.name for place in places if place)
        if names not in self._similar:
            self._similar[names] = SimilarNames(sorted(names))
        return self._similar[names].nearest(name)
