{
    "name": "Field Service",
    "summary": "Service calls from the telephone to the client's signature",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Sales/Field Service",
    "author": "Ruiji Archive maintainers",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "ruiji_repair_pricing",
    ],
    "data": [
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "security/service_call_rule.xml",
        "security/service_clock_rule.xml",
        "data/service_call.xml",
        "data/service_clock.xml",
        "views/menus.xml",
        "views/service_clock_views.xml",
        "views/service_call_views.xml",
        "views/service_board_views.xml",
    ],
    "demo": [
        "demo/res_users.xml",
        "demo/service_call.xml",
    ],
}
