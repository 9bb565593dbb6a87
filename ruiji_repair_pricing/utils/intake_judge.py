"""What speaks for and against boards that are being taken in (REP-05, REP-07)."""

from collections import defaultdict

# Where the board has left the house again.
GONE = {"shipped", "closed", "cancelled"}


class IntakeJudge:
    """Judges lines of slips, saved or still being typed, in one query for all."""

    def __init__(self, lines):
        self.env = lines.env
        self._places = {}
        self._first = defaultdict(dict)
        for slip in lines.slip_id:
            self._number_lines(slip)
        self._visits = self._read_visits(lines)
        slips = self.env["ruiji.repair.slip"].union(
            *(visit.slip_id for visits in self._visits.values() for visit in visits)
        )
        # What is told of other slips is what this user may open.
        self._open_to_user = set(slips._told_to_user().ids)

    def _number_lines(self, slip):
        for place, line in enumerate(slip.repair_ids, 1):
            self._places[line.id] = place
            if line.serial_key:
                self._first[slip.id].setdefault(line.serial_key, place)

    def _read_visits(self, lines):
        """{serial key: repair orders of that board, the latest first}."""
        keys = set(lines.mapped("serial_key")) - {False}
        if not keys:
            return {}
        # A board is in the house whoever may open the slip that it stands on.
        visits = (
            self.env["repair.order"]
            .sudo()
            .search_fetch(
                [
                    "|",
                    ("serial_key", "in", list(keys)),
                    ("exchange_serial_key", "in", list(keys)),
                    ("company_id", "in", lines.slip_id.company_id.ids),
                ],
                [
                    *("serial_key", "exchange_serial_key", "board_state"),
                    *("slip_id", "fault_description"),
                ],
                order="id desc",
            )
        )
        by_key = defaultdict(visits.browse)
        for visit in visits:
            for key in {visit.serial_key, visit.exchange_serial_key} & keys:
                by_key[key] |= visit
        return by_key

    def twin_place(self, line):
        """The place on the same slip, before this line, of the same serial number."""
        place = self._places.get(line.id)
        first = self._first[line.slip_id.id].get(line.serial_key)
        # A line that is only being typed doesn't know its own place yet.
        return first if place and first and first < place else None

    def open_visit(self, line):
        """Where else the board is in the house: its repair order, or none."""
        return self._visits_elsewhere(line).filtered(
            lambda visit: visit.board_state not in GONE
            and visit.serial_key == line.serial_key
        )[:1]

    def last_visit(self, line):
        """The latest time that the board was here and left again."""
        return self._visits_elsewhere(line).filtered(
            lambda visit: visit.board_state in GONE
        )[:1]

    def _visits_elsewhere(self, line):
        """What stands on the same slip is judged by its place there."""
        slip = line.slip_id
        visits = self._visits.get(line.serial_key, self.env["repair.order"])
        return visits.filtered(
            lambda visit: visit not in slip.repair_ids._origin
            and (not slip._origin or visit.slip_id != slip._origin)
        )

    def may_name(self, visit):
        """Whether this user may be told on which slip that was."""
        return visit.slip_id.id in self._open_to_user
