"""Why a cause that is not the true one stays unknown in a row of the matrix: everything else must be ruled out there.

An entry holds for the causes that it names, in rows whose true cause is one of `true` (any where that is missing) and whose
material is as `where` says. An entry that no row needs is an error, too.
"""

import dataclasses
from collections.abc import Callable


def words(text):
    return tuple(text.split())


def nothing_of(*endings):
    return lambda case: not any(one.endswith(endings) for one in case.line)


def no_target(case):
    return not case.target


@dataclasses.dataclass
class Entry:
    why: str
    causes: tuple
    true: tuple = ()
    where: Callable = lambda case: True

    def holds(self, case, cause):
        return cause in self.causes and (not self.true or case.cause in self.true) and self.where(case)


class Undecided:
    def __init__(self, entries):
        self.entries = entries
        self.needed = set()

    def excuses(self, case, cause):
        found = [entry for entry in self.entries if entry.holds(case, cause)]
        self.needed.update((entry.why, cause) for entry in found[:1])
        return bool(found)

    def needless(self):
        return [f"no row needs: {cause}: {entry.why}" for entry in self.entries for cause in entry.causes
                if (entry.why, cause) not in self.needed]


NOBODY = words("""
    account-logon-denied already-downloaded ca-hash-list-wrong ca-not-in-ntauth certificate-distrusted countersignature-invalid
    dh-parameters-weak file-changed-after-signing file-swapped group-policy-restriction key-container-damaged key-container-exists
    key-not-exportable node-tool-md4 peer-lacks-root peer-without-secure-renegotiation request-incomplete signature-missing
    template-unavailable thumbprint-malformed tls-intercepted token-application-missing token-certificate-missing
    token-container-conflict token-csp-wrong token-device-error token-full token-in-use token-key-missing token-not-logged-in
    token-pin-format token-pin-locked token-pin-not-initialised token-pin-wrong trust-store-missing user-profile-not-loaded
    vendor-code-expired vendor-code-wrong vendor-codes-swapped vendor-platform-wrong vendor-reference-number-wrong""")
SERVERS = words("""
    client-certificate-required crl-not-loaded crl-unreachable deployed-differs host-unreachable no-revocation-information
    ocsp-invalid ocsp-unreachable peer-clock-skewed proxy-misconfigured sni-wrong stapling-missing timestamp-unreachable
    tls-handshake-failed tls-no-common-cipher tls-no-common-version tls-not-spoken""")
OF_PFX = words("""
    legacy-algorithm-disabled pfx-algorithm-for-target pfx-no-mac pfx-no-private-key pfx-password-empty pfx-password-encoding
    pfx-password-newline pfx-wrong-password""")
OF_PASSWORD = words("pfx-password-empty pfx-password-encoding pfx-password-newline pfx-wrong-password")

OF_CONTENT = words("""
    ca-constraint certificate-expired chain-incomplete chain-order csr-mismatch format-not-for-target hostname-mismatch key-encrypted
    key-mismatch key-missing-in-store key-passphrase-wrong key-weak pfx-algorithm-for-target pfx-no-private-key pfx-provider-mismatch
    pfx-wrong-password self-signed signature-invalid signature-weak store-wrong""")
UNREAD = words("file-corrupt file-misnamed file-missing file-not-recognised")
CLOSED = words("key-passphrase-wrong pfx-wrong-password pfx-no-mac")

ANYWHERE = [
    Entry("no file, no fact and no server tells", NOBODY),
    Entry("facts of a sound machine look like those of one where it is so (docs/facts.md)",
          words("com-access-denied com-not-registered security-software-blocking system-files-damaged token-manager-not-running")),
    Entry("no PFX is among the material", OF_PFX, where=nothing_of(".pfx")),
    Entry("nobody said which program reads the files", words("algorithm-for-target format-not-for-target pfx-algorithm-for-target"),
          where=no_target),
    Entry("Java 8 to 15 want an update to read what is written today", ("pfx-algorithm-for-target",),
          where=lambda case: case.context == "java"),
    Entry("there is no Windows store on Linux", words("key-acl key-missing-in-store"),
          where=lambda case: any(one.endswith(".client") for one in case.line)),
    Entry("said only of keys that are left over in a directory", ("key-unpaired",)),
]

FILES_AND_FACTS = Undecided([
    *ANYWHERE,
    Entry("no PFX is there that could name a provider", ("pfx-provider-mismatch",), where=nothing_of(".pfx")),
    Entry("servers tell: tests/servers/diagnosis_matrix_test", SERVERS),
    Entry("that a list on disk is sound says nothing of the one that the program fetched", words("crl-invalid crl-stale")),
    Entry("what is in a file that cannot be read is not seen", OF_CONTENT, true=UNREAD),
    Entry("a wrong password and damage inside cannot be told apart", ("file-corrupt",), true=CLOSED),
    Entry("only the right password tells in which form it is wanted", OF_PASSWORD[:3], true=("pfx-wrong-password", *UNREAD)),
    Entry("what is behind the wrong password is not seen", words("key-mismatch key-passphrase-wrong"), true=CLOSED),
    Entry("without a key nothing is seen of keys", words("key-mismatch pfx-provider-mismatch"), true=("pfx-no-private-key",)),
    Entry("what a program makes of a password in another encoding is told as just that", ("pfx-algorithm-for-target",),
          true=("pfx-password-encoding",)),
    Entry("no source says whether SHA-1 is refused there", ("algorithm-for-target",), true=("signature-weak",)),
    Entry("a request by OpenSSL names no provider", ("csr-provider-mismatch",), true=("algorithm-for-target",)),
    Entry("a chain that does not reach a root does not show whom it would need", ("root-untrusted",), true=("chain-incomplete",)),
    Entry("no list proves itself where the issuer is missing, not trusted or no CA, or the list has expired", ("certificate-revoked",),
          true=words("ca-constraint chain-incomplete crl-stale root-untrusted")),
    Entry("without a signature that fits there is no chain", ("chain-incomplete",), true=("signature-invalid",)),
    Entry("of requests in a directory only those are told that do not fit", ("csr-mismatch",), true=("key-unpaired",)),
    Entry("a key in CNG is a fault only for programs that do not know CNG", ("cng-key-for-csp-program",)),
    Entry("a key in the user's store is no service's; whose permissions count there is not known", ("key-acl",), true=("store-wrong",)),
    Entry("only an administrator can open the keys of the computer", words("key-acl key-missing-in-store"), true=("not-elevated",)),
])

# Causes that a check speaks of and that yet are never the proven one.
WITHOUT_ROW = {
    "csr-extension-for-target": "that public CAs drop an extension makes no program fail",
    "peer-clock-skewed": "time servers are not the other side of an error; check-clock --tls HOST compares its clock",
}

BROKEN_OFF = words("tls-handshake-failed tls-no-common-cipher tls-no-common-version tls-not-spoken sni-wrong")
SERVERS_TELL = Undecided([
    *ANYWHERE,
    Entry("that an address answers here does not show that it answers where the error is",
          words("crl-unreachable ocsp-unreachable proxy-misconfigured")),
    Entry("our own handshake does not show what the failing client offers", words("tls-no-common-cipher tls-no-common-version")),
    Entry("where no handshake came about, no more of the server is seen",
          words("client-certificate-required deployed-differs sni-wrong tls-handshake-failed tls-not-spoken"), true=BROKEN_OFF),
    Entry("nothing is reached through a proxy that is not there",
          words("certificate-revoked crl-invalid crl-stale host-unreachable ocsp-invalid tls-not-spoken"), true=("proxy-misconfigured",)),
    Entry("nobody is named who could tell", ("certificate-revoked",), true=("no-revocation-information",)),
    Entry("no list was given that could be the wrong one", ("crl-not-loaded",)),
    Entry("the clock of the other side is compared by check-clock --tls", ("peer-clock-skewed",)),
    Entry("a request by OpenSSL names no provider", ("csr-provider-mismatch",)),
])
