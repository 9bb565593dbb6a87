{
    "name": "Repair Pricing",
    "summary": "What a repair costs: contracts, catalogue, prices, slips and portal",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Sales/Repair Pricing",
    "author": "Ruiji Archive maintainers",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "account",
        "repair",
        "ruiji_client_archive",
        "sale_management",
    ],
    "data": [
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
    ],
    "demo": [],
    "assets": {},
}
