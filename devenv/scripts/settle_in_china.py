# Run by `odoo shell` right after base was installed.
TIME_ZONE = "Asia/Shanghai"
china = env.ref("base.cn")
env.ref("base.CNY").active = True
env.company.write({"country_id": china.id, "currency_id": env.ref("base.CNY").id})
everybody = env["res.users"].with_context(active_test=False).search([])
(everybody.partner_id | env.company.partner_id).tz = TIME_ZONE
env["ir.default"].set("res.partner", "tz", TIME_ZONE)
env.cr.commit()
