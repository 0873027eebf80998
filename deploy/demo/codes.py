"""Codes that generated reports name: enterprises with right check characters, communities, countries, workshops abroad.

All enterprises are made up; their codes are right in shape and check character, as a form demands them.
"""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
COUNTRIES = ("THA", "EGY", "GBR", "IDN", "PAK", "KEN", "PRT", "KAZ", "TJK", "MDG", "ETH", "LAO")
WORKSHOPS = (
    "泰国鲁班工坊",
    "埃及鲁班工坊",
    "英国鲁班工坊",
    "印度尼西亚鲁班工坊",
    "巴基斯坦鲁班工坊",
    "肯尼亚鲁班工坊",
    "葡萄牙鲁班工坊",
    "塔吉克斯坦鲁班工坊",
    "马达加斯加鲁班工坊",
    "埃塞俄比亚鲁班工坊",
)
_SEATS = ("110108", "320500", "330100", "370200", "420100", "440300", "500103", "510100", "610100")
_KNOWN_BY_NAME = (
    "长风精密机械有限公司",
    "Weekwire Robotics",
    "和顺现代农业合作社",
    "东海智造(集团)有限公司",
    "Blue River Logistics Co",
    "锦绣文旅发展有限公司",
)
_ONE_NAME_WRITTEN_DIFFERENTLY = (
    ("Weekwire Robotics", "WEEKWIRE  robotics"),
    ("东海智造(集团)有限公司", "东海智造(集团) 有限公司"),
    ("Blue River Logistics Co", "Blue River  logistics CO"),
)


def credit_check_character(first_17: str) -> str:
    """The last character of a unified social credit code. Source: GB 32100-2015, annex: weights 3^(i-1) mod 31."""
    total = sum(ALPHABET.index(character) * 3**position for position, character in enumerate(first_17))
    return ALPHABET[-total % 31]


def credit_code(serial: int) -> str:
    """The code of the made-up enterprise with this number: class 91, a real district, nine characters of its own."""
    seat = _SEATS[serial % len(_SEATS)]
    own = f"MA{serial:07d}"
    first_17 = f"91{seat}{own}"
    return first_17 + credit_check_character(first_17)


def enterprises() -> tuple[str, ...]:
    """Keys of the enterprises that reports draw from; few enough that many reports name the same."""
    coded = tuple(f"uscc:{credit_code(serial)}" for serial in range(1, 61))
    return coded + tuple(f"name:{name}" for name in _KNOWN_BY_NAME)


def written_otherwise(key: str) -> str:
    """The same enterprise as another office writes it: other width, case and spaces. It must still be counted once."""
    for name, other in _ONE_NAME_WRITTEN_DIFFERENTLY:
        if key == f"name:{name}":
            return f"name:{other}"
    return key


def community_code(district: str, serial: int) -> str:
    """The 12-digit statistical code of a made-up community: district, street, community."""
    return f"{district}{1 + serial // 20:03d}{1 + serial % 20:03d}"
