"""What the import finds, by code: a label to group by, and a sentence.

The sentences say what is wrong and what to do. Other addons add theirs through
`ruiji.archive.import._sentences()`.
"""

from odoo.tools.translate import LazyTranslate

from .file_sentences import OF_FILE, OF_LAYOUT

# Constants know no user yet: they are translated when they are said.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

OF_VALUES = {
    "error_value": (
        _lt("Failed formula"),
        _lt("The formula in the cell failed: %(value)s. Type the value instead."),
    ),
    "not_a_date": (
        _lt("Not a date"),
        _lt("%(value)s is not a date. Write it as 2007-06-20."),
    ),
    "text_too_long": (
        _lt("Too long"),
        _lt(
            "%(column)s has more than %(longest)s characters. Shorten it; a remark can "
            "say the rest."
        ),
    ),
    "unknown_gender": (
        _lt("Unknown gender"),
        _lt("%(value)s is no known gender and was left out. Write 男 or 女."),
    ),
    "implausible_age": (
        _lt("Implausible age"),
        _lt("%(value)s is neither an age nor a year of birth and was left out."),
    ),
    "unclear_birthday": (
        _lt("Unclear birthday"),
        _lt(
            "%(value)s is no birthday and was left out. Write month and day, such as "
            "03-15."
        ),
    ),
    "invalid_postal_code": (
        _lt("Invalid postal code"),
        _lt("%(value)s is not a postal code and was left out: it needs six digits."),
    ),
    "repaired_postal_code": (
        _lt("Repaired postal code"),
        _lt("The postal code %(value)s was taken as %(meaning)s."),
    ),
    "invalid_phone": (
        _lt("Invalid phone number"),
        _lt("%(value)s is not a phone number and was left out."),
    ),
    "repaired_phone": (
        _lt("Repaired phone number"),
        _lt("The phone number %(value)s was taken as %(meaning)s."),
    ),
    "invalid_email": (
        _lt("Invalid e-mail"),
        _lt("%(value)s is not an e-mail address and was left out."),
    ),
    "invalid_login_code": (
        _lt("Invalid login code"),
        _lt(
            "The login code %(value)s was left out: it needs four to eight letters or "
            "digits."
        ),
    ),
    "login_code_taken": (
        _lt("Login code taken"),
        _lt(
            "The login code %(value)s belongs to %(owner)s already and was left out. "
            "Propose another one."
        ),
    ),
}

OF_CLIENTS = {
    "missing_legal_name": (
        _lt("Missing legal name"),
        _lt("The client has no name. Enter the full legal name."),
    ),
    "duplicate_client": (
        _lt("Duplicate client"),
        _lt(
            "%(name)s is in the archive or in the file already: %(where)s. Keep one of "
            "the two."
        ),
    ),
    "duplicate_client_number": (
        _lt("Duplicate client number"),
        _lt(
            "The client number %(value)s belongs to %(owner)s. Correct the number, or "
            "leave it empty to have a new one given."
        ),
    ),
    "missing_province": (
        _lt("Missing province"),
        _lt("The client has no province. Enter one."),
    ),
    "unknown_province": (
        _lt("Unknown province"),
        _lt("There is no province %(value)s. Correct its name."),
    ),
    "unknown_prefecture": (
        _lt("Unknown prefecture"),
        _lt("There is no prefecture %(value)s in %(province)s. Correct its name."),
    ),
    "prefecture_of_other_province": (
        _lt("Prefecture of another province"),
        _lt(
            "%(value)s is a prefecture of %(right)s, not of %(province)s. Correct one "
            "of the two."
        ),
    ),
    "province_as_prefecture": (
        _lt("Province as prefecture"),
        _lt(
            "%(value)s is the province itself, so the prefecture was left empty. "
            "Choose the district later if it matters."
        ),
    ),
    "renamed_prefecture": (
        _lt("Renamed prefecture"),
        _lt("%(value)s is part of %(today)s today and was taken as that."),
    ),
    "unknown_client_type": (
        _lt("Unknown client type"),
        _lt("%(value)s is no known client type and was left out."),
    ),
    "unknown_lifecycle": (
        _lt("Unknown business state"),
        _lt("%(value)s is no known business state and was left out."),
    ),
    "unknown_document_format": (
        _lt("Unknown document format"),
        _lt(
            "There is no document format %(value)s; the client gets the standard one. "
            "Have the format added, then choose it on the client."
        ),
    ),
    "unknown_manager": (
        _lt("Unknown account manager"),
        _lt(
            "There is no account manager %(value)s; the client is without one. Add the "
            "person to the sheet of account managers and import again."
        ),
    ),
    "manager_kept": (
        _lt("Account manager kept"),
        _lt(
            "The client stays with %(owner)s: an import does not move clients from one "
            "account manager to another."
        ),
    ),
    "client_cap_reached": (
        _lt("Cap of files reached"),
        _lt(
            "%(value)s may look after no more clients; this one waits in the common "
            "pool for its allocation."
        ),
    ),
    "unknown_logistics": (
        _lt("Unknown logistics company"),
        _lt(
            "There is no logistics company %(value)s; the client is without one. Add "
            "it to the sheet of logistics companies and import again."
        ),
    ),
    "not_allowed": (
        _lt("Not open to you"),
        _lt("The file of %(name)s is not open to you, so it cannot be changed."),
    ),
}

OF_OTHER_SHEETS = {
    "missing_client": (
        _lt("Missing client"),
        _lt("The row names no client. Enter the full legal name."),
    ),
    "unknown_client": (
        _lt("Unknown client"),
        _lt(
            "There is no client %(value)s, neither in the archive nor among the good "
            "rows of the file. Correct the name or add the client."
        ),
    ),
    "client_not_filed": (
        _lt("Client not filed"),
        _lt("The archive of %(value)s is not filed yet. Have it reviewed first."),
    ),
    "missing_person_name": (
        _lt("Missing name"),
        _lt("The person has no name. Enter it."),
    ),
    "duplicate_person": (
        _lt("Duplicate person"),
        _lt("Row %(other)s says the same of the same person. Keep one of the two."),
    ),
    "missing_superior": (
        _lt("Missing superior unit"),
        _lt("The row names no superior unit. Enter it."),
    ),
    "missing_unit": (
        _lt("Missing subordinate unit"),
        _lt("The row names no subordinate unit. Enter it."),
    ),
    "two_superiors": (
        _lt("Two superiors"),
        _lt(
            "%(value)s stands under %(superior)s already; a unit has one superior. "
            "Remove one of the two, or move the unit in its file."
        ),
    ),
    "superior_cycle": (
        _lt("Cycle of superiors"),
        _lt(
            "%(superior)s stands below %(value)s already, so it cannot stand above it "
            "as well. Correct the row that is the wrong way round."
        ),
    ),
    "too_many_tiers": (
        _lt("Too many tiers"),
        _lt(
            "%(value)s would stand on a fourth tier; there are three, group, province "
            "and prefecture. Put it under the province."
        ),
    ),
    "repeated_row": (
        _lt("Repeated row"),
        _lt("Row %(other)s says the same; this one adds nothing."),
    ),
    "missing_manager_name": (
        _lt("Missing name"),
        _lt("The account manager has no name. Enter it."),
    ),
    "duplicate_manager": (
        _lt("Duplicate account manager"),
        _lt(
            "Row %(other)s names an account manager %(value)s, too. Tell the two apart "
            "by their names, or keep one."
        ),
    ),
    "missing_logistics_name": (
        _lt("Missing company name"),
        _lt("The logistics company has no full name. Enter it."),
    ),
    "missing_logistics_detail": (
        _lt("Missing logistics detail"),
        _lt(
            "A logistics company needs address, postal code, contact, position and "
            "phone. Enter what is missing here."
        ),
    ),
    "duplicate_logistics": (
        _lt("Duplicate logistics company"),
        _lt("Row %(other)s names %(value)s, too. Keep one of the two."),
    ),
    "unknown_head_office": (
        _lt("Unknown head office"),
        _lt(
            "There is no head office %(value)s among the good rows: a row with this "
            "company and without a branch. Add it."
        ),
    ),
    "wrong_branch_name": (
        _lt("Wrong branch name"),
        _lt(
            "Name the branch by its head office's short name and its city: %(prefix)s…"
        ),
    ),
}

SENTENCES = OF_FILE | OF_LAYOUT | OF_VALUES | OF_CLIENTS | OF_OTHER_SHEETS
