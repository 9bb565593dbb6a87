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
        "views/menus.xml",
    ],
    "demo": [],
}
