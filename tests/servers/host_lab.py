"""Running check-host, and what openssl sees of the same server: for the tests of check-host."""

import base64
import hashlib
import json
import re
import subprocess
import time

from lab import Program


class Cases:
    """Collects what does not hold, so that one run shows all of it."""

    def __init__(self):
        self.failures, self.done, self.case = [], 0, ""

    def check(self, condition, what):
        self.done += 1
        if not condition:
            self.failures.append(f"{self.case}: {what}")

    def run(self, cases, *arguments):
        for case in cases:
            self.case = case.__name__
            begin = time.monotonic()
            case(*arguments)
            print(f"{case.__name__:32} {time.monotonic() - begin:5.1f} s")
        print("\n".join([*self.failures, f"{self.done} checks, {len(self.failures)} failed"]))
        return 1 if self.failures else 0


CASES = Cases()
check = CASES.check


class Hosts:
    """check-host with the root of the lab, and its report."""

    def __init__(self, program, root):
        self.program, self.root = program, root

    def raw(self, *arguments, **how):
        return self.program.run("check-host", *map(str, arguments), **how)

    def run(self, *arguments, trust=None, **how):
        begin = time.monotonic()
        result = self.raw("--format", "json", "--trust", trust or self.root.crt, *arguments, **how)
        try:
            report = json.loads(result.stdout)
        except ValueError:
            raise SystemExit(f"error: no report\n{result.stdout}\n{result.stderr.decode()}") from None
        report["took"] = time.monotonic() - begin
        check(result.returncode == report["summary"]["exit"], "the exit status is that of the report")
        return report

    def at(self, port, *arguments, name="www.example.test", addresses=("127.0.0.1",), **how):
        """A name that leads to these addresses."""
        return self.run(f"{name}:{port}", "--resolve", f"{name}:{port}:{','.join(addresses)}", *arguments, **how)


def findings(report, cause=None, verdict="confirmed"):
    return [one for one in report["findings"] if (cause is None or one["cause"] == cause) and one["verdict"] == verdict]


def outline(report):
    return [(one["severity"], one["cause"], one["message"]) for one in findings(report)] + report["errors"]


def expect(report, status, *causes):
    """The exit status, and the causes found, notes left out unless they are named."""
    check(report["summary"]["exit"] == status, f"exit {status}, not {report['summary']['exit']}: {outline(report)}")
    found = {one["cause"] for one in findings(report)}
    grave = {one["cause"] for one in findings(report) if one["severity"] != "note"}
    check(set(causes) <= found and grave <= set(causes), f"{causes}, not {outline(report)}")


def words(report, cause, text):
    check(any(text in json.dumps(one, ensure_ascii=False) for one in findings(report, cause)),
          f"{cause} says {text!r}: {json.dumps(findings(report, cause), ensure_ascii=False)}")


def field(report, label, endpoint=0):
    return next((one["value"] for one in report["endpoints"][endpoint]["fields"] if one["label"] == label), None)


def failure(report, endpoint=0):
    """Phase and failure of what ended it."""
    failed = [one for one in report["endpoints"][endpoint]["phases"] if one["failure"]]
    return (failed[-1]["phase"], failed[-1]["failure"]) if failed else None


def sent(report, chain=0):
    """The hashes of what the server sent, in the order of the list."""
    links = [one for one in report["chains"][chain]["links"] if one["origin"] == "file"]
    order = sorted(links, key=lambda one: int(re.search(r"(\d+)\)$", one["location"])[1]))
    return [one["sha256"] for one in order]


def by_openssl(port, *arguments, host="127.0.0.1"):
    """Version and hashes of the chain, as `openssl s_client` sees them."""
    result = subprocess.run(["openssl", "s_client", "-connect", f"{host}:{port}", "-showcerts", *map(str, arguments)],
                            stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
    out = result.stdout.decode(errors="replace")
    version = re.search(r"^New, (TLSv[\d.]+|SSLv3)|^    Protocol  : (\S+)", out, re.M)

    blocks = re.findall(r"-----BEGIN CERTIFICATE-----\n(.*?)-----END CERTIFICATE-----", out, re.S)
    protocol = re.search(r"Protocol *: (\S+)", out)
    name = (protocol and protocol[1]) or (version and (version[1] or version[2])) or ""
    # s_client repeats the server's own certificate behind the chain.
    hashes = [hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks]
    if len(hashes) > 1 and hashes[-1] == hashes[0]:
        hashes.pop()
    return name.replace("TLSv1.", "TLS 1.").replace("TLSv1", "TLS 1.0"), hashes


def speaks(port, version, *arguments):
    """Whether openssl comes to an end with this old version."""
    result = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", version, "-cipher", "ALL:@SECLEVEL=0",
                             *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
    return b"Cipher is (NONE)" not in result.stdout and b"Cipher is " in result.stdout


__all__ = ["CASES", "Hosts", "Program", "by_openssl", "check", "expect", "failure", "field", "findings", "outline", "sent", "speaks", "words"]
