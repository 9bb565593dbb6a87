"""`make lint`."""


def check(arguments):
    return 0


def rewrite(arguments):
    return 0
