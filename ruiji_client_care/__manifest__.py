{
    "name": "Client Care",
    "summary": "Visits, feedback, complaints and satisfaction of clients",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Sales/Client Care",
    "author": "Ruiji Archive maintainers",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "ruiji_repair_pricing",
        "survey",
    ],
    "data": [
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "security/client_feedback_rule.xml",
        "data/feedback_sequence.xml",
        "data/feedback_lists.xml",
        "views/menus.xml",
    ],
    "demo": [],
}
