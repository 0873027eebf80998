"""Codes that no edition changes: provinces of GB/T 2260, countries of ISO 3166-1, and the check digit of GB 32100-2015."""

import re

PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()  # noqa: SIM905 - a table reads better as one line.
)
"""Two-digit province codes. A school of the Corps (internal code 66) carries 65: GB/T 2260 knows no 66."""

PLACES = PROVINCES | {"71", "81", "82"}
"""Provinces and the regions that GB/T 2260 codes but the notice does not address: a session may take place there."""

SCHOOL_KINDS = frozenset({"36", "41", "42", "93"})
"""First two digits of a school's code: 36 中职, 41 普通高校, 42 成人高校, 93 中职培训机构."""

_COUNTRY_TABLE = (
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH "
    "BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CIV CMR COD COG COK COL COM CPV CRI CUB CUW "
    "CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY "
    "GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL "
    "ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAF MAR "
    "MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC "
    "NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU "
    "SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA "
    "TJK TKL TKM TLS TON TTO TUN TUR TUV TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF "
    "ZMB ZWE"
)
COUNTRIES = frozenset(_COUNTRY_TABLE.split())
"""ISO 3166-1 alpha-3 codes of places overseas: all of the standard but CHN, HKG, MAC and TWN, which GB/T 2260 codes."""

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_SHAPE = re.compile(r"[1-9A-HJ-NPQRTUWXY][1-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_SCHOOL_SHAPE = re.compile(r"[0-9]{10}", re.ASCII)
_DISTRICT_SHAPE = re.compile(r"[0-9]{6}", re.ASCII)
_COMMUNITY_SHAPE = re.compile(r"[0-9]{12}", re.ASCII)


def is_district(code: str) -> bool:
    """Whether `code` is a 6-digit code whose province GB/T 2260 knows; a whole province or city has one, too."""
    return bool(_DISTRICT_SHAPE.fullmatch(code)) and code[:2] in PLACES


def is_community(code: str) -> bool:
    """Whether `code` is a 12-digit statistical code of a community or village in a known province."""
    return bool(_COMMUNITY_SHAPE.fullmatch(code)) and code[:2] in PLACES


def is_school(code: str) -> bool:
    """Whether `code` is a 10-digit school code: kind, province, six digits (a school without one is named instead)."""
    return bool(_SCHOOL_SHAPE.fullmatch(code)) and code[:2] in SCHOOL_KINDS and code[2:4] in PROVINCES


def is_credit_code_shaped(code: str) -> bool:
    """Whether `code` has the 18 characters that a unified social credit code is made of (upper case)."""
    return bool(_CREDIT_SHAPE.fullmatch(code))


def credit_check_character(first_17: str) -> str:
    """The eighteenth character of a unified social credit code. Source: GB 32100-2015, MOD 31-3."""
    weighted = sum(
        _CREDIT_ALPHABET.index(character) * weight for character, weight in zip(first_17, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[(31 - weighted % 31) % 31]
