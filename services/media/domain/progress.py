"""How far a file has come, in the words and the HTTP status that a sender waits for.

202: awaited, or in work; 206: some of it is there; 200: ready; 422: failed, with the problem's code.
"""

from collections.abc import Iterable

from contracts.media import Asset, AssetState

OK, ACCEPTED, PARTLY, FAILED = 200, 202, 206, 422


def status_of(asset: Asset) -> int:
    """The HTTP status of one file. One that was taken back has none."""
    if asset.state is AssetState.READY:
        return OK
    if asset.state is AssetState.FAILED:
        return FAILED
    return PARTLY if asset.renditions else ACCEPTED


def status_of_all(assets: Iterable[Asset]) -> int:
    """The HTTP status of a submission's files together: failed only once nothing more is to be waited for.

    What was taken back does not count.
    """
    found = {status_of(asset) for asset in assets if asset.state is not AssetState.WITHDRAWN}
    if found <= {OK}:
        return OK
    if not found & {ACCEPTED, PARTLY}:
        return FAILED
    return PARTLY if found & {OK, PARTLY} else ACCEPTED
