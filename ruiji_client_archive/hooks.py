from odoo.exceptions import UserError

EXTENSIONS = ("btree_gist", "pg_trgm")


def pre_init_hook(env):
    """Get the PostgreSQL extensions that constraints and indexes rest on.

    :raises UserError: naming what the database administrator has to install
    """
    env.cr.execute(
        "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)",
        [list(EXTENSIONS)],
    )
    missing = set(EXTENSIONS) - {name for (name,) in env.cr.fetchall()}
    if missing:
        raise UserError(
            env._(
                "PostgreSQL lacks the extensions %(names)s. Install its contrib "
                "package (postgresql-contrib), then install this addon again.",
                names=", ".join(sorted(missing)),
            )
        )
    for name in EXTENSIONS:
        env.cr.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
