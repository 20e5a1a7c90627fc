"""What check-pfx must say of a PKCS#12 file, told from how it was made alone."""

import dataclasses

PASSWORD_CAUSES = {"pfx-wrong-password", "pfx-password-encoding", "pfx-password-newline", "pfx-password-empty",
                   "pfx-algorithm-unavailable"}


@dataclasses.dataclass
class Case:
    name: str
    cipher: str  # rc2-40, 3des, aes-128, aes-256, sm4, none
    mac: str  # sha1, sha256, sha512, nomac
    password: str | None
    keys: str  # key, nokey, twokeys, wrongkey
    chain: str  # nochain, chain, root
    keys_in_sight: bool = True  # the key bags stand in a part that is not encrypted

    @property
    def locked(self):
        """A password that is neither empty nor absent stands before something."""
        return bool(self.password) and (self.cipher != "none" or self.mac != "nomac")

    @property
    def closed_content(self):
        return bool(self.password) and self.cipher != "none"


class Said:
    def __init__(self, report):
        self.findings = report["findings"]
        self.errors = report.get("errors", [])

    def of(self, cause):
        return {finding["verdict"] for finding in self.findings if finding["cause"] == cause}

    def confirmed(self, *severities):
        return {finding["cause"] for finding in self.findings
                if finding["verdict"] == "confirmed" and (not severities or finding["severity"] in severities)}


def content(case, said):
    """What is to be said once everything is open: yields sentences."""
    problems = said.confirmed("error")
    wanted = {"nokey": {"pfx-no-private-key"}, "wrongkey": {"key-mismatch"}}.get(case.keys, set())
    if wanted - problems:
        yield f"it does not say {wanted}"
    if problems - wanted - {"chain-incomplete"}:
        yield f"it says {problems - wanted}, which is not so"
    if ("pfx-several-keys" in said.confirmed()) != (case.keys == "twokeys"):
        yield "it is wrong about several keys"
    if (case.mac == "nomac") != ("pfx-no-mac" in said.confirmed()):
        yield "it is wrong about the MAC"
    if (case.chain == "nochain") != ("chain-incomplete" in said.confirmed()):
        yield "it is wrong about the chain"
    if (case.chain == "root") != ("chain-root-included" in said.confirmed()):
        yield "it is wrong about the root"
    if case.keys in ("key", "twokeys") and "ruled_out" not in said.of("key-mismatch"):
        yield "it does not say that the key fits"


def right(case, said, status):
    yield from content(case, said)
    confirmed = said.confirmed("error", "warning") & PASSWORD_CAUSES
    if not case.password:
        confirmed -= {"pfx-password-empty"}
    if confirmed:
        yield f"it says {sorted(confirmed)}; the password is right"
    if case.locked and "ruled_out" not in said.of("pfx-wrong-password"):
        yield "it does not say that the password is right"
    if case.password and not case.password.isascii() and case.locked and not said.of("pfx-password-encoding"):
        yield "it says nothing of letters that programs encode differently"


def key_in_sight(case, said):
    """Decided without the password in the usual layout; in any case it must not be decided wrongly."""
    verdicts = said.of("pfx-no-private-key")
    has_key = case.keys != "nokey"
    if has_key and case.keys_in_sight and verdicts != {"ruled_out"}:
        yield "the key bag is in sight, and it does not say so"
    if has_key and "confirmed" in verdicts:
        yield "it says that there is no key"
    if not has_key and "ruled_out" in verdicts:
        yield "it says that there is a key"


def wrong(case, said, status):
    yield from key_in_sight(case, said)
    if not case.locked:
        return
    if "pfx-wrong-password" not in said.confirmed("error") or status != 1:
        yield "the password is wrong, and it does not say so"


def closed(case, said, status):
    yield from key_in_sight(case, said)
    if "pfx-wrong-password" in said.confirmed():
        yield "it says that a password is wrong, and none was given"
    if "unknown" not in said.of("pfx-wrong-password"):
        yield "it does not say that a password is missing"
    if status not in (1, 3):
        yield "it exits as if all were known"


def judge(case, mode, status, report):
    said = Said(report)
    if not said.findings:
        return f"it finds nothing: {report.get('errors')}"
    if mode == "right":
        rules = right
    elif mode == "wrong":
        rules = wrong
    else:
        rules = closed if case.closed_content else right if not case.locked else key_in_sight_only
    return "; ".join(rules(case, said, status)) or None


def key_in_sight_only(case, said, status):
    """Nothing but the MAC needs the password: the content shows."""
    yield from key_in_sight(case, said)
    if "pfx-wrong-password" in said.confirmed():
        yield "it says that a password is wrong, and none was given"
