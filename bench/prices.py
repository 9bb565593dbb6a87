"""Price resolution: 10,000 lines at once and one line inside a request."""

from odoo.tests import new_test_user

from .clock import each, seconds
from .databases import clone, environment
from .plans import explain
from .price_rivals import ByHand, Pricelists
from .price_world import PriceWorld
from .report import Row

BATCH = 10_000
SINGLES = 200
REPEAT = 7
NATIVE_SINGLES = 50
NATIVE_IN_ALL = 20


def measure(database, line_counts, say, plans):
    """Rows of the table, one group per number of price lines.

    How PostgreSQL found the prices is added to `plans`.
    """
    rows = []
    with clone(database, "prices") as name, environment(name) as env:
        say("filling units, contracts and the catalogue")
        world = PriceWorld(env)
        for line_count in line_counts:
            say(f"filling {line_count:,} price lines")
            world.fill(line_count)
            measured = _Round(world, say)
            rows += measured.rows()
            plans += measured.plans()
    return rows


class _Round:
    """All measurements on one number of lines."""

    def __init__(self, world, say):
        self.world, self.env, self.say = world, world.env, say
        self.Price = world.env["ruiji.repair.price"]
        self.by_hand = ByHand(world)
        self.requests = world.requests(BATCH)
        self.singles = self.requests[:SINGLES]
        self.answers = self.Price.resolve(self.requests)
        self._compare()

    def _compare(self):
        """Two ways that disagree are not worth timing."""
        expected = {row[0] - 1: row[2] for row in self.by_hand.resolve(self.requests)}
        ours = {n: a["line_id"] for n, a in enumerate(self.answers) if a["line_id"]}
        if ours != expected:
            raise SystemExit("resolve() and the hand-written SQL disagree")

    def rows(self):
        """The measurements as rows of the table."""
        size = f"{self.world.line_count:,} lines"
        self.say(f"resolving {BATCH:,} prices")
        ours, _answers = seconds(lambda: self.Price.resolve(self.requests), REPEAT)
        sql, _rows = seconds(lambda: self.by_hand.resolve(self.requests), REPEAT)
        one_ours, queries = self._one_price()
        one_sql = each(lambda request: self.by_hand.resolve([request]), self.singles)
        native = self._native()
        return [
            Row(
                f"{BATCH:,} prices at once, {size}",
                ours,
                sql,
                native["in_all"] * BATCH,
                f"Odoo: one pricelist with as many rules; measured on "
                f"{NATIVE_IN_ALL} prices",
            ),
            Row(
                f"{BATCH:,} prices at once, {size}",
                ours,
                sql,
                native["batch"] * BATCH,
                f"Odoo: a pricelist per contract, and told which; measured on "
                f"{native['count']:,} prices",
            ),
            Row(
                f"one price in a request, {size}",
                one_ours,
                one_sql,
                native["one"],
                f"ours: {queries} query, as an account manager under the record "
                f"rules; Odoo: a pricelist per contract, and told which",
            ),
        ]

    def plans(self):
        """How PostgreSQL finds one price and many, as (title, text)."""
        size = f"{self.world.line_count:,} lines"
        return [
            (f"one price, {size}", explain(self.env, self.singles[:1])),
            (f"{BATCH:,} prices at once, {size}", explain(self.env, self.requests)),
        ]

    def _one_price(self):
        """Median seconds of one price for a person, and its queries."""
        Price = self.Price.with_user(self._account_manager())
        Price.resolve(self.singles[:1])
        before = self.env.cr.sql_log_count
        Price.resolve(self.singles[:1])
        queries = self.env.cr.sql_log_count - before
        return each(lambda request: Price.resolve([request]), self.singles), queries

    def _account_manager(self):
        login = "bench_manager"
        known = self.env["res.users"].search([("login", "=", login)])
        groups = "ruiji_client_archive.group_account_manager"
        return known or new_test_user(self.env, login, groups=groups)

    def _native(self):
        """Seconds per price of Odoo's pricelists, on a part of the requests."""
        self.say("pricing a part of them with Odoo's pricelists")
        savepoint = self.env.cr.savepoint()
        pricelists = Pricelists(self.world)
        questions = [
            (answer["contract_id"], board_id, day)
            for answer, (_unit, board_id, day) in zip(
                self.answers, self.requests, strict=True
            )
            if answer["contract_id"]
        ][: BATCH // 10]
        batch, _done = seconds(lambda: pricelists.by_contract(questions))
        few = questions[:NATIVE_IN_ALL]
        in_all, _done = seconds(lambda: pricelists.in_everything(few))
        measured = {
            "count": len(questions),
            "batch": batch / len(questions),
            "one": each(pricelists.one, questions[:NATIVE_SINGLES]),
            "in_all": in_all / NATIVE_IN_ALL,
        }
        savepoint.close(rollback=True)
        return measured
