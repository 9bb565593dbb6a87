"""Files of old access records, which prove themselves by the chain's digests.

Plain Python without the ORM, as `access_chain` is: one line of JSON a record, with
its place in the chain and its digest, packed.
"""

import gzip
import io
import json
import zlib

from .access_chain import canonical, link


def pack(rows, columns):
    """Write down records with their links.

    :param rows: iterable of dicts with position, digest and the columns of a record
    :return: (content of the file, how many records it holds)
    """
    content, number = io.BytesIO(), 0
    with gzip.GzipFile(fileobj=content, mode="wb", mtime=0) as packed:
        for row in rows:
            number += 1
            packed.write(_line(row, columns))
    return content.getvalue(), number


def _line(row, columns):
    record = canonical({name: row[name] for name in columns})
    digest = bytes(row["digest"]).hex()
    place = f'{{"position": {row["position"]}, "digest": "{digest}", "record": '
    return place.encode() + record + b"}\n"


def walk(content, digest, position):
    """Follow the chain through a file.

    :param bytes digest: of the record before the file's first one
    :param int position: of that record
    :return: digest and position of the file's last record; None if it was changed
    """
    try:
        for line in gzip.decompress(content).splitlines():
            entry = json.loads(line)
            digest, position = link(digest, entry["record"]), position + 1
            if (entry["digest"], entry["position"]) != (digest.hex(), position):
                return None
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
        return None
    return digest, position
