"""What differs between what was confirmed and what the records say now."""


def differences(before, after):
    """Lines "label: before → after" of all that isn't the same.

    :param dict before: {label: text}, in the order in which it is to be told
    :return: list of str
    """
    labels = [*before, *(label for label in after if label not in before)]
    return [
        f"{label}: {before.get(label) or '—'} → {after.get(label) or '—'}"
        for label in labels
        if (before.get(label) or "") != (after.get(label) or "")
    ]
