"""What certdoc must say of files, told from the manifest alone, and whether it said so. A judgement is None where all
is well, else a sentence."""

MISMATCH = {
    frozenset(["certificate", "private-key"]): {"key-mismatch"},
    frozenset(["certificate", "csr"]): {"csr-mismatch"},
    frozenset(["csr", "private-key"]): {"csr-mismatch"},
    frozenset(["csr"]): {"csr-mismatch"},
    frozenset(["certificate"]): {"certificate-unpaired"},
    frozenset(["private-key"]): {"key-unpaired"},
    frozenset(["public-key"]): {"key-mismatch"},
    frozenset(["certificate", "public-key"]): {"key-mismatch"},
    frozenset(["private-key", "public-key"]): {"key-mismatch"},
    frozenset(["csr", "public-key"]): {"csr-mismatch"},
}
ANY_MISMATCH = set().union(*MISMATCH.values())


def causes(report, verdict, severity=None):
    return {finding["cause"] for finding in report["findings"]
            if finding["verdict"] == verdict and severity in (None, finding["severity"])}


def equal(status, report):
    """They hold one key."""
    if status != 0 or causes(report, "confirmed", "error") or causes(report, "unknown"):
        return "they belong together, and that is not what it says"
    if not causes(report, "ruled_out") & ANY_MISMATCH:
        return "it does not say that they belong together"
    return None


def different(*entries):
    """They hold different keys; the cause fits what the files are."""
    kinds = [kind for entry in entries for kind in entry["kinds"]]
    wanted = MISMATCH.get(frozenset(kinds), ANY_MISMATCH) if len(kinds) == 2 else ANY_MISMATCH

    def judge(status, report):
        found = causes(report, "confirmed", "error")
        if status != 1 or not found:
            return "they do not belong together, and that is not what it says"
        return None if found & wanted else f"of {sorted(wanted)} it names none"
    return judge


def unknown(status, report):
    """One of them cannot be read: neither yes nor no."""
    if status != 3 or causes(report, "confirmed", "error"):
        return "one of them cannot be read, and it does not say so"
    if causes(report, "ruled_out") & ANY_MISMATCH:
        return "it says that they belong together and cannot know"
    return None if causes(report, "unknown") or report["errors"] else "nothing says what is unknown"


def open_in_part(status, report):
    """The certificate in a container fits; of the key beside it nothing is known."""
    if status != 3 or causes(report, "confirmed", "error"):
        return "a part of it cannot be read, and it does not say so"
    return None if causes(report, "unknown") else "nothing says what is unknown"


def never_equal(status, report):
    """It is damaged such that more than one answer is right; `match` is not among them."""
    return "it passes what does not belong together" if status not in (1, 3) else None


def of_pair(one, other, with_password):
    """The judge of `match one other`."""
    for entry in (one, other):
        if entry["expect"] in ("corrupt", "foreign", "other") or entry["role"] == "no-key":
            return unknown
    if "swapped" in (one["role"], other["role"]):
        return never_equal
    if "contradicts-itself" in (one["role"], other["role"]):
        return different(one, one, other)
    closed = [entry for entry in (one, other) if entry["password"] is not None and not with_password]
    same = one["identity"] == other["identity"]
    if closed:
        if any(entry.get("open_kinds") for entry in closed):
            return open_in_part if same else never_equal
        return unknown
    return equal if same else different(one, other)


def of_file(entry, with_password):
    """The judge of `check-file entry`."""
    def judge(status, report):
        errors = causes(report, "confirmed", "error")
        if entry["expect"] == "foreign":
            named = errors & {"file-not-recognised", "file-corrupt"}
            return None if status == 1 and named else "it found nothing wrong"
        if entry["expect"] == "other":
            return None if status in (0, 1, 3) else "it does not know this file by name"
        if entry["expect"] == "corrupt":
            return None if status == 1 and "file-corrupt" in errors else "it does not say that the file is damaged"
        if entry["role"] == "swapped":
            return None if status or "private-key" not in entry["kinds"] else "the halves of this key do not fit"
        if entry["password"] is not None and not with_password:
            return None if status in (0, 3) and not errors else "an error, where only the password is missing"
        return good_file(entry, status, report, errors)
    return judge


def good_file(entry, status, report, errors):
    if status or errors:
        return f"the file is good, and it finds {sorted(errors)}"
    if entry["expect"] == "damaged" and not causes(report, "confirmed") & {"file-encoding", "file-corrupt"}:
        return "it reads the file and does not say what was put right"
    missing = set(entry["kinds"]) - {found["kind"] for found in report["objects"]}
    if missing:
        return f"it found no {sorted(missing)}"
    digest = entry.get("spki_sha256")
    if digest and digest not in {found["spki_sha256"] for found in report["objects"]}:
        return f"the SPKI SHA-256 is {digest}"
    return None


def same_hash(entry):
    """`match --openssl-hash` shows what the vendors' pipeline prints."""
    def judge(status, report):
        shown = {found.get("openssl_hash") for found in report["objects"]}
        wanted = entry["openssl_hash"]
        return None if status == 0 and shown == {wanted} else f"the pipeline prints {wanted}"
    return judge
