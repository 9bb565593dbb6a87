"""Names of Chinese legal entities: comparing, shortening, abbreviating.

Plain functions without the ORM, so that the import, the client file and web
access spell a name the same way and the rules are tested alone.
"""

import re
import unicodedata

from .pinyin import pinyin_initials, pinyin_letters

__all__ = [
    "department_word",
    "legal_name_key",
    "login_code_candidates",
    "pinyin_initials",
    "place_name",
    "short_name",
]

_BRACKETS = frozenset("()[]{}〔〕【】〖〗⟨⟩〈〉《》")
# Separators, controls and invisible format characters (zero width space, BOM).
_INVISIBLE_CATEGORIES = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))

_OPERATORS = (
    ("电信", re.compile("^中国电信")),
    ("移动", re.compile("^中国移动(?:通信)?")),
    ("联通", re.compile("^中国(?:联合网络通信|联通)")),
    ("铁塔", re.compile("^中国铁塔")),
    ("广电", re.compile("^中国(?:广电|广播电视)(?:网络)?")),
)
_COMPANY_WORDS = re.compile("(?:集团|股份|控股|有限|责任|总公司|公司)")
_COMPANY_TAIL = re.compile("(?:集团|股份|控股|有限|责任|总公司|公司)+$")
_BRACKETED = re.compile(r"\([^)]*\)")
_BRANCH = re.compile("^(?P<company>.*公司)(?P<branch>.+?)分公司$")

_NATIONALITIES = (
    "(?<!内)蒙古族?|维吾尔族?|哈萨克族?|柯尔克孜族?|塔吉克族?|锡伯族?|达斡尔族?|"
    "(?:布依|朝鲜|土家|哈尼|傈僳|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|"
    "阿昌|普米|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各|回|藏|苗|彝|壮|满|侗|瑶|白|傣|"
    "黎|佤|畲|水|土|羌|怒)族"
)
_AUTONOMOUS = re.compile(f"(?:{_NATIONALITIES})*自治[区州县旗]$")
_PLACE_TAIL = re.compile("(?<=..)(?:特别行政区|地区|林区|新区|[省市区县盟])$")
_OUTER_PLACE = re.compile("^.{2,}?(?:省|自治区|市)(?=.{2,})")
# Divisions that share their everyday name with another one keep a suffix.
_NAMESAKES = {
    "吉林市": "吉林市",
    "河北区": "河北区",
    "海南藏族自治州": "海南州",
    "朝阳区": "朝阳区",
}

_COMMON_ABBREVIATIONS = (
    ("中兴", "zte"),
    ("华为", "hw"),
    ("诺基亚贝尔", "nsb"),
)
_DEPARTMENT = re.compile("^(?P<word>.{2,}?)(?:事业部|部门|部|处|科|室|中心|组|班)")
_CODE_LENGTH = 8
# The database indexes 2,700 bytes at most: a name, its key and its spelling.
LONGEST_NAME = 200
_UNNAMED_UNIT = "kh"
_UNNAMED_DEPARTMENT = "yh"


def is_too_long(name):
    """Tell whether a name is longer than any index of the database takes."""
    return len(unicodedata.normalize("NFKC", name or "")) > LONGEST_NAME


def legal_name_key(name):
    """Return what two spellings of one legal name have in common.

    Width, brackets, white space and letter case do not tell legal entities apart.
    """
    folded = unicodedata.normalize("NFKC", name or "").casefold()
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", folded)
        if char not in _BRACKETS
        and unicodedata.category(char) not in _INVISIBLE_CATEGORIES
    )


def place_name(division):
    """Return a division's everyday name: 延安市 is 延安, 恩施土家族苗族自治州 恩施."""
    division = _single_line(division)
    if division in _NAMESAKES:
        return _NAMESAKES[division]
    return _PLACE_TAIL.sub("", _AUTONOMOUS.sub("", division))


def short_name(legal_name, province=None, prefecture=None):
    """Return the name people use for a unit: 延安电信, 湖北移动, 中国联通, 中兴通讯.

    The name itself decides; the divisions help where it names no place.
    """
    name = _single_line(legal_name)
    for operator, pattern in _OPERATORS:
        match = pattern.match(name)
        if match:
            rest = name[match.end() :]
            return (_operator_place(rest, province, prefecture) or "中国") + operator
    return _independent_name(name)


def department_word(position):
    """Return the department that a position names: 运维部主任 gives 运维部."""
    match = _DEPARTMENT.match(_single_line(position))
    return match.group(0) if match else ""


def login_code_candidates(unit_short_name, department_or_person):
    """Yield login codes, best first: the two abbreviations, then numbered ones.

    Every candidate has 4 to 8 lower-case letters or digits.
    """
    code = _unit_abbreviation(unit_short_name) + _department_abbreviation(
        department_or_person
    )
    yield code
    for number in range(2, 10_000):
        digits = str(number)
        yield code[: _CODE_LENGTH - len(digits)] + digits


def _single_line(text):
    text = unicodedata.normalize("NFKC", text or "")
    return "".join(
        char for char in text if unicodedata.category(char) not in _INVISIBLE_CATEGORIES
    )


def _operator_place(rest, province, prefecture):
    branch = _BRANCH.match(rest)
    if not branch:
        if rest.endswith("分公司"):
            return place_name(prefecture or province)
        return place_name(_COMPANY_WORDS.sub("", rest))
    company_place = _COMPANY_WORDS.sub("", branch["company"])
    place = _OUTER_PLACE.sub("", branch["branch"])
    if place == company_place:
        # The branch named like its province company is the prefecture's.
        return _NAMESAKES.get(f"{place}市", place)
    return place_name(place)


def _independent_name(name):
    name = _BRACKETED.sub("", name)
    branch = _BRANCH.match(name)
    if branch:
        company = _COMPANY_TAIL.sub("", branch["company"])
        return company + place_name(_OUTER_PLACE.sub("", branch["branch"]))
    return _COMPANY_TAIL.sub("", name) or name


def _unit_abbreviation(unit_short_name):
    name = _single_line(unit_short_name)
    for word, abbreviation in _COMMON_ABBREVIATIONS:
        if word in name:
            return abbreviation
    initials = pinyin_initials(name)
    if len(initials) > 4 and name.endswith(tuple(word for word, _ in _OPERATORS)):
        # Keep the operator: 黔东南电信 is qddx, not the bare place qdnd.
        return initials[:2] + initials[-2:]
    return _two_to_four(initials, name) or _UNNAMED_UNIT


def _department_abbreviation(department_or_person):
    text = _single_line(department_or_person)
    match = _DEPARTMENT.match(text)
    if match:
        text = match["word"]
    initials = pinyin_initials(text, person=not match)
    return _two_to_four(initials, text) or _UNNAMED_DEPARTMENT


def _two_to_four(initials, text):
    if len(initials) < 2:
        initials = pinyin_letters(text)[:2]
    return initials[:4] if len(initials) > 1 else ""
