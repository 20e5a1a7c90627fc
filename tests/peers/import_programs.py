"""The programs that are tried, and how each is asked to import a PFX: whether it does, and what it says if not.
A program imports a PFX only if the key arrives, where there is one."""

import pathlib
import re

from import_forms import KEYTOOL, PASSWORDS, run


def openssl(extra):
    def read(form, path, where, environment):
        password = "pass:" + PASSWORDS[form.password]
        result = run(["openssl", "pkcs12", "-in", path, "-noenc", "-passin", password, *extra], where, env=environment)
        return result.returncode == 0 and arrived(result.stdout, form), result.stderr
    return read


def arrived(pem, form):
    return len(re.findall(rb"-----BEGIN (?:EC )?PRIVATE KEY", pem)) == form.keys


def gnutls(form, path, where, environment):
    """--p12-info leaves shrouded keys shut; --key-info opens them, as the library does on import."""
    password = PASSWORDS[form.password]
    given = ["--password", password] if password else ["--empty-password"]
    info = run(["certtool", "--p12-info", "--inder", "--infile", path, *given], where, env=environment)
    said, opened = info.stderr, len(re.findall(rb"-----BEGIN (?:EC )?PRIVATE KEY", info.stdout))
    shut = re.findall(rb"-----BEGIN ENCRYPTED PRIVATE KEY-.*?-----END ENCRYPTED PRIVATE KEY-----\n", info.stdout, re.S)
    for block in shut:
        file = pathlib.Path(where, f"{path}.p8")
        file.write_bytes(block)
        key = run(["certtool", "--key-info", "--infile", file, *given], where, env=environment)
        opened += key.returncode == 0
        said += key.stderr
    return info.returncode == 0 and opened == form.keys, said


def nss(form, path, where, environment):
    """Into a database of its own: keys that are there already would count."""
    store = f"sql:{path}.nss"
    run(["mkdir", f"{path}.nss"], where)
    run(["certutil", "-N", "-d", store, "--empty-password"], where, env=environment)
    result = run(["pk12util", "-i", path, "-d", store, "-W", PASSWORDS[form.password]], where, env=environment)
    listed = run(["certutil", "-K", "-d", store], where, env=environment).stdout
    keys = len(re.findall(rb"^<", listed, re.M))
    return result.returncode == 0 and keys == form.keys, result.stderr + result.stdout


def java(form, path, where, environment):
    result = run([*KEYTOOL, "-importkeystore", "-noprompt", "-srckeystore", path, "-srcstoretype", "PKCS12",
                  "-srcstorepass", PASSWORDS[form.password], "-destkeystore", f"{path}.java", "-deststoretype",
                  "PKCS12", "-deststorepass", PASSWORDS["ascii"]], where, env=environment)
    if result.returncode:
        return False, result.stdout + result.stderr
    listed = run([*KEYTOOL, "-list", "-keystore", f"{path}.java", "-storepass", PASSWORDS["ascii"]], where,
                 env=environment).stdout
    return len(re.findall(rb"PrivateKeyEntry", listed)) == form.keys, result.stdout + result.stderr


PROGRAMS = {"openssl-3": openssl([]), "openssl-3-legacy": openssl(["-legacy"]), "gnutls": gnutls, "nss": nss,
            "java-17": java}


def is_tried(program, form):
    """The legacy provider adds RC2 and changes nothing else."""
    return program != "openssl-3-legacy" or "RC2-40-CBC" in form


NOISE = re.compile(r"^(Importing keystore|Error outputting|There were errors|Warning:|Entry for alias|Import command|"
                   r"Encrypted structure|PKCS #8|[0-9A-F]{16,}:error:1180006C|pk12util: PKCS12 IMPORT|\s|$)")


def first_words(said):
    """The line that names the trouble, without what differs from call to call."""
    lines = [line for line in said.decode(errors="replace").splitlines() if not NOISE.match(line)]
    if not lines:
        return "(nothing)"
    line = re.sub(r"^[0-9A-F]{16,}:", "", lines[0])
    return re.sub(r":\.\./\S+?:\d+:", ":", line).replace("\t", " ").strip()[:160]
