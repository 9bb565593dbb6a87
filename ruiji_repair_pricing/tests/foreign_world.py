from datetime import datetime

from odoo.fields import Command

from odoo.addons.ruiji_client_archive.tests.isolation_common import (
    FOREIGN,
    INTERNAL,
    IsolationCase,
)
from odoo.addons.ruiji_client_archive.tests.isolation_guard import Strangers

from .quotation_common import QuotationMixin
from .settlement_common import SettlementCase

FOREIGN_PRICE = 987654.25
# Each of them must hold something of the other client, or nothing is proved of it.
MUST_HOLD = (
    "account.move",
    "account.move.line",
    "calendar.event",
    "crm.lead",
    "discuss.channel",
    "ir.attachment",
    "mail.activity",
    "mail.followers",
    "mail.message",
    "repair.order",
    "res.partner",
    "res.users",
    "ruiji.access.record",
    "ruiji.catalogue.request",
    "ruiji.change.request",
    "ruiji.client.directory",
    "ruiji.contract",
    "ruiji.goods.movement",
    "ruiji.repair.price",
    "ruiji.repair.slip",
    "ruiji.repair.step",
    "ruiji.settlement",
    "ruiji.settlement.line",
    "ruiji.unit.ancestry",
    "ruiji.unit.membership",
    "sale.order",
    "sale.order.line",
)


class ForeignWorldCase(QuotationMixin, IsolationCase, SettlementCase):
    """Another client with all that the trade makes of it, marked wherever it can be."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden_marks = (FOREIGN, INTERNAL)
        cls.marks += [str(FOREIGN_PRICE), f"{FOREIGN_PRICE:,}"]
        cls.foreign.user_id = cls.manager
        cls.foreign_contract = cls._new_contract(
            f"{FOREIGN}-1",
            cls.foreign,
            name=f"{FOREIGN} contract",
            signer=f"{FOREIGN} signer",
        )
        cls.foreign.confidentiality = "internal"
        cls._new_price(cls.foreign_contract, cls.spc, FOREIGN_PRICE)
        cls._trade()
        cls._talk()
        cls._beside()
        cls.own_slip = cls._new_slip(boards=[cls.spc, cls.tnet])
        cls.own_slip.action_submit()
        cls.env.flush_all()
        cls.strangers_of = Strangers(cls.env, cls.strangers, FOREIGN)

    @classmethod
    def _foreign_slip(cls, boards):
        slip = cls._new_slip(
            cls.foreign,
            boards,
            user=cls.env.user,
            sender_waybill=f"{FOREIGN}-W",
            department=FOREIGN,
            note=FOREIGN,
            client_order_number=f"{FOREIGN}-O",
            contact_id=cls.foreign_person.id,
            client_token=f"{FOREIGN}-{len(boards)}",
        )
        slip.repair_ids.fault_description = FOREIGN
        slip.action_submit()
        slip.date_submitted = datetime(2026, 3, 2, 2)
        return slip

    @classmethod
    def _trade(cls):
        """A slip that was settled and invoiced, and one with a quotation."""
        cls.settled_slip = cls._foreign_slip([cls.spc])
        cls.settled_slip.action_receive()
        cls.settled_slip.repair_ids.goods_in_id.date = datetime(2026, 3, 3, 2)
        cls._ship(cls.settled_slip.repair_ids)
        case = cls("_foreign_slip")
        cls.foreign_settlement = case._settlement(cls.foreign)
        cls.foreign_invoice = cls.foreign_settlement.invoice_id
        rare = cls._new_board("RARE")
        cls.foreign_slip = cls._foreign_slip([rare, rare, f"{FOREIGN} board"])
        cls.foreign_slip.action_receive()
        cls.foreign_order = case._sent_quotation(cls.foreign_slip)
        cls.foreign_order.client_order_ref = FOREIGN
        for record in cls.foreign_invoice, cls.foreign_order:
            record._portal_ensure_token()

    @classmethod
    def _talk(cls):
        """Messages, papers and activities beside each of these."""
        for record in (
            cls.foreign_contract,
            cls.foreign_slip,
            cls.foreign_slip.repair_ids[0],
            cls.foreign_settlement,
            cls.foreign_invoice,
            cls.foreign_order,
        ):
            cls._write_beside(record, FOREIGN)
        cls.env["ir.attachment"].search(
            [("name", "=", f"{FOREIGN}.txt")]
        ).generate_access_token()
        channel = cls.env["discuss.channel"].create(
            {"name": FOREIGN, "channel_type": "group"}
        )
        channel.message_post(body=FOREIGN)

    @classmethod
    def _beside(cls):
        """What other parts of Odoo know of a client."""
        cls.env["crm.lead"].create(
            {"name": FOREIGN, "partner_id": cls.foreign.id, "description": FOREIGN}
        )
        cls.env["calendar.event"].create(
            {
                "name": FOREIGN,
                "start": datetime(2026, 3, 3, 2),
                "stop": datetime(2026, 3, 3, 3),
                "partner_ids": [Command.set(cls.foreign_person.ids)],
            }
        )
        cls.foreign._request_from_portal(
            {**cls.foreign._portal_requestable(), "short_name": FOREIGN}, FOREIGN
        )
        cls.foreign._log_access("print", "paper", 1)
