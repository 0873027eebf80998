"""The sender's side of the upload protocol: whatever is lost on the way, each part is there once more, and then it is complete."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest

from deploy.demo.uploading import GRANT, Cut, CutError, Uploader, UploadError, reading

MEDIA, STORE = "http://media", "http://store"
PART_BYTES = 10
BODY = b"0123456789" * 4 + b"end"
SIGN = re.compile(r"/v1/uploads/u\.1/parts/(\d+)$")


@dataclass
class Service:
    """Media and its store as a sender sees them. `fate` may lose a request or its answer, by number."""

    fate: Callable[[int], str] = lambda _number: "works"
    parts: dict[int, bytes] = field(default_factory=dict)
    state: str = "open"
    requests: int = 0
    grants: set[str] = field(default_factory=set)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        fate = self.fate(self.requests)
        if fate == "lost before":
            raise httpx.ConnectError("away", request=request)
        if fate == "away":
            return httpx.Response(503, json={"code": "store_away"})
        answer = self._store(request) if request.url.host == "store" else self._media(request)
        if fate == "lost after":
            raise httpx.ReadError("cut", request=request)
        return answer

    def _store(self, request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["part"])
        body = request.read()
        if len(body) != int(request.url.params["size"]):
            return httpx.Response(403)
        self.parts[number] = body
        return httpx.Response(200)

    def _media(self, request: httpx.Request) -> httpx.Response:
        self.grants.add(request.headers[GRANT])
        path, sign = request.url.path, SIGN.match(request.url.path)
        if sign:
            size = json.loads(request.read())["size_bytes"]
            return httpx.Response(200, json={"url": f"{STORE}/?part={sign[1]}&size={size}", "headers": {}})
        if path.endswith("/complete"):
            if len(self.parts) < 5:
                return httpx.Response(409, json={"code": "upload_incomplete"})
            self.state = "complete"
        elif path != "/v1/uploads":
            return httpx.Response(404, json={"code": "not_found"})
        missing = [number for number in range(1, 6) if number not in self.parts]
        return httpx.Response(
            200,
            json={"upload": "u.1", "state": self.state, "missing": missing, "part_size_bytes": PART_BYTES},
        )

    @property
    def whole(self) -> bytes:
        return b"".join(self.parts[number] for number in sorted(self.parts))


def uploader(service: Service) -> Uploader:
    return Uploader(MEDIA, transport=httpx.MockTransport(service.handle))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.demo.uploading.WAIT_SECONDS", (0.0,))


async def test_a_file_goes_up_in_its_parts_by_the_grant_alone() -> None:
    service = Service()
    async with uploader(service) as sender:
        session = await sender.send("a grant", reading(BODY))

    assert session["state"] == "complete"
    assert service.whole == BODY
    assert service.grants == {"a grant"}
    assert sender.parts_sent == 5


async def test_sent_again_it_is_there_already() -> None:
    service = Service(state="complete")
    async with uploader(service) as sender:
        assert (await sender.send("g", reading(BODY)))["state"] == "complete"

    assert sender.parts_sent == 0


@pytest.mark.parametrize("fate", ["lost before", "lost after", "away"])
@pytest.mark.parametrize("every", [3, 5])
async def test_requests_that_are_lost_are_sent_again(fate: str, every: int) -> None:
    service = Service(lambda number: fate if number % every == 0 else "works")
    async with uploader(service) as sender:
        assert (await sender.send("g", reading(BODY)))["state"] == "complete"

    assert service.whole == BODY


async def test_a_cut_upload_is_gone_on_with_by_another_sender_from_where_it_was() -> None:
    service = Service()
    async with uploader(service) as sender:
        with pytest.raises(CutError):
            await sender.send("g", reading(BODY), Cut(after_parts=2))
    assert sorted(service.parts) == [1, 2]

    async with uploader(service) as another:
        await another.send("h", reading(BODY))

    assert another.parts_sent == 3
    assert service.whole == BODY


async def test_a_part_that_the_store_lost_is_sent_again() -> None:
    service = Service()

    def lose(number: int) -> str:
        if number == 12:  # just before it is completed the first time
            service.parts.pop(3, None)
        return "works"

    service.fate = lose
    async with uploader(service) as sender:
        assert (await sender.send("g", reading(BODY)))["state"] == "complete"

    assert sender.parts_sent == 6
    assert service.whole == BODY


async def test_a_no_is_raised_in_its_own_words() -> None:
    refusal = {"code": "grant_superseded", "detail_zh": "此文件已不在最新版本中。", "detail_en": "Not wanted."}
    transport = httpx.MockTransport(lambda _request: httpx.Response(409, json=refusal))
    async with Uploader(MEDIA, transport=transport) as sender:
        with pytest.raises(UploadError, match="此文件已不在最新版本中") as raised:
            await sender.send("g", reading(BODY))

    assert raised.value.code == "grant_superseded"


async def test_patience_has_an_end() -> None:
    transport = httpx.MockTransport(lambda _request: httpx.Response(503, json={"code": "store_away"}))
    async with Uploader(MEDIA, patience_seconds=0.05, transport=transport) as sender:
        with pytest.raises(TimeoutError, match=r"503.*store_away"):
            await sender.send("g", reading(BODY))
