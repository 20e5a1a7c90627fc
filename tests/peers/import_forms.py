"""The forms of PFX that the import trials make, and how openssl and keytool make them."""

import collections
import subprocess

# `key` and `certificates` are ciphers as certdoc names them, `mac` a digest or none; `password`: ascii, empty, chinese;
# `keys`: how many keys are in it.
Form = collections.namedtuple("Form", "key certificates mac iterations password keys")

CIPHERS = {"RC2-40-CBC": "PBE-SHA1-RC2-40", "DES-EDE3-CBC": "PBE-SHA1-3DES", "AES-128-CBC": "aes-128-cbc",
           "AES-256-CBC": "aes-256-cbc", "SM4-CBC": "sm4-cbc", "none": "NONE"}
MACS = ("SHA1", "SHA256", "SHA512", "none")
PASSWORDS = {"ascii": "peers-2026", "empty": "", "chinese": "\u5bc6\u7801-\u00fc"}
KEYTOOL = ("keytool", "-J-Xshare:auto", "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")


def forms():
    every = [Form(cipher, cipher, mac, 2048, "ascii", 1) for cipher in CIPHERS for mac in MACS]
    old, new = ("DES-EDE3-CBC", "DES-EDE3-CBC", "SHA1"), ("AES-256-CBC", "AES-256-CBC", "SHA256")
    every.append(Form("DES-EDE3-CBC", "RC2-40-CBC", "SHA1", 2048, "ascii", 1))  # what was usual for twenty years
    every.append(Form("AES-256-CBC", "none", "SHA256", 2048, "ascii", 1))
    for form in (old, new):
        every += [Form(*form, rounds, "ascii", 1) for rounds in (1, 1_000_000, 5_000_001)]
        every += [Form(*form, 2048, password, 1) for password in ("empty", "chinese")]
        every += [Form(*form, 2048, "ascii", keys) for keys in (0, 2)]
    return every


def run(command, where, **how):
    """A peer's program; what fails in making a form is an error of the test."""
    return subprocess.run(command, capture_output=True, cwd=where, timeout=300, check=False,
                          stdin=subprocess.DEVNULL, **how)


def made(command, where, **how):
    result = run(command, where, **how)
    if result.returncode:
        raise RuntimeError(f"{command}\n{(result.stdout + result.stderr).decode(errors='replace')}")


def pairs(where, environment):
    for name in ("a", "b"):
        made(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
              "3650", "-subj", f"/CN={name}.example.com", "-keyout", f"{name}.key", "-out", f"{name}.crt"], where,
             env=environment)


def make(form, path, where, environment):
    if form.keys == 2:
        return two_keys(form, path, where, environment)
    command = ["openssl", "pkcs12", "-export", "-legacy", "-in", "a.crt", "-name", "www", "-out", path, "-keypbe",
               CIPHERS[form.key], "-certpbe", CIPHERS[form.certificates], "-iter", str(form.iterations), "-passout",
               "pass:" + PASSWORDS[form.password]]
    command += ["-nokeys"] if form.keys == 0 else ["-inkey", "a.key"]
    command += ["-nomac"] if form.mac == "none" else ["-macalg", form.mac.lower()]
    return made(command, where, env=environment)


def two_keys(form, path, where, environment):
    """openssl writes one key only: keytool joins two files in the algorithms of the form."""
    java = {"DES-EDE3-CBC": "PBEWithSHA1AndDESede", "AES-256-CBC": "PBEWithHmacSHA256AndAES_256"}[form.key]
    password, rounds = PASSWORDS["ascii"], form.iterations
    settings = [f"-J-Dkeystore.pkcs12.{name}={value}" for name, value in
                (("keyProtectionAlgorithm", java), ("certProtectionAlgorithm", java),
                 ("keyPbeIterationCount", rounds), ("certPbeIterationCount", rounds),
                 ("macIterationCount", rounds), ("macAlgorithm", f"HmacPBE{form.mac}"))]
    for name in ("a", "b"):
        made(["openssl", "pkcs12", "-export", "-in", f"{name}.crt", "-inkey", f"{name}.key", "-name", name, "-out",
              f"{path}.{name}", "-passout", "pass:" + password], where, env=environment)
        made([*KEYTOOL, *settings, "-importkeystore", "-noprompt", "-srckeystore", f"{path}.{name}", "-srcstoretype",
              "PKCS12", "-srcstorepass", password, "-destkeystore", path, "-deststoretype", "PKCS12",
              "-deststorepass", password], where, env=environment)
