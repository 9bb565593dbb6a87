"""Fed to `odoo shell` on a plain Odoo: customers, users and work of some years."""

from odoo import Command, api

PASSWORD = "{}-password"


def partners(env):
    """Companies with persons and branches, doubles, strangers and archived ones."""
    make = env["res.partner"].create
    trade, double, twin, gone, foreign = make(
        [
            {
                "name": "瑞丽贸易有限公司",
                "is_company": True,
                "ref": "C-1",
                "vat": "91610131MA6TXXXX0A",
                "email": "info@ruili.example",
                "phone": "029-88451111",
                "street": "高新路1号",
                "city": "西安市",
                "zip": "710075",
                "state_id": env.ref("base.state_cn_SN").id,
                "country_id": env.ref("base.cn").id,
                "comment": "<p>Pays late</p>",
                "category_id": [Command.create({"name": "Good customers"})],
                "bank_ids": [Command.create({"acc_number": "6222020200112233"})],
            },
            {"name": "重名科技有限公司", "is_company": True},
            {"name": "重名科技有限公司", "is_company": True, "email": "b@x.example"},
            {"name": "旧客户有限公司", "is_company": True, "active": False},
            {"name": "Deco Addict", "is_company": True, "zip": "94523-11"},
        ]
    )
    branch, buyer, invoicing, lonely = make(
        [
            {
                "name": "瑞丽贸易咸阳分公司",
                "is_company": True,
                "parent_id": trade.id,
                "email": "xianyang@ruili.example",
            },
            {"name": "何辉杰", "parent_id": trade.id, "email": "he@ruili.example"},
            {"name": "财务部", "parent_id": trade.id, "type": "invoice"},
            {"name": "王五", "email": "wang@home.example", "city": "北京市"},
        ]
    )
    return {
        "trade": trade,
        "double": double,
        "twin": twin,
        "gone": gone,
        "foreign": foreign,
        "branch": branch,
        "buyer": buyer,
        "invoicing": invoicing,
        "lonely": lonely,
    }


def users(env, people):
    """Staff in Odoo's own roles, and customers who sign in with their e-mail."""
    roles = {
        "seller": "sales_team.group_sale_salesman,base.group_partner_manager",
        "sales_head": "sales_team.group_sale_manager,product.group_product_pricelist",
        "storekeeper": "stock.group_stock_user",
        "bookkeeper": "account.group_account_invoice",
        "colleague": "base.group_user",
    }
    make = env["res.users"].with_context(no_reset_password=True).create
    staff = make(
        [
            {
                "name": login,
                "login": login,
                "password": PASSWORD.format(login),
                "email": f"{login}@house.example",
                "group_ids": [Command.set(_ids(env, "base.group_user", groups))],
            }
            for login, groups in roles.items()
        ]
    )
    make(
        [
            {
                "login": person.email,
                "password": PASSWORD.format(person.email),
                "partner_id": person.id,
                "name": person.name,
                "group_ids": [Command.set(_ids(env, "base.group_portal"))],
            }
            for person in (people["buyer"], people["lonely"])
        ]
    )
    return {user.login: user for user in staff}


def _ids(env, *names):
    return [env.ref(name).id for text in names for name in text.split(",")]


def work(env, people, staff):
    """Leads, orders, repairs, invoices, and what was said of them."""
    seller = staff["seller"]
    people["trade"].user_id = people["lonely"].user_id = seller
    pricelist = env["product.pricelist"].create(
        {
            "name": "Friends",
            "item_ids": [
                Command.create({"compute_price": "percentage", "percent_price": 10})
            ],
        }
    )
    people["trade"].property_product_pricelist = pricelist
    product = env["product.product"].create({"name": "ZXJ10 单板", "list_price": 800})
    leads(env, people, seller)
    for name in ("trade", "branch", "lonely", "foreign"):
        order(env, people[name], product, seller)
        repair(env, people[name], product)
        invoice(env, people[name], product, seller)
    trade = people["trade"]
    trade.message_post(body="Called them", subtype_xmlid="mail.mt_note")
    trade.activity_schedule(
        "mail.mail_activity_data_call", user_id=seller.id, summary="Call again"
    )
    trade.message_subscribe(seller.partner_id.ids)
    env["calendar.event"].create(
        {
            "name": "Visit",
            "start": "2026-03-02 02:00:00",
            "stop": "2026-03-02 03:00:00",
            "user_id": seller.id,
            "partner_ids": [Command.set((seller.partner_id | people["buyer"]).ids)],
        }
    )
    env["ir.attachment"].create(
        {"name": "a.txt", "raw": b"a", "res_model": "res.partner", "res_id": trade.id}
    )


def leads(env, people, seller):
    """One open, one won, one lost."""
    opened, won, lost = env["crm.lead"].create(
        [
            {
                "name": name,
                "type": "opportunity",
                "partner_id": people[whose].id,
                "user_id": seller.id,
                "expected_revenue": 1000,
            }
            for name, whose in (
                ("Open", "buyer"),
                ("Won", "trade"),
                ("Lost", "double"),
            )
        ]
    )
    won.action_set_won()
    lost.action_set_lost()
    opened.message_post(body="They want a discount")


def order(env, partner, product, seller):
    """A quotation and an order that was confirmed."""
    orders = env["sale.order"].create(
        [
            {
                "partner_id": partner.id,
                "user_id": seller.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": 2})
                ],
            }
        ]
        * 2
    )
    orders[0].action_quotation_sent()
    orders[1].action_confirm()


def repair(env, partner, product):
    """One that waits and one that is done."""
    repairs = env["repair.order"].create(
        [{"partner_id": partner.id, "product_id": product.id}] * 2
    )
    repairs[1].action_validate()
    repairs[1].action_repair_start()
    repairs[1].action_repair_end()


def invoice(env, partner, product, seller):
    """One that was posted."""
    env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_user_id": seller.id,
            "invoice_line_ids": [
                Command.create({"product_id": product.id, "price_unit": 700})
            ],
        }
    ).action_post()


def inhabit(env):
    people = partners(env)
    work(env, people, users(env, people))
    env.cr.commit()


inhabit(api.Environment(env.cr, env.uid, {"lang": "zh_CN"}))  # noqa: F821
