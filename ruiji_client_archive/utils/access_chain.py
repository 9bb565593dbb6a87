"""The chain that seals access records: each link holds the one before it.

Plain Python without the ORM, so that an archived file can be checked anywhere:
sha256(digest of the record before + this record as JSON), keys in order, without
what is empty, in UTF-8.
"""

import hashlib
import json

START = bytes(32)


def canonical(record):
    """The one way in which a record is written down.

    :param dict record: values by column
    """
    known = {key: value for key, value in record.items() if value is not None}
    text = json.dumps(known, sort_keys=True, ensure_ascii=False, default=str)
    return text.encode()


def link(previous, record):
    """Digest of a record in the chain after that of the record before it.

    :param bytes previous: digest of the record before, START for the first one
    :return: 32 bytes
    """
    return hashlib.sha256(previous + canonical(record)).digest()
