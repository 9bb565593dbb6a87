import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..utils.naming import (
    LONGEST_NAME,
    is_too_long,
    legal_name_key,
    pinyin_initials,
    short_name,
)

STAFF = "base.group_user"


class ClientNameTaken(ValidationError):
    """A legal name stands in the archive already (ARC-01)."""


class ResPartner(models.Model):
    """A client is a company partner that was taken into the archive (ARC-01)."""

    _inherit = "res.partner"

    is_client = fields.Boolean(string="Client", index=True, tracking=True)
    client_number = fields.Char(
        string="Client number", copy=False, readonly=True, index="trigram"
    )
    date_registered = fields.Date(
        string="Registered on", copy=False, tracking=True, groups=STAFF
    )
    client_type = fields.Selection(
        [("traditional", "Traditional client"), ("online", "Online client")],
        tracking=True,
        help="Traditional clients send paper slips, online clients submit them "
        "on the web.",
    )
    short_name = fields.Char(
        compute="_compute_short_name",
        store=True,
        readonly=False,
        index="trigram",
        help="Name in daily use, such as 延安电信; begins the login codes.",
    )
    name_initials = fields.Char(
        string="Pinyin initials",
        compute="_compute_name_initials",
        store=True,
        index="trigram",
        groups=STAFF,
        help="Initials of the short and the full name, for searching.",
    )
    name_key = fields.Char(
        compute="_compute_name_key",
        store=True,
        groups=STAFF,
        help="Legal name as it is compared: letter forms, brackets and white "
        "space made alike.",
    )
    document_format_id = fields.Many2one(
        "ruiji.document.format",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        groups=STAFF,
    )
    business_remark = fields.Text(
        string="Remarks on current business", tracking=True, groups=STAFF
    )

    manager_position = fields.Char(
        related="user_id.function", string="Position of manager", groups=STAFF
    )
    manager_phone = fields.Char(
        related="user_id.phone", string="Mobile of manager", groups=STAFF
    )

    # The main contact is basic information of the file (ARC-02); the other
    # fields that describe him are those of any person.
    contact_name = fields.Char(string="Main contact", tracking=True)
    mobile = fields.Char(tracking=True)
    fax = fields.Char(tracking=True)

    # Changes of archived data are on record (ARC-09)
    street = fields.Char(tracking=True)
    user_id = fields.Many2one(string="Account manager")
    zip = fields.Char(tracking=True)
    state_id = fields.Many2one(tracking=True)
    city_id = fields.Many2one(tracking=True, index="btree_not_null")
    function = fields.Char(tracking=True)

    _client_number_uniq = models.UniqueIndex(
        "(client_number) WHERE client_number IS NOT NULL",
        "Another client already has this number.",
    )
    _name_key_uniq = models.UniqueIndex(
        "(name_key) WHERE name_key IS NOT NULL",
        "A client with this legal name is already in the archive.",
    )
    _client_is_company = models.Constraint(
        "CHECK (is_client IS NOT TRUE OR is_company)",
        "A client file belongs to a company, never to a person.",
    )

    @api.constrains("is_client", "state_id", "city_id")
    def _check_prefecture_is_of_province(self):
        for client in self.filtered(lambda partner: partner.is_client):
            city = client.city_id
            if city and client.state_id != city.state_id:
                raise ValidationError(
                    self.env._(
                        "%(city)s is a prefecture of %(right)s, not of %(wrong)s: "
                        "choose the province first, then one of its prefectures.",
                        city=city.name,
                        right=city.state_id.name,
                        wrong=client.state_id.name or self.env._("no province"),
                    )
                )

    @api.constrains("is_client", "zip")
    def _check_postal_code(self):
        for client in self.filtered(lambda partner: partner.is_client):
            if client.zip and not re.fullmatch(r"[0-9]{6}", client.zip):
                raise ValidationError(
                    self.env._(
                        "The postal code %(code)s of %(client)s needs to be six "
                        "digits.",
                        code=client.zip,
                        client=client.name,
                    )
                )

    @api.depends("is_client", "name")
    def _compute_name_key(self):
        clients = self.filtered("is_client")
        (self - clients).name_key = False
        for client in clients:
            client.name_key = legal_name_key(client.name or "")

    @api.depends("is_client", "name", "state_id", "city_id")
    def _compute_short_name(self):
        clients = self.filtered("is_client")
        (self - clients).short_name = False
        for client in clients:
            client.short_name = short_name(
                client.name or "", client.state_id.name, client.city_id.name
            )

    @api.depends("is_client", "is_logistics_company", "name", "short_name")
    def _compute_name_initials(self):
        named = self.filtered(lambda p: p.is_client or p.is_logistics_company)
        (self - named).name_initials = False
        for partner in named:
            names = filter(None, (partner.short_name, partner.name))
            partner.name_initials = " ".join(map(pinyin_initials, names)) or False

    @api.onchange("city_id")
    def _onchange_city_id(self):
        """A prefecture has many postal codes: keep the one that is there."""
        postal_code = self.zip
        result = super()._onchange_city_id()
        if self.city_id and not self.city_id.zipcode:
            self.zip = postal_code
        return result

    @api.onchange("state_id")
    def _onchange_state_keeps_its_prefecture(self):
        if self.city_id.state_id != self.state_id:
            self.city_id = False

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if defaults.get("is_client"):
            defaults.update(self._client_defaults())
        return defaults

    @api.model
    def _client_defaults(self):
        """Values of a new client file that its creator did not give."""
        standard_format = self.env["ruiji.document.format"]._default_format()
        return {
            "is_company": True,
            "country_id": self.env.ref("base.cn").id,
            "user_id": self._default_account_manager().id,
            "client_type": "traditional",
            "date_registered": fields.Date.context_today(self),
            "document_format_id": standard_format.id,
        }

    @api.model
    def _default_account_manager(self):
        """Who registers a client looks after it (MGR-02), if that is his work."""
        user = self.env.user
        manages = user.has_group("ruiji_client_archive.group_account_manager")
        return user if manages else user.browse()

    @api.model_create_multi
    def create(self, vals_list):
        clients = [vals for vals in vals_list if vals.get("is_client")]
        if clients:
            defaults = self._client_defaults()
            numberless = [vals for vals in clients if not vals.get("client_number")]
            numbers = self._next_client_numbers(len(numberless))
            for vals in clients:
                vals.update(defaults | vals)
            for vals, number in zip(numberless, numbers, strict=True):
                vals["client_number"] = number
            self._refuse_filed_names([vals.get("name") for vals in clients])
        self._fill_city_names(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._fill_city_names([vals])
        if vals.get("name") and self.filtered("is_client"):
            self._refuse_filed_names([vals["name"]])
        elif vals.get("is_client"):
            self._refuse_filed_names(self.mapped("name"))
        result = super().write(vals)
        if vals.get("is_client"):
            self._number_new_clients()
        return result

    def _refuse_filed_names(self, names):
        """Refuse legal names that are filed already, and say where (ARC-01).

        Asked before the database is written: its unique index, there for two
        clerks at the same moment, knows no friendly sentence.
        """
        self._refuse_long_names(names)
        keys = list(filter(None, (legal_name_key(name or "") for name in names)))
        # Names of files and of their managers are open to all staff (ACC-02).
        archive = self.sudo().with_context(active_test=False)
        twin = archive.search(
            [("name_key", "in", keys), ("id", "not in", self.ids)], limit=1
        )
        if twin:
            raise ClientNameTaken(twin._name_taken_sentence())

    @api.model
    def _refuse_long_names(self, names):
        """Refuse what no index takes, before the database does."""
        if any(map(is_too_long, names)):
            raise ValidationError(
                self.env._(
                    "The legal name is longer than %(longest)s characters: enter the "
                    "name alone, and what else is to be said under the remarks.",
                    longest=LONGEST_NAME,
                )
            )

    def _name_taken_sentence(self):
        """Say which file has the legal name that somebody wants to file anew."""
        if not self:
            return self.env._("Two of these clients have the same legal name.")
        return self.env._(
            "%(name)s is already in the archive as %(number)s, account "
            "manager %(manager)s. Open that file instead of a new one.",
            name=self.name,
            number=self.client_number,
            manager=self.user_id.name or self.env._("nobody yet"),
        )

    def _number_new_clients(self):
        """Give a number to partners that became clients just now (OPS-02)."""
        numberless = self.filtered(lambda partner: not partner.client_number)
        numbers = self._next_client_numbers(len(numberless))
        numberless._write_multi([{"client_number": number} for number in numbers])
        numberless.invalidate_recordset(["client_number"], flush=False)

    @api.model
    def _next_client_numbers(self, count):
        """Draw that many numbers in one query."""
        # Everybody who may register clients may draw a number.
        sequence = self.env.ref("ruiji_client_archive.sequence_client_number").sudo()
        return sequence._draw(count)

    @api.model
    def _fill_city_names(self, vals_list):
        """Keep Odoo's own city text in step with the prefecture chosen."""
        Cities = self.env["res.city"]
        chosen = Cities.browse({v["city_id"] for v in vals_list if v.get("city_id")})
        names = {city.id: city.name for city in chosen}
        for vals in vals_list:
            if vals.get("city_id"):
                vals.setdefault("city", names[vals["city_id"]])

    def get_formview_id(self, access_uid=None):
        """Clients open in the archive's own form wherever they are clicked."""
        if len(self) == 1 and self.is_client:
            return self.env.ref("ruiji_client_archive.client_view_form").id
        return super().get_formview_id(access_uid=access_uid)
