"""A client file of each level, with a mark in whatever is secret (ACC-02).

Names, numbers, tiers, prefectures, managers and levels carry none.
"""

from collections import defaultdict

from odoo.fields import Command
from odoo.tests import new_test_user

from .leak_marks import NOT_MARKED, SHIPPED, mark
from .leak_table import FILES
from .settlement_common import SettlementCase


class LeakWorld(SettlementCase):
    """Five files full of marks, all business of a year, and a user for each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # By file: what has messages, what is printed, and the documents beside
        cls.threads, cls.papers = defaultdict(list), defaultdict(list)
        cls.documents = defaultdict(list)
        cls.users = {
            "manager": cls.manager,
            "clerk": cls.clerk,
            "customer_service": cls.customer_service,
            "finance": cls.finance,
            "vp": cls.vp,
            "general_manager": cls.general_manager,
            "technical_manager": cls.technical_manager,
            "technician": cls.technician,
            "outsider": cls.outsider,
            "admin": new_test_user(
                cls.env,
                "leak_admin",
                "base.group_system,ruiji_client_archive.group_archive_admin",
            ),
            "seller": new_test_user(
                cls.env,
                "leak_seller",
                "sales_team.group_sale_manager,base.group_partner_manager,"
                "account.group_account_invoice",
            ),
            "portal": cls.wang_user,
        }
        cls.clients = {
            file: cls._plant_client(file, level) for file, level in FILES.items()
        }
        cls.clients["mine"].user_id = cls.manager
        cls._settle_them()
        cls.env.flush_all()

    @classmethod
    def _plant_client(cls, file, level):
        client = cls._new_client(
            f"泄密试验{file}有限公司",
            "prefecture",
            city_id=cls.lanzhou_city.id,
            state_id=cls.gansu.id,
            user_id=cls.other_manager.id,
        )
        person = cls._new_person(client, mark("s", file))
        # Odoo names and addresses a person as its user.
        cls._new_portal_user(person, f"leak_{file}")
        person.name = mark("s", file)
        for partner in client | person:
            partner.write(cls._marked_values(partner, file))
            partner.bank_ids = [
                Command.create({"acc_number": f"{mark('f', file)} {partner.id}"})
            ]
        cls._plant_business(file, client, person)
        cls._plant_archive(file, client)
        client.confidentiality = level
        client.grade = "key" if file == "keyc" else "general"
        return client

    @classmethod
    def _marked_values(cls, partner, file):
        """A mark in every text of a partner that may be written."""
        texts = [
            name
            for name, field in partner._fields.items()
            if field.store
            and field.type in ("char", "text", "html")
            and not field.related
            and not field.inherited
            and (not field.compute or not field.readonly)
            and name not in NOT_MARKED
        ]
        return {name: mark("s" if name in SHIPPED else "f", file) for name in texts} | {
            "email": f"{mark('f', file)}@example.cn"
        }

    @classmethod
    def _settle_them(cls):
        """One settlement a file, with notes and documents of finance."""
        run = cls._settle(cls)
        for file, client in cls.clients.items():
            settlement = run.line_ids.settlement_id.filtered(
                lambda made, client=client: made.partner_id == client
            )
            cls._plant_beside(settlement, "t", file)

    @classmethod
    def _plant_beside(cls, record, area, file):
        """A message with a document, a document, a follower and a task."""
        text = mark(area, file)
        content = [(f"{text}.txt", text.encode())]
        record.message_post(
            body=text,
            subject=text,
            subtype_xmlid="mail.mt_comment",
            attachments=content,
        )
        cls.threads[file].append(record)
        cls.documents[file] += cls.env["ir.attachment"].create(
            {
                "name": f"{text} document.txt",
                "raw": text.encode(),
                "res_model": record._name,
                "res_id": record.id,
            }
        )
        quietly = record.with_context(mail_activity_quick_update=True)
        quietly.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=text,
            note=text,
            user_id=cls.other_manager.id,
        )

    @classmethod
    def _plant_business(cls, file, client, person):
        index = list(FILES).index(file)
        contract = cls._new_contract(mark("c", file), client, signer=mark("c", file))
        price = cls._new_price(contract, cls.spc, 900 + index)
        price.note = mark("c", file)
        slip = cls._shipped_slip(client, [cls.spc])
        slip.write(
            {
                "note": mark("p", file),
                "sender_waybill": mark("p", file),
                "client_order_number": mark("p", file),
                "department": mark("p", file),
                "contact_id": person.id,
            }
        )
        # As rated before addons asked in their own way.
        rating = slip._prepare_rating_vals(person, "1", mark("p", file))
        cls.env["rating.rating"].create(rating)
        board = slip.repair_ids
        board.write(
            {
                "fault_description": mark("b", file),
                "diagnosis": mark("b", file),
                "internal_notes": mark("b", file),
                "user_id": False,
            }
        )
        board.goods_in_id.write({"note": mark("p", file), "waybill": mark("p", file)})
        order = cls._plant_order(file, client, person)
        invoice = cls._plant_invoice(file, client)
        lead = cls._plant_lead(file, person)
        client.message_subscribe(person.ids)
        cls.papers[file] += [("f", client), ("c", contract), ("p", slip)]
        cls._plant_beside(client, "f", file)
        cls._plant_beside(person, "f", file)
        cls._plant_beside(contract, "c", file)
        cls._plant_beside(slip, "p", file)
        cls._plant_beside(board, "b", file)
        cls._plant_beside(order, "o", file)
        cls._plant_beside(invoice, "i", file)
        cls._plant_beside(lead, "l", file)
        cls._plant_meeting(file, client, person, lead)

    @classmethod
    def _plant_order(cls, file, client, person):
        text = mark("o", file)
        return cls.env["sale.order"].create(
            {
                "partner_id": client.id,
                "partner_shipping_id": person.id,
                "client_order_ref": text,
                "note": text,
                "user_id": False,
                "order_line": [
                    Command.create({"product_id": cls.spc.id, "name": text})
                ],
            }
        )

    @classmethod
    def _plant_invoice(cls, file, client):
        text = mark("i", file)
        return cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": client.id,
                "ref": text,
                "narration": text,
                "invoice_user_id": False,
                "invoice_line_ids": [
                    Command.create({"name": text, "quantity": 1, "price_unit": 5})
                ],
            }
        )

    @classmethod
    def _plant_lead(cls, file, person):
        text = mark("l", file)
        lead = cls.env["crm.lead"].create(
            {
                "name": text,
                "partner_id": person.id,
                "description": text,
                "user_id": False,
                "type": "opportunity",
            }
        )
        call = lead.activity_schedule("mail.mail_activity_data_call", summary=text)
        call.action_feedback(feedback=text)
        return lead

    @classmethod
    def _plant_meeting(cls, file, client, person, lead):
        text = mark("f", file)
        for record in client, lead:
            cls.env["calendar.event"].with_context(no_mail_to_attendees=True).create(
                {
                    "name": text,
                    "description": text,
                    "location": text,
                    "start": "2026-03-01 08:00:00",
                    "stop": "2026-03-01 09:00:00",
                    "user_id": cls.other_manager.id,
                    "partner_ids": [
                        Command.set((person | cls.other_manager.partner_id).ids)
                    ],
                    "res_model_id": cls.env["ir.model"]._get_id(record._name),
                    "res_id": record.id,
                    "opportunity_id": record == lead and lead.id,
                }
            )

    @classmethod
    def _plant_archive(cls, file, client):
        text = mark("f", file)
        for model, values in (
            (
                "ruiji.significant.change",
                {"date": "2026-03-01", "kind": "other", "description": text},
            ),
            (
                "ruiji.change.request",
                {"field_name": "short_name", "old_value": text, "new_value": text},
            ),
            ("ruiji.client.verification", {"note": text}),
            (
                "ruiji.watch.alert",
                {"kind": "credit_downgrade", "note": text, "date_from": "2026-03-01"},
            ),
        ):
            cls.env[model].create({"client_id": client.id, **values})
        assignments = cls.env["ruiji.assignment"]
        assignments.search([("client_id", "=", client.id)]).reason = text
