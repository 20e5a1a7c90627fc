"""PKCS#12 files that openssl, certtool, NSS and keytool write, in the forms that each of them has."""

import os
import pathlib
import shlex
import subprocess

from pfx_verdicts import Case

PASSWORD = "peers-2026"
CHINESE = "密码2026"
JAVA = "keytool -J-Xshare:auto -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -J-Dfile.encoding=UTF-8"
KEYSTORE = "-J-Dkeystore.pkcs12."


class Maker:
    """Runs programs in one directory. What a program cannot make is noted, not counted."""

    def __init__(self, directory):
        self.path = pathlib.Path(directory)
        self.path.mkdir()
        self.cases, self.notes = [], []

    def run(self, line):
        return subprocess.run(["/bin/sh", "-ec", line], cwd=self.path, capture_output=True, timeout=120, check=False,
                              stdin=subprocess.DEVNULL, env=os.environ | {"LC_ALL": "C.UTF-8"})

    def need(self, line):
        result = self.run(line)
        if result.returncode:
            raise RuntimeError(f"{line}\n{(result.stdout + result.stderr).decode(errors='replace')}")

    def make(self, line, name, *facts, **more):
        result = self.run(line)
        if result.returncode or not (self.path / name).is_file():
            said = (result.stdout + result.stderr).decode(errors="replace").strip()
            self.notes.append(f"cannot be made here: {line}: {said.splitlines()[-1] if said else 'nothing said'}")
            return
        self.cases.append(Case(f"by/{name}", *facts, **more))


def material(maker, source):
    """The key and certificates that make_pfx_matrix wrote: their dates are fixed."""
    for name in ("www.key", "www.crt", "ca.crt", "root.crt", "chain.crt"):
        (maker.path / name).write_bytes((pathlib.Path(source) / name).read_bytes())
    maker.need("openssl pkcs12 -export -inkey www.key -in chain.crt -name www "
               f"-passout pass:{PASSWORD} -out www.p12")


def by_openssl(maker):
    schemes = {"3des": "PBE-SHA1-3DES", "aes-128": "AES-128-CBC", "aes-256": "AES-256-CBC", "none": "NONE"}
    for cipher, scheme in schemes.items():
        for mac in ("sha1", "sha256", "sha512", "nomac"):
            name = f"openssl-{cipher}-{mac}.p12"
            how = "-nomac" if mac == "nomac" else f"-macalg {mac}"
            maker.make(f"openssl pkcs12 -export -keypbe {scheme} -certpbe {scheme} {how} -inkey www.key -in chain.crt "
                       f"-passout pass:{PASSWORD} -out {name}", name, cipher, mac, PASSWORD, "key", "chain")
    maker.make(f"openssl pkcs12 -export -legacy -inkey www.key -in www.crt -passout pass:{PASSWORD} -out legacy.p12",
               "legacy.p12", "rc2-40", "sha1", PASSWORD, "key", "nochain")
    maker.make(f"openssl pkcs12 -export -nokeys -in chain.crt -passout pass:{PASSWORD} -out nokeys.p12",
               "nokeys.p12", "aes-256", "sha256", PASSWORD, "nokey", "chain", keys_in_sight=False)


def by_certtool(maker):
    for scheme, cipher in {"3des-pkcs12": "3des", "aes-128": "aes-128", "aes-256": "aes-256", "rc2-40": "rc2-40"}.items():
        for password, more in {"ascii": PASSWORD, "chinese": CHINESE}.items():
            name = f"certtool-{cipher}-{password}.p12"
            maker.make(f"certtool --to-p12 --load-privkey www.key --load-certificate www.crt --load-ca-certificate ca.crt "
                       f"--pkcs-cipher {scheme} --p12-name www --password {shlex.quote(more)} --outder --outfile {name}",
                       name, cipher, "sha1", more, "key", "chain")
    for password, more in {"--null-password": None, "--empty-password --password ''": ""}.items():
        name = f"certtool-{'absent' if more is None else 'empty'}.p12"
        maker.make(f"certtool --to-p12 --load-privkey www.key --load-certificate www.crt --load-ca-certificate ca.crt "
                   f"{password} --p12-name www --outder --outfile {name}", name, "3des", "sha1", more, "key", "chain")


def by_nss(maker):
    maker.need("mkdir db && certutil -N -d sql:db --empty-password && "
               f"pk12util -d sql:db -i www.p12 -W {PASSWORD}")
    forms = {"3des": ("-c 'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC' "
                      "-C 'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC'"),
             "aes-128": "-c AES-128-CBC -C AES-128-CBC", "aes-256": "-c AES-256-CBC -C AES-256-CBC"}
    for cipher, form in forms.items():
        for password, more in {"ascii": PASSWORD, "chinese": CHINESE}.items():
            name = f"nss-{cipher}-{password}.p12"
            maker.make(f"pk12util -d sql:db -n www -o {name} -W {shlex.quote(more)} {form}", name, cipher, "sha", more,
                       "key", "chain", keys_in_sight=False)


def by_keytool(maker):
    source = f"-srckeystore www.p12 -srcstorepass {PASSWORD} -deststoretype PKCS12 -destkeypass"
    forms = {"aes-256-sha256": "", "3des-sha1": f"{KEYSTORE}legacy",
             "aes-128-sha512": f"{KEYSTORE}keyProtectionAlgorithm=PBEWithHmacSHA256AndAES_128 "
                               f"{KEYSTORE}certProtectionAlgorithm=PBEWithHmacSHA256AndAES_128 "
                               f"{KEYSTORE}macAlgorithm=HmacPBESHA512",
             "aes-256-nomac": f"{KEYSTORE}macAlgorithm=NONE {KEYSTORE}certProtectionAlgorithm=NONE"}
    for form, options in forms.items():
        cipher, mac = form.rsplit("-", 1)
        name = f"keytool-{form}.p12"
        maker.make(f"{JAVA} {options} -importkeystore {source} {PASSWORD} -destkeystore {name} "
                   f"-deststorepass {PASSWORD}", name, cipher, mac, PASSWORD, "key", "chain")
    maker.make(f"{JAVA} -importcert -noprompt -alias root -file root.crt -keystore trust.p12 -storetype PKCS12 "
               f"-storepass {PASSWORD}", "trust.p12", "aes-256", "sha256", PASSWORD, "nokey", "chain",
               keys_in_sight=False)


def by_programs(directory, source):
    maker = Maker(directory)
    material(maker, source)
    for program in (by_openssl, by_certtool, by_nss, by_keytool):
        program(maker)
    return maker.cases, maker.notes
