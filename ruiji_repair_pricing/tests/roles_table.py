"""The table of docs/roles.md, made from the rights of the running system (ACC-06).

To write it anew:
    echo 'from odoo.addons.ruiji_repair_pricing.tests import roles_table
    roles_table.write(env)' | bin/odoo shell -d ruiji_demo --no-http
"""

from pathlib import Path

from odoo.tools import file_path

ROLES = {
    "ruiji_client_archive.group_account_manager": "Account manager 客户经理",
    "ruiji_client_archive.group_marketing_clerk": "Marketing clerk 市场部文秘",
    "ruiji_client_archive.group_customer_service": "Customer service 客户服务部",
    "ruiji_client_archive.group_finance": "Finance 财务",
    "ruiji_client_archive.group_marketing_vp": "Marketing VP 市场副总",
    "ruiji_client_archive.group_general_manager": "General manager 总经理",
    "ruiji_repair_pricing.group_technical_manager": "Technical manager 技术部经理",
    "ruiji_repair_pricing.group_repair_technician": "Technician 维修技术员",
    "ruiji_field_service.group_service_head": "Service head 售后主管",
    "ruiji_field_service.group_field_technician": "Field technician 现场技术员",
    "ruiji_client_archive.group_archive_admin": "Administrator 系统管理员",
    "base.group_portal": "Portal user 网上客户",
}
CORE_MODELS = ["res.partner", "res.city", "product.template", "repair.order"]
OPERATIONS = {
    "perm_read": "R",
    "perm_create": "C",
    "perm_write": "W",
    "perm_unlink": "D",
}


def document():
    """Path of the table in the repository, or None when only the addons are here."""
    path = Path(file_path("ruiji_repair_pricing")).parent / "docs" / "roles.md"
    return path if path.exists() else None


def table(env):
    """Markdown rows: models down, roles across, operations in the cells."""
    models = CORE_MODELS + sorted(
        name
        for name, model in env.items()
        if name.startswith("ruiji.") and not model._abstract and not model._transient
    )
    head = ["model", *ROLES.values()]
    rows = [head, ["---"] * len(head)]
    rows += [[f"`{name}`", *_cells(env, name)] for name in models]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _cells(env, model):
    rights = env["ir.model.access"].search(
        [("model_id.model", "=", model), ("active", "=", True)]
    )
    for role in ROLES:
        group = env.ref(role)
        mine = rights.filtered(
            lambda right, groups=group.all_implied_ids: right.group_id in groups
        )
        yield (
            "".join(
                letter for name, letter in OPERATIONS.items() if any(mine.mapped(name))
            )
            or "–"
        )


def write(env):
    """Put today's table into docs/roles.md, below its introduction."""
    path = document()
    introduction = path.read_text().split("| model |")[0]
    path.write_text(introduction + table(env))
