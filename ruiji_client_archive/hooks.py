from odoo.exceptions import UserError

EXTENSIONS = ("btree_gist", "pg_trgm")
# What data/ir_config_parameter.xml switched off (OPS-05).
NOWHERE = "http://127.0.0.1:9"
SILENCED_JOBS = (
    "mail.ir_cron_module_update_notification",
    "digest.ir_cron_digest_scheduler_action",
)


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


def uninstall_hook(env):
    """Give Odoo its services back, as far as nobody pointed them elsewhere (OPS-02).

    Self-registration stays closed: opening it is an administrator's decision.
    """
    env["ir.config_parameter"].search([("value", "=", NOWHERE)]).unlink()
    throttle = env["ir.config_parameter"].search(
        [("key", "=", "mail.link_preview_throttle"), ("value", "=", "0")]
    )
    throttle.unlink()
    _give_back_calendar(env)
    # Formats go before the column that holds on to them; nobody is told of it.
    env.cr.execute("UPDATE res_partner SET document_format_id = NULL")
    # The tables of models go by themselves, what stands beside them does not.
    env.cr.execute("DROP TABLE IF EXISTS ruiji_access_link")
    env.cr.execute("DROP FUNCTION IF EXISTS ruiji_access_archive_remove(integer)")
    for guard in ("ruiji_access_record", "ruiji_performance_snapshot", "ruiji_audit"):
        env.cr.execute(f"DROP FUNCTION IF EXISTS {guard}_is_final() CASCADE")
    for name in SILENCED_JOBS:
        if job := env.ref(name, raise_if_not_found=False):
            job.active = True


def _give_back_calendar(env):
    """Let companies work by Odoo's calendar again before ours goes."""
    ours = env.ref("ruiji_client_archive.working_calendar", raise_if_not_found=False)
    standard = env.ref("resource.resource_calendar_std", raise_if_not_found=False)
    if ours and standard:
        by_ours = [("resource_calendar_id", "=", ours.id)]
        env["res.company"].search(by_ours).resource_calendar_id = standard
