from odoo.tools import SQL


def uninstall_hook(env):
    """Leave no guard behind: the tables go by themselves, these do not (OPS-02)."""
    env.cr.execute(
        r"SELECT proname FROM pg_proc WHERE proname LIKE 'ruiji\_service\_%'"
    )
    for (guard,) in env.cr.fetchall():
        env.cr.execute(SQL("DROP FUNCTION %s CASCADE", SQL.identifier(guard)))
