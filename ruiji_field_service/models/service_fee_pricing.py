from odoo import fields, models


class ServiceFee(models.Model):
    """Priced from the lists of the core, else by the tariff (SVC-06, PRI-03)."""

    _inherit = "ruiji.service.fee"

    voucher_id = fields.Many2one(
        "ruiji.service.voucher",
        string="Service voucher",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    def action_price_anew(self):
        """Look prices up anew, say after a price list was published late.

        Prices that were entered by hand are looked up again, too.

        :raises AccessError: if the user may not price fees
        :raises UserError: if a fee is settled
        """
        self.check_access("write")
        self._hold("to_price", "to_collect", "to_invoice", "free")._price()
        return True

    def _follow_vouchers(self):
        """Take over what a voucher or a correction has changed since."""
        for fee in self:
            fee.write(fee.call_id._prepare_fee_facts())
        self._price()

    def _price(self):
        """Write the lines anew, those of all fees in the same statements."""
        self.line_ids.unlink()
        # Parts of all fees at once: read visit by visit they cost a query each.
        self.call_id.voucher_ids.part_ids.fetch(["product_id", "name", "quantity"])
        paid = self.filtered(lambda fee: fee.kind == "paid")
        vals_list = []
        for company, fees in paid.grouped("company_id").items():
            found = fees._find_prices()
            tariffs = self.env["ruiji.service.tariff"]._prices(company)
            for fee in fees:
                # Kept on the fee, read by the office: in the company's language.
                inside = fee.with_context(lang=company.partner_id.lang)
                vals_list += inside._prepare_line_vals(found.get(fee), tariffs)
        self.env["ruiji.service.fee.line"].create(vals_list)
        self._settle_soon()

    def _find_prices(self):
        """{fee: (price, where from)} of what was mended, in one statement."""
        mended = self.filtered(
            lambda fee: fee.voucher_id.result == "mended" and fee.call_id.product_id
        )
        company = self.company_id
        prices = self.env["ruiji.repair.price"].with_company(company)
        answers = prices.resolve(
            [
                (f.partner_id.id, f.call_id.product_id.id, f.call_id._call_day())
                for f in mended
            ]
        )
        priced = [
            (fee, answer)
            for fee, answer in zip(mended, answers, strict=True)
            if answer["line_id"]
        ]
        contracts = self.env["ruiji.contract"].browse(
            {answer["contract_id"] for _fee, answer in priced} - {False}
        )
        numbers = {contract.id: contract.number for contract in contracts}
        return {
            fee: (fee._in_currency(answer), numbers.get(answer["contract_id"]))
            for fee, answer in priced
        }

    def _in_currency(self, answer):
        currency = self.env["res.currency"].browse(answer["currency_id"])
        day = self.call_id._call_day()
        return currency._convert(
            answer["price"], self.currency_id, self.company_id, day
        )

    def _prepare_line_vals(self, found, tariffs):
        """Lines of one fee: work, parts and travel."""
        visits = self.call_id._charged_visits()
        lines = [
            *self._prepare_work_vals(found, tariffs),
            *self._prepare_part_vals(visits, found, tariffs),
            *self._prepare_travel_vals(visits, tariffs),
        ]
        return [{"fee_id": self.id, **vals} for vals in lines]

    def _prepare_work_vals(self, found, tariffs):
        result = self.voucher_id.result
        if result == "taken_in":
            # The workshop's settlement charges the repair; twice would be wrong.
            return []
        if result == "nothing" and self.company_id.inspection_fee:
            return [self._prepare_inspection_vals()]
        if found:
            price, number = found
            list_name = number or self.env._("Standard price list")
            return [self._prepare_vals("work", self.equipment, price, list_name)]
        price = self._of_tariff(tariffs, "work")
        name = self.equipment or self.env._("Work on site")
        return [self._prepare_vals("work", name, price)]

    def _prepare_inspection_vals(self):
        name = self.equipment or self.env._("Inspection")
        source = self.env._("Inspection fee of the company")
        fee = self.company_id.inspection_fee
        return self._prepare_vals("inspection", name, fee, source)

    def _prepare_part_vals(self, visits, found, tariffs):
        """Parts; the price of a repair from a price list contains them."""
        included = self.env._("Included in the price of the repair")
        lines = []
        for part in visits.part_ids:
            price = tariffs.get(("part", False, part.product_id.id))
            vals = (
                self._prepare_vals("part", part._paper_name(), 0, included)
                if found
                else self._prepare_vals("part", part._paper_name(), price)
            )
            lines.append(
                vals | {"product_id": part.product_id.id, "quantity": part.quantity}
            )
        return lines

    def _prepare_travel_vals(self, visits, tariffs):
        price = self._of_tariff(tariffs, "travel")
        if not price:
            return []
        vals = self._prepare_vals("travel", self.env._("Travel to the site"), price)
        return [vals | {"quantity": len(visits)}]

    def _of_tariff(self, tariffs, charge):
        """The price for the area of the call, else that for everywhere."""
        area = self.call_id.area
        everywhere = tariffs.get((charge, False, False))
        return tariffs.get((charge, area, False), everywhere)

    def _prepare_vals(self, charge, name, price, source=False):
        known = price is not None
        return {
            "charge": charge,
            "name": name,
            "price": price or 0,
            "priced": known,
            "source": source or (self.env._("Fee tariff") if known else False),
        }
