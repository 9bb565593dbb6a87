GUARDS = (
    "ruiji_service_call_keeps_time",
    "ruiji_service_pause_is_kept",
    "ruiji_service_record_is_final",
    "ruiji_service_voucher_is_signed",
    "ruiji_service_voucher_part_is_signed",
)


def uninstall_hook(env):
    """Leave no guard behind: the tables go by themselves, these do not (OPS-02)."""
    for guard in GUARDS:
        env.cr.execute(f"DROP FUNCTION IF EXISTS {guard}() CASCADE")
