def uninstall_hook(env):
    """Give Odoo back what was closed, and leave no guard behind (OPS-02).

    Dashboards may be shared again: no client's figures are on them now.
    """
    share = "spreadsheet_dashboard.access_spreadsheet_dashboard_share"
    if right := env.ref(share, raise_if_not_found=False):
        right.active = True
    # The table goes by itself, the guard before it does not.
    env.cr.execute("DROP FUNCTION IF EXISTS ruiji_settlement_line_is_true() CASCADE")
