"""How PostgreSQL finds prices: the plan that it really ran."""

from odoo.tools import SQL

from odoo.addons.ruiji_repair_pricing.utils.price_sql import RESOLVE


def explain(env, requests):
    """The plan of one resolution of these requests, as text."""
    partners, products, days = map(list, zip(*requests, strict=True))
    statement = SQL(
        RESOLVE,
        partners=partners,
        products=products,
        days=days,
        company=env.company.id,
        readable=SQL("TRUE"),
    )
    env.cr.execute(
        SQL("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS) %s", statement)
    )
    return "\n".join(line for (line,) in env.cr.fetchall())
