"""Time stamps that `openssl ts` makes, for the tests that ask a time-stamp server."""

import threading

from hostile import answer

CONFIG = """
[tsa]
default_tsa = this
[this]
serial = {root}/serial
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ess_cert_id_alg = sha256
signer_digest = sha256
"""


class Stamper:
    def __init__(self, lab, web, root):
        self.lab, self.web, self.root, self.count = lab, web, root, 0
        self.lock = threading.Lock()  # two programs may ask at once, and there is one file of serial numbers
        self.signer = self.issue("tsa.example.test", "critical,timeStamping")
        (lab.root / "serial").write_text("01\n")

    def issue(self, name, purpose):
        lines = ["basicConstraints=CA:FALSE", "keyUsage=critical,digitalSignature", f"extendedKeyUsage={purpose}",
                 "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid"]
        return self.lab._certificate(name, self.root, 365, "EC", lines)

    def stamp(self, question, digests="sha256", faketime=None):
        with self.lock:
            return self._stamp(question, digests, faketime)

    def _stamp(self, question, digests, faketime):
        self.count += 1
        config, request, reply = (self.lab.root / f"{self.count}.{end}" for end in ("cnf", "tsq", "tsr"))
        config.write_text(CONFIG.format(root=self.lab.root, digests=digests))
        request.write_bytes(question)
        self.lab.openssl("ts", "-reply", "-config", config, "-queryfile", request, "-signer", self.signer.crt, "-inkey",
                         self.signer.key, "-out", reply, faketime=faketime)
        return reply.read_bytes()

    def at(self, path, reply=None):
        """The URL of a server that answers with `reply` of the request, or stamps it."""
        reply = reply or self.stamp
        return self.web.at(path, lambda request: answer(reply(request.body), "application/timestamp-reply"))
