"""Presigned requests whose headers are signed too, which the client library cannot: it signs `host` and nothing else.

Source: Amazon S3, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import SplitResult, quote, urlunsplit

from minio.signer import get_credential_string, post_presign_v4
from minio.time import to_amz_date

ALGORITHM = "AWS4-HMAC-SHA256"


def presigned(
    method: str,
    url: SplitResult,
    headers: Mapping[str, str | None],
    *,
    access_key: str,
    secret_key: str,
    region: str,
    now: datetime,
    expires_seconds: int,
) -> str:
    """`url` with a signature that holds for this method and exactly these headers (lower-case names) from `now` on.

    A header that is None must not be sent. It is signed as empty and stands in the query, where MinIO looks for a signed
    header that was not sent; one that is sent has another value, and the signature does not hold.
    """
    unsent = {name: "" for name, value in headers.items() if value is None}
    signed = {"host": url.netloc, **{name: value or "" for name, value in headers.items()}}
    names = ";".join(sorted(signed))
    credential = get_credential_string(access_key, now, region)
    asked = {
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": credential,
        "X-Amz-Date": to_amz_date(now),
        "X-Amz-Expires": str(expires_seconds),
        "X-Amz-SignedHeaders": names,
        **unsent,
    }
    pairs = [*filter(None, url.query.split("&")), *(f"{name}={quote(value, safe='')}" for name, value in asked.items())]
    query = "&".join(sorted(pairs, key=lambda pair: pair.partition("=")[0]))
    lines = "".join(f"{name}:{signed[name]}\n" for name in sorted(signed))
    canonical = f"{method}\n{url.path}\n{query}\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    scope = credential.partition("/")[2]
    text = f"{ALGORITHM}\n{to_amz_date(now)}\n{scope}\n{digest}"
    signature = post_presign_v4(text, secret_key, now, region)
    return urlunsplit(url._replace(query=f"{query}&X-Amz-Signature={signature}"))
