import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list, split_every

from .client_visit import HELD

MINUTES_WITHIN = 2
LINK_DAYS = 30
OVERDUE = "ruiji_client_care.mail_activity_visit_minutes"
CHANGES = "ruiji_client_care.mail_activity_visit_file"
TEMPLATE = "ruiji_client_care.mail_template_visit_minutes"


class ClientVisit(models.Model):
    """Minutes within two working days, sent to the client, who confirms (CAR-01)."""

    _inherit = "ruiji.client.visit"

    findings = fields.Text(help="What was said and found; the client reads it.")
    promise_ids = fields.One2many(
        "ruiji.client.visit.promise", "visit_id", string="Promises"
    )
    file_confirmed = fields.Boolean(
        string="File gone through with the client",
        help="Confirms the client's file when the minutes are sent.",
    )
    file_changes = fields.Text(
        string="To be changed in the file",
        help="Goes to the account manager; the client does not read it.",
    )
    minutes_due_on = fields.Date(
        compute="_compute_minutes_due_on",
        store=True,
        help="Two working days after the visit.",
    )
    minutes_on = fields.Datetime(string="Minutes of", readonly=True, copy=False)
    minutes_reminded_on = fields.Date(readonly=True, copy=False)
    minutes_overdue = fields.Boolean(
        compute="_compute_minutes_overdue", search="_search_minutes_overdue"
    )
    access_token = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    token_expires_on = fields.Datetime(
        string="Link works until", readonly=True, copy=False
    )
    received_by = fields.Char(
        string="Received by", readonly=True, copy=False, tracking=True
    )
    received_on = fields.Datetime(string="Receipt confirmed", readonly=True, copy=False)
    received_from = fields.Char(
        string="Confirmed from address", readonly=True, copy=False
    )

    _token_uniq = models.UniqueIndex("(access_token) WHERE access_token IS NOT NULL")
    _minutes_awaited_idx = models.Index(
        "(minutes_due_on) WHERE state IN ('approved', 'held')"
    )

    @api.depends("visit_day", "kind")
    def _compute_minutes_due_on(self):
        calendar = self.env.company.resource_calendar_id
        for (day, kind), visits in self.grouped(
            lambda v: (v.visit_day, v.kind)
        ).items():
            due = day and kind == "visit"
            visits.minutes_due_on = due and calendar.working_day_after(
                day, MINUTES_WITHIN
            )

    @api.depends("minutes_due_on", "state")
    def _compute_minutes_overdue(self):
        overdue = self.filtered_domain(self._minutes_overdue_domain())
        overdue.minutes_overdue = True
        (self - overdue).minutes_overdue = False

    @api.model
    def _search_minutes_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._minutes_overdue_domain()

    @api.model
    def _minutes_overdue_domain(self):
        today = self.env.company.resource_calendar_id._today()
        awaited = Domain("state", "in", ("approved", "held"))
        return awaited & Domain("minutes_due_on", "<", today)

    def _check_findings(self):
        if self.filtered(lambda visit: not (visit.findings or "").strip()):
            raise UserError(
                self.env._("Write down what was said and found before you go on.")
            )

    def action_send_minutes(self):
        """Send the minutes to the client, and act on what was promised and found.

        :raises UserError: when there are none, or the visit did not take place
        """
        visits = self._locked("write", "held")
        visits._check_findings()
        visits._new_links()
        visits.write({"state": "sent", "minutes_on": fields.Datetime.now()})
        visits.activity_unlink([OVERDUE])
        visits.promise_ids._put_on_lists()
        visits._update_files()
        visits._mail_minutes()

    def action_send_again(self):
        """Send minutes that nobody confirmed once more; old links end."""
        visits = self._locked("write", "sent")
        visits._new_links()
        visits._mail_minutes()

    def _new_links(self):
        expires = fields.Datetime.now() + timedelta(days=LINK_DAYS)
        for visit in self:
            visit.access_token = secrets.token_urlsafe(24)
            visit.token_expires_on = expires

    def _mail_minutes(self):
        """Mail the minutes to the persons met who have an address."""
        template = self.env.ref(TEMPLATE)
        for language, visits in self.grouped(lambda v: v._client_language()).items():
            mailed = visits.filtered(lambda visit: visit._mail_receivers())
            template.with_context(lang=language).send_mail_batch(mailed.ids)

    def _mail_receivers(self):
        """Those met, or else the client itself, as far as they have an address."""
        self.ensure_one()
        met = self.person_ids.filtered("email")
        return met or self.client_id.filtered("email")

    def _client_language(self):
        return self.client_id.lang or self.company_id.partner_id.lang or self.env.lang

    def _minutes_url(self):
        """The address of the client's page, or nothing when the link has ended."""
        self.ensure_one()
        # Who prints or mails the minutes hands the link on.
        token = self.sudo().access_token
        return token and self._link_works() and f"{self.get_base_url()}/visit/{token}"

    def _link_works(self):
        return bool(
            self.token_expires_on and self.token_expires_on > fields.Datetime.now()
        )

    def _visitor_names(self):
        """Names of all who go, or went, in the way of the reader's language."""
        # Names of colleagues, for whoever reads the sheet or the minutes.
        visitors = (self.user_id | self.visitor_ids).sudo()
        return format_list(self.env, visitors.mapped("name"))

    def _person_names(self):
        """Names of the persons met, in the way of the reader's language."""
        return format_list(self.env, self.person_ids.mapped("name"))

    def _update_files(self):
        """Let the files have what the visits and calls brought about."""
        confirmed = self.filtered("file_confirmed").client_id
        filed = confirmed.filtered(lambda client: client.archive_state == "filed")
        if filed:
            note = self.env._("Gone through with the client: %s", self[0].name)
            filed._confirm_file(note)
        changed = self.filtered(lambda visit: (visit.file_changes or "").strip())
        changed._ask_to_change_files()

    def _ask_to_change_files(self):
        kind = self.env.ref(CHANGES)
        self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": kind.id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(visit),
                    "note": visit.file_changes,
                    "res_id": visit.client_id.id,
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "summary": kind.summary,
                    "user_id": (visit.manager_id or visit.user_id).id,
                }
                for visit in self
            ]
        )

    # The client's page

    @api.model
    def _by_token(self, token):
        """Return the visit, as the system, whose minutes the link opens, if any."""
        # The secret in the link is the check; the page shows the minutes alone.
        visits = self.sudo()
        if not token:
            return visits
        return visits.search([("access_token", "=", token)]).filtered(
            lambda visit: visit._link_works() and visit.state in HELD
        )

    def _confirm_receipt(self, name, address):
        """Keep who received the minutes, once.

        :param str name: as the person wrote it
        :param str address: of the network that the confirmation came from
        :return: whether this was the confirmation that counts
        """
        self.ensure_one()
        self.lock_for_update()
        if self.state != "sent":
            return False
        self.write(
            {
                "state": "closed",
                "received_by": name,
                "received_on": fields.Datetime.now(),
                "received_from": address,
            }
        )
        return True

    # The daily round

    @api.model
    def _cron_minutes(self, batch_size=200):
        """Ask, once, for minutes that are overdue: the visitor and the VP (CAR-01)."""
        domain = self._minutes_overdue_domain() & Domain(
            "minutes_reminded_on", "=", False
        )
        house = self.with_context(lang=self.env.company.partner_id.lang)
        due = house.search(domain, order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for ids in split_every(batch_size, due.ids):
            # Somebody may have acted since, or be acting just now.
            batch = house.browse(ids).try_lock_for_update()
            batch.filtered_domain(domain)._remind_of_minutes()
            if not cron._commit_progress(len(ids)):
                break

    def _remind_of_minutes(self):
        self.write({"minutes_reminded_on": fields.Date.context_today(self)})
        role = self.env.ref("ruiji_client_archive.group_marketing_vp")
        vps = role.all_user_ids.filtered(lambda user: user.active and not user.share)
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet._ask(
            OVERDUE, [(visit, user) for visit in self for user in visit.user_id | vps]
        )
