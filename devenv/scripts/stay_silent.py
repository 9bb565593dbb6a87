# Run by `odoo shell` on the template: a copy of it calls nobody outside.
env.ref("mail.ir_cron_module_update_notification").active = False
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
