"""The OpenID Connect provider of the settings: where it is, what its keys are, and whom it says has signed in."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from contracts.problems import Problem, ProblemCode
from services.directory.settings import DirectorySettings
from services.kit.clock import Clock

log = logging.getLogger(__name__)

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "RS384", "ES384", "RS512", "ES512")
"""Signatures that are taken: of the provider's own key pair. What the client's secret could sign is not among them."""
CALL_SECONDS = 10.0
KNOWN_FOR_SECONDS = 3_600.0
LEEWAY_SECONDS = 60
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Known:
    """What the provider says of itself (OpenID Connect Discovery 1.0), for a while."""

    metadata: Mapping[str, Any]
    keys: KeySet
    until_seconds: float


class Provider:
    """One provider. It is asked while somebody signs in, and for nothing else."""

    def __init__(
        self, settings: DirectorySettings, clock: Clock, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._issuer = settings.directory_oidc_issuer
        self._client = settings.directory_oidc_client
        self._secret = settings.directory_oidc_secret.get_secret_value()
        self._scopes = settings.directory_oidc_scopes
        self._callback = f"{settings.public_url}/api/directory/v1/sessions/oidc/callback"
        self._clock = clock
        self._transport = transport
        self._known: Known | None = None

    @property
    def issuer(self) -> str:
        """Who the provider is; empty where there is none."""
        return self._issuer

    async def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where to send the browser. Raises Problem(oidc_away)."""
        known = await self._discover()
        return str(
            prepare_grant_uri(
                known.metadata["authorization_endpoint"],
                self._client,
                "code",
                redirect_uri=self._callback,
                scope=self._scopes,
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        )

    async def claims(self, code: str, nonce: str, verifier: str, wanted: str) -> Mapping[str, Any]:
        """What the provider says of who came back with `code`; it is asked again where the `wanted` claim is not in the token.

        Raises Problem(oidc_away, oidc_refused).
        """
        known = await self._discover()
        answer = await self._redeem(known, code, verifier)
        text = answer.get("id_token")
        if not isinstance(text, str):
            raise Problem(ProblemCode.OIDC_REFUSED)
        try:
            token = jwt.decode(text, known.keys, algorithms=list(ALGORITHMS))
        except (JoseError, ValueError):
            # The provider may have taken another key since it was asked.
            token = self._decoded(text, await self._discover(anew=True))
        self._check(token, nonce, answer.get("access_token"))
        if wanted in token.claims or "userinfo_endpoint" not in known.metadata:
            return token.claims
        # Beside the subject an ID token need not hold anything (OpenID Connect Core 1.0, 5.4).
        bearer = {"Authorization": f"Bearer {answer.get('access_token')}", "Accept": "application/json"}
        more = await self._call("GET", known.metadata["userinfo_endpoint"], bearer)
        if more.get("sub") != token.claims["sub"]:
            raise Problem(ProblemCode.OIDC_REFUSED)
        return more

    def _decoded(self, text: str, known: Known) -> jwt.Token:
        try:
            return jwt.decode(text, known.keys, algorithms=list(ALGORITHMS))
        except (JoseError, ValueError) as fault:
            raise Problem(ProblemCode.OIDC_REFUSED) from fault

    def _check(self, token: jwt.Token, nonce: str, access_token: object) -> None:
        options = {"iss": {"value": self._issuer}, "aud": {"value": self._client}}
        params = {"nonce": nonce, "client_id": self._client, "access_token": access_token}
        try:
            CodeIDToken(token.claims, token.header, options, params).validate(
                now=int(self._clock.now().timestamp()), leeway=LEEWAY_SECONDS
            )
        except Exception as fault:  # Authlib's errors have no base that is stable over versions; none of them lets in.
            raise Problem(ProblemCode.OIDC_REFUSED) from fault

    async def _redeem(self, known: Known, code: str, verifier: str) -> dict[str, Any]:
        address = known.metadata["token_endpoint"]
        body = prepare_token_request(
            "authorization_code", redirect_uri=self._callback, code=code, code_verifier=verifier
        )
        methods = known.metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        address, headers, body = ClientAuth(self._client, self._secret, method).prepare("POST", address, headers, body)
        return await self._call("POST", address, headers, body)

    async def _discover(self, *, anew: bool = False) -> Known:
        now_seconds = self._clock.now().timestamp()
        if self._known is not None and not anew and now_seconds < self._known.until_seconds:
            return self._known
        metadata = await self._call("GET", get_well_known_url(self._issuer, external=True))
        if metadata.get("issuer") != self._issuer:
            log.error("the provider says it is another one", extra={"issuer": str(metadata.get("issuer"))[:200]})
            raise Problem(ProblemCode.OIDC_AWAY)
        try:
            said = await self._call("GET", metadata["jwks_uri"])
            keys = KeySet.import_key_set({"keys": said["keys"]})
            self._known = Known(metadata, keys, now_seconds + KNOWN_FOR_SECONDS)
            _ = metadata["authorization_endpoint"], metadata["token_endpoint"]
        except (JoseError, KeyError, ValueError, TypeError) as fault:
            log.exception("the provider's description is incomplete")
            raise Problem(ProblemCode.OIDC_AWAY) from fault
        return self._known

    async def _call(
        self, method: str, address: str, headers: dict[str, str] | None = None, body: str | None = None
    ) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(timeout=CALL_SECONDS, transport=self._transport) as client:
                answer = await client.request(method, address, headers=headers, content=body)
            said = answer.json() if len(answer.content) <= MAX_BYTES else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as fault:
            log.warning("the provider is away", extra={"fault": repr(fault)})
            raise Problem(ProblemCode.OIDC_AWAY) from fault
        if answer.is_success and isinstance(said, dict):
            return said
        if answer.is_client_error and method == "POST":
            log.warning("the provider refuses a code", extra={"answer": str(said)[:300]})
            raise Problem(ProblemCode.OIDC_REFUSED)
        log.warning("the provider does not answer as it should", extra={"status": answer.status_code})
        raise Problem(ProblemCode.OIDC_AWAY)
