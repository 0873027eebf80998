"""Chinese punctuation: where it is set, and what is left as it is."""

import pytest

from deploy.chinese import of_locale, of_python, of_sentences, of_typescript, punctuated, rewritten

COMMA, COLON, SEMICOLON = "\uff0c", "\uff1a", "\uff1b"


@pytest.mark.parametrize(
    ("plain", "better"),
    [
        ("已收到,请等待", f"已收到{COMMA}请等待"),
        ("已收到 {count} 个文件,3 个仍在上传;请稍候", f"已收到 {{count}} 个文件{COMMA}3 个仍在上传{SEMICOLON}请稍候"),
        ("好!\n", "好\uff01\n"),
        ("{name},您好", f"{{name}}{COMMA}您好"),
        ("有效期至 {at}(北京时间):\\n", f"有效期至 {{at}}(北京时间){COLON}\\n"),
    ],
)
def test_a_mark_that_touches_a_chinese_character_becomes_full_width(plain: str, better: str) -> None:
    assert punctuated(plain) == better
    assert punctuated(better) == better


@pytest.mark.parametrize(
    "plain", ["12,345 人次", "20:03", "{name: 开放企业, group: 四开放}", "见 https://x.example", "Hi, 你好"]
)
def test_numbers_times_and_the_syntax_of_files_are_left_alone(plain: str) -> None:
    assert punctuated(plain) == plain


def test_in_a_module_only_what_is_said_changes_and_no_pattern() -> None:
    assert of_python('say("好,是", 好,是)  # 好,是\n') == f'say("好{COMMA}是", 好,是)  # 好,是\n'
    assert of_python('re.compile(r"第?一")\n') == 're.compile(r"第?一")\n'
    assert (
        of_typescript("const it = /(万|亿)?$/, said = '好,是'\n") == f"const it = /(万|亿)?$/, said = '好{COMMA}是'\n"
    )
    assert of_sentences("  words: [好,是]\n  zh: 好,是\n") == f"  words: [好,是]\n  zh: 好{COMMA}是\n"
    assert of_locale('{"done": "{act}:{title}"}') == f'{{"done": "{{act}}{COLON}{{title}}"}}'


def test_every_text_of_the_project_has_its_marks() -> None:
    assert [path for path, _text in rewritten()] == []
