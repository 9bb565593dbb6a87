def uninstall_hook(env):
    """Let dashboards be shared again: no client's figures are on them now (OPS-02)."""
    share = "spreadsheet_dashboard.access_spreadsheet_dashboard_share"
    if right := env.ref(share, raise_if_not_found=False):
        right.active = True
