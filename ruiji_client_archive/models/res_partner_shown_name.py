from odoo import api, models

# What Odoo puts into a partner's display name when a view asks for it.
NAME_DETAILS = ("show_address", "show_email", "show_vat")


class ResPartner(models.Model):
    """Every screen may show a client's name, but no more than that (ACC-02).

    Odoo computes display names for everybody, address and e-mail included when the
    reader asks for them. Persons of a closed file go by the name of their client.
    """

    _inherit = "res.partner"

    @api.depends_context("uid")
    def _compute_display_name(self):
        hidden = self._files_closed_to_reader()
        result = super(ResPartner, self - hidden)._compute_display_name()
        bare = hidden.with_context(**dict.fromkeys(NAME_DETAILS, False))
        super(ResPartner, bare)._compute_display_name()
        for partner, named in zip(hidden, bare, strict=True):
            partner.display_name = named._name_to_strangers()
        return result

    def _name_to_strangers(self):
        """What somebody reads who may not open the file of this client or person."""
        # The client's name is in the directory for everybody.
        client = self.sudo().commercial_partner_id
        return self.display_name if self == client else client.name

    def _files_closed_to_reader(self):
        """Those of whom the reader gets to know nothing but the client's name."""
        asked = any(self.env.context.get(detail) for detail in NAME_DETAILS)
        stored = self.filtered("id")
        secret = stored if asked else stored._persons_in_archive()
        # Names are computed as the system; the question is who asked.
        return secret - secret.sudo(False)._filtered_access("read").sudo(self.env.su)

    def _closed_files(self):
        """Those that belong to the archive and may not be opened by the user.

        :return: res.partner recordset in sudo
        """
        # Who is part of the archive is no secret, and names are open.
        filed = self.sudo().exists().filtered("confidentiality")
        if self.env.su or not filed:
            return filed.browse()
        # The user's own rights sort them; callers are told of the closed ones alone.
        return filed - filed.sudo(False)._filtered_access("read").sudo()

    def _persons_in_archive(self):
        """Persons of client files; the portal's pages choose for themselves."""
        if self.env.user.share:
            return self.browse()
        # The level marks what is part of the archive, and is no secret.
        return (
            self.sudo()
            .filtered(lambda partner: partner.confidentiality and not partner.is_client)
            .sudo(self.env.su)
        )
