# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Lists of a DRP server."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import re
import ssl
from urllib.parse import urlencode, urlsplit

from ansible.errors import AnsibleParserError

MOST = 1 << 30


class Server:
    """One connection, whose certificate is checked before anything is sent."""

    def __init__(self, option):
        self.url = urlsplit(option("endpoint") if "://" in option("endpoint") else "https://" + option("endpoint"))
        if self.url.scheme not in ("http", "https") or not self.url.hostname or self.url.username:
            raise AnsibleParserError("endpoint (RS_ENDPOINT) must be a URL such as https://127.0.0.1:8092, without a user")
        self.base = re.sub(r"/api/v3$", "", self.url.path.rstrip("/")) + "/api/v3"
        self.origin = "%s://%s" % (self.url.scheme, self.url.netloc)
        self.authorization = self._authorization(option("token"), option("key"))
        self.connection = self._connect(option)

    @staticmethod
    def _authorization(token, key):
        if token:
            return "Bearer " + token
        if key.find(":") < 1:
            raise AnsibleParserError("set key (RS_KEY) to user:password, or token (RS_TOKEN) to a token")
        return "Basic " + base64.b64encode(key.encode("utf-8")).decode("ascii")

    def _connect(self, option):
        if self.url.scheme == "http":
            return http.client.HTTPConnection(self.url.hostname, self.url.port or 80, timeout=option("timeout"))
        wanted = re.sub(r"^sha-?256[:=]|:", "", option("fingerprint").strip().lower())
        context = ssl.create_default_context()
        try:
            if option("cacert"):
                pem = "-----BEGIN" in option("cacert")
                context.load_verify_locations(**{"cadata" if pem else "cafile": option("cacert")})
            if wanted or option("insecure"):
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
            connection = http.client.HTTPSConnection(
                self.url.hostname, self.url.port or 443, timeout=option("timeout"), context=context
            )
            connection.connect()
        except OSError as error:
            raise AnsibleParserError(
                "%s cannot be reached, or is not trusted: %s. Check endpoint (RS_ENDPOINT); trust a certificate by "
                "cacert (RS_CACERT) or fingerprint (RS_FINGERPRINT)" % (self.origin, error)
            ) from error
        seen = hashlib.sha256(connection.sock.getpeercert(binary_form=True)).hexdigest()
        # A connection that breaks must not be opened again unchecked.
        connection.auto_open = 0
        if wanted and seen != wanted:
            connection.close()
            raise AnsibleParserError(
                "the certificate of %s has the fingerprint %s, expected was %s. Compare it with the server's own"
                % (self.origin, seen, wanted)
            )
        return connection

    def list(self, kind, pairs=()):
        path = "%s/%s%s" % (self.base, kind, "?" + urlencode(pairs) if pairs else "")
        headers = {"Authorization": self.authorization, "Accept": "application/json"}
        try:
            self.connection.request("GET", path, headers=headers)
            response = self.connection.getresponse()
            body = response.read(MOST)
        except (OSError, http.client.HTTPException) as error:
            raise AnsibleParserError("GET %s%s failed: %s" % (self.origin, path, error)) from error
        if response.status != 200:
            raise AnsibleParserError(
                "GET %s%s was refused (%d): %s. Check key (RS_KEY) or token (RS_TOKEN), the rights of the user, and the "
                "filters" % (self.origin, path, response.status, body[:500].decode("utf-8", "replace"))
            )
        try:
            found = json.loads(body)
        except ValueError as error:
            raise AnsibleParserError("%s%s is no JSON. Is it the API of a DRP server?" % (self.origin, path)) from error
        if not isinstance(found, list):
            raise AnsibleParserError("%s%s is no list. Is it the API of a DRP server?" % (self.origin, path))
        return found
