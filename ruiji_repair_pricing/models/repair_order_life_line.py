from odoo import api, models
from odoo.tools import SQL, format_date

from .repair_order_guarantee import serial_key
from .repair_order_price import PRICE_GROUPS

# Every serial number that exchanges tie to the one asked for, and its visits.
VISITS = """
WITH RECURSIVE chain AS (
    SELECT %(key)s::text AS key
     UNION
    SELECT tied.key
      FROM chain
      JOIN repair_order repair
        ON chain.key IN (repair.serial_key, repair.exchange_serial_key)
     CROSS JOIN LATERAL (
           VALUES (repair.serial_key), (repair.exchange_serial_key)) tied (key)
     WHERE tied.key IS NOT NULL
       AND repair.company_id = ANY(%(companies)s)
)
SELECT repair.id
  FROM repair_order repair
 WHERE repair.serial_key IN (SELECT key FROM chain)
   AND repair.company_id = ANY(%(companies)s)
   AND repair.board_state NOT IN ('draft', 'cancelled')
 ORDER BY repair.id DESC
"""


class RepairOrder(models.Model):
    """The life line of a board by its serial number (REP-08)."""

    _inherit = "repair.order"

    def action_life_line(self):
        """Open the life line of the board."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "ruiji_board_life",
            "name": self.env._("Life line"),
            "params": {"serial": self.serial_number or ""},
        }

    @api.model
    def read_life_line(self, serial):
        """Every visit of a board, the latest first, exchanges followed.

        Technicians learn of visits that aren't theirs what was found and done, and
        nothing of whose board it was.

        :param str serial: as printed on the board, however it is written
        :return: list of {id, name, is_open, serial, new_serial, board, steps,
            outcome, diagnosis, parts, test, technician, unit, slip, contract, price}
        """
        visits = self._life_line(serial)
        if not visits:
            return []
        return visits._describe_visits()

    @api.model
    def _life_line(self, serial):
        """Visits of a serial number of which the user may learn anything."""
        key = serial_key(serial)
        if not key:
            return self.browse()
        self.check_access("read")
        self.flush_model()
        rows = self.env.execute_query(
            SQL(VISITS, key=key, companies=list(self.env.companies.ids))
        )
        visits = self.browse(row[0] for row in rows)
        if self.env.user.has_group("ruiji_repair_pricing.group_repair_technician"):
            return visits
        return visits._filtered_access("read")

    def _describe_visits(self):
        own = self._filtered_access("read")
        # What was found and done is the bench's own knowledge; whose board it was is
        # told of visits alone that the user may read.
        return [
            visit.sudo()._describe_work()
            | {"is_open": visit in own}
            | (visit._describe_business() if visit in own else {})
            for visit in self
        ]

    def _describe_work(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "serial": self.serial_number,
            "new_serial": self.exchange_serial_number,
            "board": self.product_id.display_name or self.board_text,
            "state": self._label("board_state"),
            "outcome": self._label("outcome"),
            "outcome_key": self.outcome,
            "received": self._day("date_received"),
            "shipped": self._day("date_shipped"),
            "fault": self.fault_description,
            "diagnosis": self.diagnosis,
            "parts": self.parts_used,
            "test": self.test_result,
            "technician": self.user_id.name,
            "is_repeat": bool(self.previous_repair_id),
        }

    def _describe_business(self):
        self.ensure_one()
        # Names of units are no secret to who may read their boards.
        values = {"unit": self.sudo().partner_id.name}
        if self.env.user.has_group(PRICE_GROUPS):
            # A contract's number stands on each of its boards' papers.
            values["contract"] = self.sudo().contract_id.number
            values["price"] = self._told_price()
            values["reason"] = self._label("free_reason") or self._label("price_level")
        return values

    def _label(self, name):
        """The value of a selection field in the user's words."""
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name], "")

    def _day(self, name):
        return format_date(self.env, self[name]) if self[name] else ""
