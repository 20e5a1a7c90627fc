"""Cases of `certdoc diagnose`: a code in a situation, material in which one of its causes is true, and what is said of each.

diagnosis_matrix (files and facts) and tests/servers/diagnosis_matrix_test (servers) make the material; each keeps a section
of docs/diagnosis-matrix.md.
"""

import argparse
import concurrent.futures
import json
import re
import sys

from program import SOURCE

TABLE = SOURCE / "docs" / "diagnosis-matrix.md"
# Situations that name their program themselves; elsewhere what depends on the program wants --target.
OWN_TARGET = {"nginx": "nginx", "apache": "apache", "haproxy": "haproxy", "java": "java", "exchange": "exchange", "iis-import": "iis",
              "iis-complete": "iis", "iis-binding": "iis", "code-signing": "windows-code-signing"}
# Where people have a PFX.
STORES = {"iis-import", "iis-complete", "iis-binding", "exchange", "pfx-import", "export-pfx", "certreq", "windows-app", "java",
          "code-signing", "smart-card", "ukey", "cfca-download", "ad-cs", "schannel-server"}
# Whose facts are given: of Windows, of a Linux server, or of a client without any server.
MACHINES = {"nginx": "nginx", "openssl": "nginx", "linux-server": "nginx", "tls-server": "nginx", "apache": "apache",
            **dict.fromkeys(("acme", "curl", "haproxy", "java", "nodejs", "tls-client"), "client")}


def situations():
    knowledge = json.loads((SOURCE / "data" / "errcodes.json").read_text())
    for code in knowledge["codes"]:
        for situation in code.get("contexts", []):
            yield code["id"], situation["id"], situation["causes"]


def by_full_path(work, arguments):
    """Of files whose place counts (who may read them, are they there) only the full path says anything."""
    for before, one in zip(["", *arguments], arguments):
        yield str(work / one) if (not before.startswith("--") or before == "--file") and (work / one).is_file() else one


class Case:
    def __init__(self, code, context, causes, cause, line, also=()):
        """`cause`: the true one, nothing where all is well; `also`: what comes with it and is a cause as well."""
        self.code, self.context, self.causes, self.cause = code, context, causes, cause
        self.line = ["--context", context, "--purpose", "server", *line]
        self.expected = ({cause} | (set(also) & set(causes))) if cause else set()
        self.by_language = {}
        self.wrong = []

    @property
    def target(self):
        return OWN_TARGET.get(self.context) or ("--target" in self.line)

    @property
    def verdicts(self):
        return self.by_language.get("en", {})

    def take(self, report, lang, alone):
        """What the report says of this code."""
        diagnosis = next((one for one in report["diagnoses"] if one["code"] == self.code), None)
        if diagnosis is None or (alone and len(report["diagnoses"]) != 1):
            return self.wrong.append(f"{len(report['diagnoses'])} diagnoses: {report['errors']}")
        self.by_language[lang] = {one["cause"]: one["verdict"] for one in diagnosis["causes"]}
        confirmed = [one for one in diagnosis["causes"] if one["verdict"] == "confirmed"]
        proofs = [report["findings"][n] for one in confirmed for n in one["findings"]]
        conclusion = diagnosis["conclusion"]
        if self.context != diagnosis["context"] or diagnosis["guessed"]:
            self.wrong.append(f"situation {diagnosis['context']}")
        if confirmed and proofs[0]["message"].rstrip(".") not in conclusion:
            self.wrong.append(f"the conclusion does not give the reason: {conclusion}")
        for one in diagnosis["causes"]:
            if one["verdict"] == "unknown" and one["reason"] is None:
                self.wrong.append(f"{one['cause']} is unknown without a reason")
        if (lang == "zh") != any("\u4e00" <= c <= "\u9fff" for c in conclusion):
            self.wrong.append(f"not in {lang}: {conclusion}")
        if alone and (conclusion != report["conclusion"] or bool(confirmed) != (report["summary"]["exit"] == 1)):
            self.wrong.append(f"exit status {report['summary']['exit']} with {len(confirmed)} confirmed: {report['conclusion']}")

    def judge(self, undecided):
        if self.by_language.get("en") != self.by_language.get("zh"):
            self.wrong.append("the languages differ")
        of = lambda wanted: {cause for cause, verdict in self.verdicts.items() if verdict == wanted}  # noqa: E731
        if of("confirmed") != self.expected:
            self.wrong.append(f"confirmed {sorted(of('confirmed')) or 'nothing'}, true is {sorted(self.expected) or 'nothing'}")
        unknown = [cause for cause in self.causes if cause in of("unknown")]
        self.wrong += [f"{cause} is not ruled out" for cause in unknown if not undecided.excuses(self, cause)]

    def row(self):
        of = lambda wanted: ", ".join(c for c in self.causes if self.verdicts.get(c) == wanted) or "-"  # noqa: E731
        return f"| `{self.code}` | {self.context} | {self.cause or '(healthy)'} | {of('confirmed')} | {of('ruled_out')} | {of('unknown')} |"

    def tell(self):
        return [f"{self.code} in {self.context}, {self.cause or 'healthy'}: {one}\n"
                f"    certdoc diagnose --code {self.code} {' '.join(self.line)}" for one in self.wrong]


def ask(program, lang, cases):
    """One run for cases with one material and one situation."""
    codes = [part for case in cases for part in ("--code", case.code)]
    done = program.run("diagnose", *codes, *cases[0].line, "--format", "json", "--lang", lang)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"error: no report: {cases[0].line}\n{done.stderr.decode()}") from None
    for case in cases:
        case.take(report, lang, len(cases) == 1)
        if done.returncode != report["summary"]["exit"]:
            case.wrong.append(f"exit status {done.returncode}")


def together(cases):
    """Cases of one material and one situation."""
    groups = {}
    for case in cases:
        groups.setdefault(tuple(case.line), []).append(case)
    return groups.values()


def run_all(program, cases, english=together):
    """In Chinese all codes of one material and situation in one run; in English as `english` puts them together."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda group: ask(program, "en", group), english(cases)))
        list(pool.map(lambda group: ask(program, "zh", group), together(cases)))


def options_of(doc):
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth case")
    parser.add_argument("--update", action="store_true", help="write the table anew")
    parser.add_argument("--only", help="cases of a code, situation and cause in which this stands")
    return parser.parse_args()


def chosen(cases, options):
    wanted = [case for case in cases if not options.only or options.only in f"{case.code} {case.context} {case.cause}"]
    return wanted[:: options.every]


def section(title, intro, cases):
    true = [case for case in cases if case.cause]
    lines = [f"# {title}", "", *intro, "",
             f"{len(true)} cases with {len({c.cause for c in true})} true causes of {len({c.code for c in true})} codes; "
             f"{len(cases) - len(true)} cases with material in which nothing is wrong.", ""]
    for head, those in (("One cause is true", true), ("Nothing is wrong", [case for case in cases if not case.cause])):
        lines += [f"## {head}", "", "| code | situation | true cause | confirmed | ruled out | unknown |",
                  "| --- | --- | --- | --- | --- | --- |", *(case.row() for case in those), ""]
    return "\n".join(lines)


def kept_sections():
    """By title: what docs/diagnosis-matrix.md holds."""
    text = TABLE.read_text() if TABLE.exists() else ""
    parts = re.split(r"^(?=# )", text, flags=re.M)
    return {part[2:].splitlines()[0]: part for part in parts if part}


def finish(options, cases, undecided, title, intro, least):
    """Judges, prints the table, holds it to the one that is kept; returns the exit status."""
    for case in cases:
        case.judge(undecided)
    wrong = [line for case in cases for line in case.tell()]
    table = section(title, intro, cases)
    print(table)
    kept = kept_sections()
    true = sum(1 for case in cases if case.cause)
    if options.only or options.every > 1:
        rows = set(kept.get(title, "").splitlines())
        wrong += [f"not in {TABLE.name}: {case.row()}" for case in cases if case.row() not in rows]
    else:
        wrong += undecided.needless() + ([f"only {true} cases"] if true < least else [])
        if options.update:
            kept[title] = table
            TABLE.write_text("".join(kept[one] for one in sorted(kept)))
        elif kept.get(title) != table:
            wrong.append(f"{TABLE.relative_to(SOURCE)} differs from what was seen: look at it, then --update")
    print("\n".join(wrong), file=sys.stderr)
    print(f"{len(cases)} cases, {true} with a true cause, {len(wrong)} wrong", file=sys.stderr)
    return 1 if wrong else 0
