"""Client files as the sheets that the import reads: what goes out comes in again.

A sheet is a layout and, for every row, a {column key: value}. Fields that the
reader may not see stay out.
"""

from ..importer.clients import FIELDS as CLIENT_FIELDS
from ..importer.clients import ClientsHandler
from ..importer.logistics import FIELDS as LOGISTICS_FIELDS
from ..importer.logistics import LogisticsHandler
from ..importer.managers import FIELDS as MANAGER_FIELDS
from ..importer.managers import ManagersHandler
from ..importer.persons import FIELDS as PERSON_FIELDS
from ..importer.persons import PersonsHandler
from ..importer.units import UnitsHandler
from ..importer.words import CLIENT_TYPES, FORMAT_CODES, LIFECYCLES

GENDERS = {"male": "男", "female": "女"}
# Their import columns name another thing than the field holds.
_TOLD_APART = {"state_id", "city_id", "city", "document_format", "lifecycle"}


def words_of(choices):
    """{choice: the first word for it}, from {word: choice}."""
    words = {}
    for word, choice in choices.items():
        words.setdefault(choice, word)
    return words


_CLIENT_TYPE_WORDS = words_of(CLIENT_TYPES)
_LIFECYCLE_WORDS = words_of(LIFECYCLES)
_FORMAT_WORDS = words_of(FORMAT_CODES)


def readable(records, fields):
    """Those of {column key: field name} that the reader may see."""
    return {
        key: name
        for key, name in fields.items()
        if records._has_field_access(records._fields[name], "read")
    }


def rows_of(records, fields):
    """Rows that hold fields as they are, with the words of the trade for genders."""
    fields = readable(records, fields)
    return [_row(record, fields) for record in records]


def _row(record, fields):
    row = {key: record[name] or None for key, name in fields.items()}
    if "gender" in row:
        row["gender"] = GENDERS.get(row["gender"])
    return row


def managers(clients):
    """客户经理 of the clients."""
    return ManagersHandler.layout, rows_of(clients.user_id, MANAGER_FIELDS)


def logistics(clients):
    """物流公司 that the clients prefer; the head offices of branches first."""
    preferred = clients.logistics_partner_id
    companies = preferred.superior_id | preferred
    rows = rows_of(companies, LOGISTICS_FIELDS)
    for row, company in zip(rows, companies, strict=True):
        head = company.superior_id
        row["name"] = (head or company).name
        row["short_name"] = company.logistics_short_name
        row["branch"] = company.name if head else None
    return LogisticsHandler.layout, rows


def client_files(clients):
    """客户基本信息."""
    plain = {k: v for k, v in CLIENT_FIELDS.items() if k not in _TOLD_APART}
    rows = rows_of(clients, plain)
    for row, client in zip(rows, clients, strict=True):
        row.update(
            name=client.name,
            number=client.client_number,
            province=client.state_id.name,
            prefecture=client.city_id.name or client.city,
            client_type=_CLIENT_TYPE_WORDS.get(client.client_type),
            document_format=_FORMAT_WORDS.get(
                client.document_format_id.code, client.document_format_id.name
            ),
            lifecycle=_LIFECYCLE_WORDS.get(client.lifecycle_stated),
            manager=client.user_id.name,
            logistics=client.logistics_partner_id.name,
        )
    return ClientsHandler.layout, rows


def units(clients):
    """下属单位: the superiors of the clients."""
    placed = clients.filtered("superior_id")
    # Names of units are open to all who may see the unit (ACC-02).
    superiors = [unit.sudo().superior_id.name for unit in placed]
    return UnitsHandler.layout, [
        {"superior": superior, "unit": unit.name}
        for superior, unit in zip(superiors, placed, strict=True)
    ]


def persons(clients):
    """客户相关人员 of the clients."""
    people = clients.child_ids.filtered(lambda person: not person.is_company)
    rows = rows_of(people, PERSON_FIELDS)
    for row, person in zip(rows, people, strict=True):
        row.update(client=person.parent_id.name, name=person.name)
    return PersonsHandler.layout, rows
