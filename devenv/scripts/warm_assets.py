# Run by `odoo shell`: builds the web client's bundles that a change made stale.
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
