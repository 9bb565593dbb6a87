def uninstall_hook(env):
    """Give Odoo back what was closed, and leave no guard behind (OPS-02).

    Dashboards may be shared again: no client's figures are on them now.
    """
    share = "spreadsheet_dashboard.access_spreadsheet_dashboard_share"
    if right := env.ref(share, raise_if_not_found=False):
        right.active = True
    # Formats hold on to their papers, which are ours.
    formats = env["ruiji.document.format"].with_context(active_test=False).search([])
    papers = dict(formats._selection_paper_field())
    formats.write(dict.fromkeys(papers, False))
    # The tables go by themselves, the guards before them do not.
    for guard in ("ruiji_settlement_line_is_true", "ruiji_price_change_is_final"):
        env.cr.execute(f"DROP FUNCTION IF EXISTS {guard}() CASCADE")
