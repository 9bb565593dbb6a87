"""The nearest of many names to one that is misspelt.

Plain Python without the ORM. Names are compared by the pairs of characters that
they share; an index of the pairs is built once, so that thousands of unknown
names among 50,000 known ones cost seconds.
"""

from collections import Counter

from .naming import legal_name_key

# Share of the pairs that two names have in common to be taken for the same.
LEAST_LIKENESS = 0.6
# Names of two or three characters share few pairs even when one differs.
SHORT_LENGTH, LEAST_LIKENESS_OF_SHORT = 4, 0.5
# Pairs that more names hold than that, such as 公司, tell nothing apart.
MOST_HOLDERS = 2000
# The rarest pairs of a name are enough to find those that may be meant.
PAIRS_TO_LOOK_UP = 8


class SimilarNames:
    """An index of known names.

    :param names: the names as they are to be suggested
    """

    def __init__(self, names):
        self._names = [name for name in names if name]
        self._pairs = [_pairs(name) for name in self._names]
        self._holders = {}
        for at, pairs in enumerate(self._pairs):
            for pair in pairs:
                self._holders.setdefault(pair, []).append(at)
        self._answers = {}

    def nearest(self, name):
        """Return the known name that was probably meant, or None."""
        if name not in self._answers:
            self._answers[name] = self._find(name)
        return self._answers[name]

    def _find(self, name):
        pairs = _pairs(name)
        least = LEAST_LIKENESS
        if sum(pairs.values()) <= SHORT_LENGTH + 1:
            least = LEAST_LIKENESS_OF_SHORT
        best = max(
            (
                (_likeness(pairs, self._pairs[at]), -at)
                for at in self._candidates(pairs)
            ),
            default=(0, 0),
        )
        return self._names[-best[1]] if best[0] >= least else None

    def _candidates(self, pairs):
        lists = [self._holders[pair] for pair in pairs if pair in self._holders]
        lists.sort(key=len)
        telling = [one for one in lists if len(one) <= MOST_HOLDERS]
        return set().union(*telling[:PAIRS_TO_LOOK_UP])


def _pairs(name):
    """Count the pairs of neighbours in a name, its start and its end included."""
    text = f"^{legal_name_key(name)}$"
    return Counter(zip(text, text[1:], strict=False))


def _likeness(one, other):
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values()))
