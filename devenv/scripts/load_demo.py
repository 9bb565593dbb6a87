# Run by `odoo shell`: demo data of the addons in OWN_ADDONS, in the graph's order.
import os

from odoo.modules.loading import load_demo
from odoo.modules.module_graph import ModuleGraph

# What the data sets off writes sentences: as for the staff, in Chinese.
env = env(context={**env.context, "lang": "zh_CN"})
own = set(os.environ["OWN_ADDONS"].split(","))
installed = env["ir.module.module"].search([("state", "=", "installed")])
graph = ModuleGraph(env.cr, mode="load")
graph.extend(installed.mapped("name"))
for package in graph:
    if package.name in own and not load_demo(env, package, {}, "init"):
        raise SystemExit(f"the demo data of {package.name} cannot be loaded")
installed.filtered(lambda module: module.name in own).demo = True
env.cr.commit()
