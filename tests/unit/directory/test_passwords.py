"""Password hashes: argon2id, and the same work for names that do not exist."""

from argon2 import extract_parameters
from argon2.low_level import Type

from services.directory.domain.people import Person
from services.directory.operations.passwords import Passwords
from services.directory.settings import DirectorySettings
from services.directory.store.people import StoredPerson

SMALL = DirectorySettings(directory_hash_time_cost=1, directory_hash_memory_kib=64)


async def test_a_password_opens_and_another_does_not() -> None:
    passwords = Passwords(SMALL)
    made = await passwords.hash("Kaifang-2024-Yuan")

    assert await passwords.matches(made, "Kaifang-2024-Yuan")
    assert not await passwords.matches(made, "kaifang-2024-yuan")
    assert not await passwords.matches("no hash at all", "Kaifang-2024-Yuan")


async def test_hashes_are_argon2id_with_the_settings_parameters() -> None:
    parameters = extract_parameters(await Passwords(SMALL).hash("Kaifang-2024-Yuan"))

    assert (parameters.type, parameters.time_cost, parameters.memory_cost) == (Type.ID, 1, 64)


async def test_a_name_that_does_not_exist_costs_one_whole_verification() -> None:
    passwords = Passwords(SMALL)
    seen: list[str] = []
    verify = passwords._verify

    def counting(password_hash: str, password: str) -> bool:
        seen.append(password_hash)
        return verify(password_hash, password)

    passwords._verify = counting  # type: ignore[method-assign]

    assert not await passwords.matches(None, "Kaifang-2024-Yuan")
    assert extract_parameters(seen[0]) == extract_parameters(await passwords.hash("x"))


async def test_a_hash_under_old_parameters_is_made_anew() -> None:
    old = await Passwords(SMALL).hash("Kaifang-2024-Yuan")

    assert not Passwords(SMALL).is_outdated(old)
    assert Passwords(DirectorySettings(directory_hash_time_cost=2, directory_hash_memory_kib=64)).is_outdated(old)


async def test_a_password_is_recognised_among_several_hashes() -> None:
    passwords = Passwords(SMALL)
    hashes = [await passwords.hash("Kaifang-2024-Yuan"), await passwords.hash("Geng-Chang-2025")]

    assert await passwords.is_one_of(hashes, "Geng-Chang-2025")
    assert not await passwords.is_one_of(hashes, "Wang-Le-2026")
    assert not await passwords.is_one_of([], "Geng-Chang-2025")


def test_the_present_password_and_the_four_before_it_are_remembered_newest_first() -> None:
    stored = StoredPerson(Person("p", 1, "wang.li", "", "330600", ()), None)
    assert stored.remembered_hashes == ()

    for number in range(7):
        stored = stored.with_password(f"hash-{number}", must_change=False)

    assert stored.remembered_hashes == ("hash-6", "hash-5", "hash-4", "hash-3", "hash-2")
