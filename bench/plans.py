"""How PostgreSQL finds prices and files: the plans that it really ran."""

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
    return _plan(env, statement)


def explain_list(partners, domain):
    """The plan of the first page of a list, as the user of `partners` sees it."""
    query = partners._search(domain, order=partners._order, limit=80)
    return _plan(partners.env, query.select())


def explain_group(partners, domain, column):
    """The plan of counting what the user of `partners` sees by a column."""
    query = partners._search(domain)
    group = SQL.identifier(partners._table, column)
    query.groupby = group
    return _plan(partners.env, query.select(group, SQL("COUNT(*)")))


def _plan(env, statement):
    env.cr.execute(
        SQL("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS) %s", statement)
    )
    return "\n".join(line for (line,) in env.cr.fetchall())
