from contextlib import closing

from odoo import SUPERUSER_ID, api


class Connection:
    """An environment on a connection of its own, committed at the end."""

    def __init__(self, registry, uid=SUPERUSER_ID):
        self.cursor = registry.cursor()
        self.uid = uid

    def __enter__(self):
        return api.Environment(self.cursor, self.uid, {"tracking_disable": True})

    def __exit__(self, failure, *_details):
        with closing(self.cursor):
            if not failure:
                self.cursor.commit()


def wait_until_blocked(env):
    """Return whether another connection came to wait for this one to end."""
    for _attempt in range(200):
        env.cr.execute("""
            SELECT FROM pg_locks
             WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
        """)
        if env.cr.rowcount:
            return True
        env.cr.execute("SELECT pg_sleep(0.05)")
    return False
