import itertools
import unittest
from csv import DictReader
from pathlib import Path

from odoo.addons.ruiji_client_archive.utils.naming import (
    department_word,
    legal_name_key,
    login_code_candidates,
    pinyin_initials,
    place_name,
    short_name,
)

ADDON = Path(__file__).parents[1]


class TestLegalNameKey(unittest.TestCase):
    """ARC-01: what two spellings of one legal name have in common."""

    def test_spellings_of_one_name_share_a_key(self):
        """ARC-01: width, brackets, white space and case do not matter."""
        plain = "京信通信系统(中国)有限公司"
        spellings = (
            "京信通信系统（中国）有限公司",
            "　京信通信系统 (中国)有限公司 ",
            "京信通信系统【中国】有限公司",
            "京信\u200b通信系统\ufeff(中国)有限公司\n",
            "京信通信系统 中国 有限公司",
        )
        for spelling in spellings:
            self.assertEqual(legal_name_key(spelling), legal_name_key(plain))
        self.assertEqual(legal_name_key("ＺＴＥ　Corp"), "ztecorp")

    def test_other_names_keep_other_keys(self):
        """ARC-01: a branch is not its company."""
        self.assertNotEqual(
            legal_name_key("中国电信股份有限公司延安分公司"),
            legal_name_key("中国电信股份有限公司"),
        )

    def test_no_name_has_an_empty_key(self):
        for nothing in (None, False, "", " 　\u200b"):
            self.assertEqual(legal_name_key(nothing), "")


class TestShortName(unittest.TestCase):
    """OPS-06: the name people use and search for."""

    def test_units_of_the_operators(self):
        """OPS-06: place and operator, by each operator's way of naming branches."""
        expected = {
            "中国电信股份有限公司延安分公司": "延安电信",
            "中国移动通信集团湖北有限公司黄冈分公司": "黄冈移动",
            "中国联合网络通信有限公司威海市分公司": "威海联通",
            "中国移动通信集团重庆有限公司开州区分公司": "开州移动",
            "中国电信股份有限公司陕西省延安市分公司": "延安电信",
            "中国移动通信集团湖北有限公司": "湖北移动",
            "中国联合网络通信有限公司广西壮族自治区分公司": "广西联通",
            "中国联合网络通信有限公司内蒙古自治区分公司": "内蒙古联通",
            "中国移动通信集团有限公司": "中国移动",
            "中国联合网络通信集团有限公司": "中国联通",
            "中国电信集团有限公司": "中国电信",
            "中国铁塔股份有限公司西安市分公司": "西安铁塔",
        }
        for legal_name, short in expected.items():
            self.assertEqual(short_name(legal_name), short)

    def test_prefectures_named_like_a_province_keep_a_suffix(self):
        expected = {
            "中国联合网络通信有限公司吉林省分公司": "吉林联通",
            "中国联合网络通信有限公司吉林市分公司": "吉林市联通",
            "中国移动通信集团吉林有限公司吉林分公司": "吉林市移动",
            "中国电信股份有限公司海南藏族自治州分公司": "海南州电信",
            "中国移动通信集团北京有限公司朝阳区分公司": "朝阳区移动",
        }
        for legal_name, short in expected.items():
            self.assertEqual(short_name(legal_name), short)

    def test_other_companies_lose_their_legal_form(self):
        expected = {
            "中兴通讯股份有限公司": "中兴通讯",
            "华为技术有限公司": "华为技术",
            "京信通信系统（中国）有限公司": "京信通信系统",
            "陕西广电网络传媒(集团)股份有限公司": "陕西广电网络传媒",
            "西安瑞吉通讯设备有限责任公司": "西安瑞吉通讯设备",
        }
        for legal_name, short in expected.items():
            self.assertEqual(short_name(legal_name), short)

    def test_divisions_help_a_name_without_a_place(self):
        self.assertEqual(
            short_name("中国电信股份有限公司分公司", "陕西省", "延安市"), "延安电信"
        )

    def test_nothing_gives_nothing(self):
        self.assertEqual(short_name(None), "")


class TestPinyinInitials(unittest.TestCase):
    def test_polyphonic_place_names(self):
        """OPS-06, WEB-01: characters are read as their place names are."""
        expected = {
            "重庆": "cq",
            "厦门": "xm",
            "长沙": "cs",
            "西藏": "xz",
            "朝阳": "cy",
            "长治": "cz",
            "漯河": "lh",
            "六安": "la",
            "蚌埠": "bb",
            "闵行": "mh",
            "延安电信": "yadx",
        }
        for text, initials in expected.items():
            self.assertEqual(pinyin_initials(text), initials)

    def test_every_division_is_read_as_its_people_read_it(self):
        """WEB-01: all prefectures of our list, read through by hand once."""
        with (ADDON / "tests/division_initials.csv").open(encoding="utf-8") as stream:
            read = {row["name"]: row["initials"] for row in DictReader(stream)}
        with (ADDON / "data" / "res.city.csv").open(encoding="utf-8") as stream:
            places = {place_name(row["name"]) for row in DictReader(stream)}
        self.assertEqual({place: pinyin_initials(place) for place in places}, read)

    def test_polyphonic_characters_of_companies_and_departments(self):
        """WEB-01: 厦 is sha in a building and xia in Xiamen's firms; so on."""
        expected = {
            "电信大厦": "dxds",
            "厦门大厦": "xmds",
            "厦华电子": "xhdz",
            "长虹": "ch",
            "长飞光纤": "cfgx",
            "重庆重邮": "cqcy",
            "长途传输": "ctcs",
            "调度": "dd",
            "行政": "xz",
            "行业客户": "hykh",
            "银行": "yh",
            "会计": "kj",
            "重点客户": "zdkh",
            "乐清移动": "yqyd",
            "乐亭联通": "ltlt",
            "涡阳电信": "gydx",
            "洪洞移动": "htyd",
            "六合电信": "lhdx",
        }
        for text, initials in expected.items():
            self.assertEqual(pinyin_initials(text), initials)

    def test_letters_and_digits_stay_in_lower_case(self):
        self.assertEqual(pinyin_initials("ＺＴＥ 5G部-2"), "zte5gb2")

    def test_a_family_name_has_its_own_reading(self):
        self.assertEqual(pinyin_initials("曾伟", person=True), "zw")

    def test_operator_behind_a_place_does_not_change_its_reading(self):
        """OPS-06: all divisions, each with the three operators."""
        with (ADDON / "data" / "res.city.csv").open(encoding="utf-8") as stream:
            places = {place_name(row["name"]) for row in DictReader(stream)}
        for place, operator in itertools.product(places, ("电信", "移动", "联通")):
            self.assertEqual(
                pinyin_initials(place + operator),
                pinyin_initials(place) + pinyin_initials(operator),
            )


class TestLoginCodeCandidates(unittest.TestCase):
    def test_examples_of_the_rule(self):
        """WEB-01: unit abbreviation, then department or person abbreviation."""
        expected = {
            ("延安电信", "运维部"): "yadxyw",
            ("延安电信", "运维部主任"): "yadxyw",
            ("中兴通讯", "采购部"): "ztecg",
            ("重庆移动", "王磊"): "cqydwl",
            ("黔东南电信", "网络运营中心"): "qddxwlyy",
            ("李", "王"): "liwa",
        }
        for (unit, department), code in expected.items():
            self.assertEqual(next(login_code_candidates(unit, department)), code)

    def test_every_candidate_obeys_the_rule_and_is_new(self):
        """WEB-01: 4-8 lower-case letters or digits, also without usable words."""
        for words in (("黔东南电信", "网络运营中心"), ("延安电信", "运维部"), ("", "")):
            codes = list(itertools.islice(login_code_candidates(*words), 500))
            self.assertEqual(len(set(codes)), len(codes))
            for code in codes:
                self.assertRegex(code, r"\A[a-z0-9]{4,8}\Z")

    def test_department_of_a_position(self):
        self.assertEqual(department_word("运维部主任"), "运维部")
        self.assertEqual(department_word("总经理"), "")
