"""Names of downloads: whatever a school calls its file, the header can be sent and the name comes back."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from services.kit.objects import content_disposition

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=255)


@given(NAMES)
def test_a_file_name_of_any_letters_fits_into_one_header_and_comes_back(name: str) -> None:
    header = content_disposition(name)

    assert header.isascii()
    assert header.isprintable()
    plain, _, extended = header.partition("; filename*=UTF-8''")
    assert unquote(extended) == name
    assert plain.count('"') == 2


def test_a_plain_name_is_told_plainly() -> None:
    assert content_disposition("a b.jpg") == "attachment; filename=\"a b.jpg\"; filename*=UTF-8''a%20b.jpg"
    assert 'filename="___.mp4"' in content_disposition("开幕式.mp4")
