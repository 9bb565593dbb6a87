"""What the figures of the dashboards cost beside plain SQL (ANA-01)."""

import statistics

from odoo.addons.ruiji_repair_pricing.dashboards import BOARDS
from odoo.addons.ruiji_repair_pricing.dashboards.composer import Composer

from .clock import seconds
from .databases import clone, environment
from .insight_world import InsightWorld
from .report import Row

REPEAT = 5
# By hand: the fewest tables that hold the answer, no rules, no labels.
CLIENTS = "FROM res_partner WHERE is_client AND active AND archive_state <> 'disposed'"
BOARDS_IN = (
    "FROM repair_order WHERE slip_id IS NOT NULL "
    "AND board_state NOT IN ('draft', 'cancelled')"
)
BY_MONTH = (
    "FROM repair_order JOIN ruiji_repair_slip slip ON slip.id = slip_id "
    "WHERE board_state NOT IN ('draft', 'cancelled') GROUP BY 1"
)
SLIPS = "FROM ruiji_repair_slip WHERE date_submitted IS NOT NULL"
LAST_YEAR = "slip.date_submitted >= (now() AT TIME ZONE 'UTC') - INTERVAL '1 year'"
MONTH = "date_trunc('month', slip.date_submitted)"
# Back within a year of the last repair, as the figure says it.
REPEATED = "slip.date_submitted < previous.date_shipped + INTERVAL '1 year'"
HOUSE = "EXTRACT(EPOCH FROM repair_order.date_shipped - repair_order.date_received)"
PLAIN = {
    "Clients": f"SELECT COUNT(*) {CLIENTS}",
    "Key clients": f"SELECT COUNT(*) {CLIENTS} AND grade = 'key'",
    "Clients by lifecycle": f"SELECT lifecycle, COUNT(*) {CLIENTS} GROUP BY 1",
    "Clients by type": f"SELECT client_type, COUNT(*) {CLIENTS} GROUP BY 1",
    "Clients by grade": f"SELECT grade, COUNT(*) {CLIENTS} GROUP BY 1",
    "Clients by tier": f"SELECT client_tier, COUNT(*) {CLIENTS} GROUP BY 1",
    "Clients by industry": f"SELECT industry_id, COUNT(*) {CLIENTS} GROUP BY 1",
    "Clients by province": f"SELECT state_id, COUNT(*) {CLIENTS} GROUP BY 1",
    "Boards sent in": f"SELECT COUNT(*) {BOARDS_IN}",
    "Where prices come from": f"SELECT price_level, COUNT(*) {BOARDS_IN} GROUP BY 1",
    "Repair value": f"SELECT SUM(total) {SLIPS}",
    "Repair value by month": (
        f"SELECT date_trunc('month', date_submitted), SUM(total) {SLIPS} GROUP BY 1"
    ),
    "Boards by month": f"SELECT {MONTH}, COUNT(*) {BY_MONTH}",
    "Days in house": f"SELECT AVG({HOUSE}) / 86400 {BOARDS_IN}",
    "Days in house by month": f"SELECT {MONTH}, AVG({HOUSE}) / 86400 {BY_MONTH}",
    "Repeat repairs (%)": (
        f"SELECT 100.0 * COUNT(*) FILTER (WHERE {REPEATED}) / COUNT(*) "
        "FROM repair_order board "
        "JOIN ruiji_repair_slip slip ON slip.id = board.slip_id "
        "LEFT JOIN repair_order previous ON previous.id = board.previous_repair_id "
        "WHERE board.board_state NOT IN ('draft', 'cancelled')"
    ),
    "Repair value by province in the last 12 months": (
        "SELECT unit.state_id, SUM(slip.total) FROM ruiji_repair_slip slip "
        "JOIN res_partner unit ON unit.id = slip.partner_id "
        f"WHERE {LAST_YEAR} GROUP BY 1"
    ),
    "Clients with the most repairs in the last 12 months": (
        "SELECT slip.partner_id, SUM(board.boards), SUM(slip.total) "
        "FROM ruiji_repair_slip slip JOIN (SELECT slip_id, COUNT(*) AS boards "
        "FROM repair_order GROUP BY slip_id) board ON board.slip_id = slip.id "
        f"WHERE {LAST_YEAR} GROUP BY 1 ORDER BY 3 DESC LIMIT 10"
    ),
}


def measure(database, say, clients, boards):
    """Rows of the table: each figure of the general manager's dashboard."""
    with clone(database, "insight") as name, environment(name) as env:
        say(f"filling {clients:,} clients and {boards:,} boards")
        world = InsightWorld(env, clients, boards)
        say("reading the general manager's dashboard")
        reader = _Reader(world.env(user=world.manager.id))
        return [reader.row(title, work) for title, work in reader.works()]


class _Reader:
    """Asks for the figures as the web client does."""

    def __init__(self, env):
        self.env = env

    def works(self):
        """Pairs of a figure's English title and what answers it."""
        composer = Composer(lambda text: text._source, self.env.uid)
        board = composer.compose(BOARDS["general_manager"])
        for score in board["pivots"].values():
            yield (
                score["name"],
                self._group(
                    score["model"], score["domain"], [], score["measures"][0]["id"]
                ),
            )
        for figure in board["sheets"][0]["figures"]:
            chart = figure["data"]
            if "metaData" in chart:
                yield chart["title"]["text"], self._chart(chart)
        for listing in board["lists"].values():
            yield listing["name"], self._list(listing)

    def _chart(self, chart):
        meta = chart["metaData"]
        measure = meta["measure"]
        if measure != "__count":
            field = self.env[meta["resModel"]]._fields[measure]
            measure += f":{field.aggregator}"
        domain = chart["searchParams"]["domain"]
        return self._group(meta["resModel"], domain, meta["groupBy"], measure)

    def _group(self, model, domain, groups, measure):
        records = self.env[model]
        return lambda: records.formatted_read_group(domain, groups, [measure])

    def _list(self, listing):
        [order] = listing["orderBy"]
        spec = {
            name: {"fields": {"display_name": {}}}
            if self._is_link(listing, name)
            else {}
            for name in listing["columns"]
        }
        records = self.env[listing["model"]]
        return lambda: records.web_search_read(
            listing["domain"],
            spec,
            limit=10,
            order=f"{order['name']} {'asc' if order['asc'] else 'desc'}",
            count_limit=11,
        )

    def _is_link(self, listing, name):
        return self.env[listing["model"]]._fields[name].type == "many2one"

    def row(self, title, work):
        """In turn, so that other work on the machine disturbs both alike."""
        ours, sql = [], []
        for _run in range(REPEAT):
            self.env.invalidate_all()
            ours.append(seconds(work)[0])
            if title in PLAIN:
                sql.append(seconds(lambda: self._plain(PLAIN[title]))[0])
        plain = statistics.median(sql) if sql else None
        return Row(f"figure: {title}", statistics.median(ours), plain, None)

    def _plain(self, statement):
        self.env.cr.execute(statement)
        return self.env.cr.fetchall()
