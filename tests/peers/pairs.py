"""Which files are tried with which. All that openssl makes plainly, in all pairs; everything else with one file that it
belongs to and one that it does not."""

import itertools

from verdicts import of_file, of_pair, same_hash


def partner(files, entry):
    """A plain file on the same key, of another kind if there is one."""
    candidates = [other for other in files
                  if other["identity"] == entry["identity"] and other is not entry and other["password"] is None
                  and other["expect"] == "read" and other["role"] in ("plain", "variant")]
    candidates.sort(key=lambda other: (bool(set(other["kinds"]) & set(entry["kinds"])), other["role"] != "plain"))
    return candidates[0] if candidates else None


def stranger(files, entry):
    """A plain file on another key: of the same algorithm if there is one."""
    letter, _, algorithm = (entry["identity"] or "A-p256").partition("-")
    wanted = {"A": "B", "B": "A"}.get(letter, "B") + "-" + algorithm
    plain = [other for other in files if other["role"] == "plain" and other["identity"] in (wanted, "B-p256")]
    plain.sort(key=lambda other: (other["identity"] != wanted, bool(set(other["kinds"]) & set(entry["kinds"]))))
    return plain[0]


def plain_pairs(files, at_most):
    """All pairs of plain files, each in one order: which one changes from pair to pair."""
    plain = [entry for entry in files if entry["role"] == "plain"]
    pairs = list(itertools.combinations(plain, 2))
    step = max(1, -(-len(pairs) // at_most)) if at_most else 1
    # Pairs that do belong together are few: none of them is left out.
    chosen = [pair for n, pair in enumerate(pairs) if n % step == 0 or pair[0]["identity"] == pair[1]["identity"]]
    return [pair[::-1] if n % 2 else pair for n, pair in enumerate(chosen)]


def other_pairs(files):
    for entry in files:
        if entry["role"] != "plain":
            same = partner(files, entry) if entry["role"] != "swapped" else original(files, entry)
            yield from ((entry, other) for other in (same, stranger(files, entry)) if other)


def original(files, entry):
    """What a file with a bit changed was before: its partner still has that key."""
    algorithm = entry["identity"].split("-")[1]
    return next(other for other in files if other["role"] == "plain" and other["identity"] == f"A-{algorithm}"
                and other["kinds"] != entry["kinds"])


def passes(*entries):
    return sorted({f"pass:{entry['password']}" for entry in entries if entry["password"] is not None})


def tasks(files, at_most):
    """(title, arguments, judge) of every command line."""
    for one, other in itertools.chain(plain_pairs(files, at_most), other_pairs(files)):
        names, locks = [one["file"], other["file"]], passes(one, other)
        given = [word for lock in locks for word in ("--pass", lock)]
        yield "pairs", ["match", *given, *names], of_pair(one, other, True)
        if locks and locks != ["pass:"]:  # whether an empty password needs to be said is not asked here
            yield "pairs without password", ["match", *names], of_pair(one, other, False)
            yield "pairs with a wrong password", ["match", "--pass", "pass:wrong", *names], of_pair(one, other, False)
    for entry in files:
        given = [word for lock in passes(entry) for word in ("--pass", lock)]
        yield "files", ["check-file", *given, entry["file"]], of_file(entry, True)
        if given and entry["password"]:
            yield "files without password", ["check-file", entry["file"]], of_file(entry, False)
        if entry["role"] == "contradicts-itself":
            yield "files that contradict themselves", ["match", entry["file"]], of_pair(entry, entry, True)
        if entry["role"] == "plain" and "openssl_hash" in entry:
            key = entry["file"].removesuffix(".crt") + ".key"
            yield "hashes of the pipeline", ["match", "--openssl-hash", entry["file"], key], same_hash(entry)
