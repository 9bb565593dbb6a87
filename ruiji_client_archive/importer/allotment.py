from collections import Counter

from ..utils.naming import legal_name_key

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super


class Allotment:
    """Which account manager a client of the workbook gets (MGR-02, MGR-08)."""

    def __init__(self, handler):
        self.handler = handler
        self.managers = handler.run["managers"].ids
        self._room = self._free_places()

    def _free_places(self):
        """Return {manager key: files he may still get} of those who have a cap."""
        users = self.handler.env["res.users"].browse(
            filter(None, self.managers.values())
        )
        capped = users.filtered("client_cap")
        counts = capped._count_files()
        places = {user.id: user.client_cap - counts.get(user, 0) for user in capped}
        return Counter(
            {key: places[id_] for key, id_ in self.managers.items() if id_ in places}
        )

    def check(self, row):
        """Replace the manager's name by his key, or leave it out and say why."""
        if not row["manager"]:
            return
        key = legal_name_key(row["manager"])
        current = self.handler.records.browse(row.record_id).user_id
        if key not in self.managers:
            meant = self.handler.run["managers"].similar_names.nearest(row["manager"])
            self.handler.leave_out(row, "manager", "unknown_manager", meant=meant)
        elif current and current.id != self.managers[key]:
            self.handler.leave_out(row, "manager", "manager_kept", owner=current.name)
        elif not current and key in self._room and self._room[key] <= 0:
            self.handler.leave_out(row, "manager", "client_cap_reached")
        else:
            row.values["manager"] = key
            if not current and key in self._room:
                self._room[key] -= 1
