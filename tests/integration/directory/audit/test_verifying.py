"""Verifying the audit record: an edit, a gap, another order and a cut tail are found, by the service, an export and the command."""

import hashlib
import hmac
import json

import pytest

from contracts.base import encode
from services.directory import audit_commands
from services.directory.operations.verifying import Findings
from services.directory.store.chain import ENTRIES, HEADS
from services.kit.clock import milliseconds
from tests.integration.directory.audit.records import CHAIN, Realm, act, edit, remove
from tests.integration.directory.running import IN_THE_WEEK


async def test_an_edit_is_found(anchored: Realm) -> None:
    await edit(anchored, 3, body=encode(act(3, actor="p-9")).decode(), actor="p-9")

    assert await anchored.kinds() == {"edited"}


async def test_an_edit_that_recomputes_a_hash_without_the_key_is_found(anchored: Realm) -> None:
    body = encode(act(6, actor="p-9")).decode()
    await edit(anchored, 6, body=body, actor="p-9", mac=hashlib.sha256(body.encode()).hexdigest())

    assert await anchored.kinds() == {"edited", "rewritten"}


async def test_an_edit_of_what_is_searched_by_is_found(anchored: Realm) -> None:
    await edit(anchored, 3, actor="p-9")

    assert await anchored.kinds() == {"fields_differ"}


async def test_a_field_that_was_taken_out_is_found(anchored: Realm) -> None:
    await anchored.mongo.collection(ENTRIES).update_one({"_id": f"{CHAIN}:2"}, {"$unset": {"body": 1, "offset": 1}})

    assert "edited" in await anchored.kinds()


async def test_a_gap_is_found(anchored: Realm) -> None:
    await remove(anchored, 3)

    assert await anchored.kinds() == {"gap"}


async def test_another_order_is_found(anchored: Realm) -> None:
    entries = anchored.mongo.collection(ENTRIES)
    second = await entries.find_one({"_id": f"{CHAIN}:2"})
    third = await entries.find_one({"_id": f"{CHAIN}:3"})
    assert second is not None
    assert third is not None
    await remove(anchored, 2, 3)
    await entries.insert_many([third | {"_id": f"{CHAIN}:2"}, second | {"_id": f"{CHAIN}:3"}])

    assert "reordered" in await anchored.kinds()


async def test_an_entry_beside_every_chain_is_found(anchored: Realm) -> None:
    entries = anchored.mongo.collection(ENTRIES)
    third = await entries.find_one({"_id": f"{CHAIN}:3"})
    assert third is not None
    await entries.insert_one(third | {"_id": f"{CHAIN}:99999"})

    assert await anchored.kinds() == {"stray"}


async def test_a_tail_that_was_cut_is_found(anchored: Realm) -> None:
    await remove(anchored, 5, 6)
    await anchored.mongo.collection(HEADS).update_one({"_id": CHAIN}, {"$set": {"number": 4}})

    assert await anchored.kinds() == {"cut"}
    assert [fault.kind for fault in await anchored.verifier.anchored_heads_stand()] == ["cut"]


async def test_a_chain_that_was_removed_whole_is_found(anchored: Realm) -> None:
    for name in await anchored.mongo.database.list_collection_names():
        await anchored.mongo.collection(name).delete_many({})

    assert await anchored.kinds() == {"cut"}


async def test_a_tail_that_grew_again_after_a_cut_is_found(anchored: Realm) -> None:
    await remove(anchored, 5, 6)
    await anchored.mongo.collection(HEADS).update_one({"_id": CHAIN}, {"$set": {"number": 4}})
    await anchored.seal(7, 8, 9)

    assert await anchored.kinds() == {"rewritten"}


async def test_a_cut_of_the_tail_with_its_anchors_is_told_by_where_the_proof_ends(anchored: Realm) -> None:
    await remove(anchored, 5, 6)
    await anchored.mongo.collection(HEADS).update_one({"_id": CHAIN}, {"$set": {"number": 4}})
    await anchored.objects.remove("heads/000000000003")
    anchored.clock.advance(1_800)

    findings = await anchored.verifier.verify()

    assert {fault.kind for fault in findings.faults} == {"anchors_end"}
    assert findings.proven_until_ms == milliseconds(IN_THE_WEEK) + 60_000
    assert [(chain.entries, chain.anchored) for chain in findings.chains] == [(4, 4)]


async def test_an_export_can_be_checked_with_the_key_alone(anchored: Realm) -> None:
    lines = [line async for line in anchored.verifier.export()]
    key = anchored.settings.directory_audit_key.get_secret_value().encode()

    seal = hmac.new(key, "".join(lines[:-1]).encode(), "sha256").hexdigest()

    assert json.loads(lines[-1])["mac"] == seal
    assert [json.loads(line)["number"] for line in lines[1:-1]] == [1, 2, 3, 4, 5, 6]


async def test_the_command_tells_faults_and_ends_with_one(
    anchored: Realm, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit_commands, "DirectorySettings", lambda: anchored.settings)
    monkeypatch.setattr(audit_commands, "service_clock", lambda _ahead: anchored.clock)
    assert await audit_commands.audit(["verify"]) == audit_commands.WHOLE
    assert "6 acts in 1 chains" in capsys.readouterr().out
    await remove(anchored, 3)

    assert await audit_commands.audit(["verify"]) == audit_commands.FAULTY
    assert f"FAULT gap {CHAIN}:3" in capsys.readouterr().out
    assert await audit_commands.audit(["export", CHAIN]) == audit_commands.WHOLE
    assert len(capsys.readouterr().out.splitlines()) == 7
    assert await audit_commands.audit([]) == audit_commands.MISUSED


def test_the_command_says_what_is_not_proven() -> None:
    assert audit_commands.told(Findings()) == "0 acts in 0 chains, nothing is anchored yet: whole\n"
