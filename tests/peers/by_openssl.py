"""What openssl makes: two keys of every algorithm, each with certificate, request and public key, and then the
encodings and containers that openssl writes."""

import hashlib

from material import CERTTOOL_DATES, PASSWORD

ALGORITHMS = {
    "rsa": "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
    "rsa-pss": "-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048",
    "dsa": "-paramfile scratch/dsa.param",
    "p256": "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
    "p384": "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
    "p521": "-algorithm EC -pkeyopt ec_paramgen_curve:P-521",
    "secp256k1": "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1",
    "brainpool": "-algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1",
    "ed25519": "-algorithm ED25519",
    "ed448": "-algorithm ED448",
    "x25519": "-algorithm X25519",
    "sm2": "-algorithm SM2",
    "ml-dsa": "-algorithm ML-DSA-65",
}
SM2_ID = "distid:1234567812345678"


def algorithms(material):
    """Those that the openssl at hand can generate."""
    material.run("openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -out scratch/dsa.param")
    known = material.run("openssl list -public-key-algorithms").decode().upper()
    missing = [name for name in ALGORITHMS if name == "ml-dsa" and "ML-DSA-65" not in known]
    material.notes += [f"this openssl does not know {name}" for name in missing]
    return [name for name in ALGORITHMS if name not in missing]


def identity(material, letter, algorithm):
    """The key itself, and what is made on it: the files that are tried in all pairs."""
    who, name = f"{letter}-{algorithm}", f"{algorithm}-{letter.lower()}"
    key = f"{name}.key"
    material.run(f"openssl genpkey {ALGORITHMS[algorithm]} -out {key}")
    spki = material.run(f"openssl pkey -in {key} -pubout -outform DER")
    more = {"role": "plain", "spki_sha256": hashlib.sha256(spki).hexdigest()}
    material.add(key, who, "private-key", **more)
    material.run(f"openssl pkey -in {key} -pubout -out {name}.pub")
    material.add(f"{name}.pub", who, "public-key", **more)
    if algorithm == "x25519":  # such a key cannot sign a request
        material.write(f"scratch/{name}.tmpl", f'cn = "{name}"\nserial = {ord(letter)}\n' + CERTTOOL_DATES)
        material.run(f"certtool --generate-certificate --load-pubkey {name}.pub --load-ca-privkey scratch/ca.key "
                     f"--load-ca-certificate ca.crt --template scratch/{name}.tmpl --outfile {name}.crt")
        certified(material, name, who, **(more | {"made_by": "certtool"}))
    else:
        request(material, key, name, who, **more)
    for kind, extension, tool in (("private-key", "key", "pkey"), ("public-key", "pub", "pkey"),
                                  ("certificate", "crt", "x509"), ("csr", "csr", "req")):
        if (material.path / f"{name}.{extension}").exists():
            pubin = "-pubin" if kind == "public-key" else ""
            material.run(f"openssl {tool} {pubin} -in {name}.{extension} -outform DER -out {name}.{extension}.der")
            material.add(f"{name}.{extension}.der", who, kind, **(more | {"role": "variant"}))


def request(material, key, name, who, **more):
    """Request and certificate of one key."""
    sm2 = "sm2" in name
    signed = f"-sm3 -sigopt {SM2_ID}" if sm2 else ""
    material.run(f"openssl req -new -key {key} -subj /CN={name}.example.com -out {name}.csr {signed}")
    material.add(f"{name}.csr", who, "csr", **more)
    material.issue(f"{name}.csr", f"{name}.crt", *(("-vfyopt", SM2_ID) if sm2 else ()))
    certified(material, name, who, **more)


def certified(material, name, who, **more):
    """The certificate's entry, with what the vendors' pipeline prints of it."""
    shown = material.run(f"openssl x509 -in {name}.crt -noout -pubkey")
    material.add(f"{name}.crt", who, "certificate", openssl_hash=hashlib.sha256(shown).hexdigest(), **more)


def other_points(material, letter):
    """The same EC key with its curve spelt out, and with a compressed point."""
    who, key = f"{letter}-p256", f"p256-{letter.lower()}.key"
    for form, option in (("explicit", "param_enc"), ("compressed", "conv_form")):
        name = f"p256-{form}-{letter.lower()}"
        material.run(f"openssl pkey -in {key} -ec_{option} {form} -out {name}.key")
        material.add(f"{name}.key", who, "private-key")
        material.run(f"openssl ec -in {key} -{option} {form} -out {name}-sec1.key")
        material.add(f"{name}-sec1.key", who, "private-key")
        material.run(f"openssl pkey -in {name}.key -pubout -out {name}.pub")
        material.add(f"{name}.pub", who, "public-key")
        request(material, f"{name}.key", name, who)


LEGACY = "-provider legacy -provider default"  # what the default provider does not know any more
PKCS8 = {
    "aes": "-v2 aes-256-cbc",
    "des3": "-v2 des3",
    "sha512": "-v2 aes-128-cbc -v2prf hmacWithSHA512",
    "scrypt": "-scrypt",
    "pbe-3des": "-v1 PBE-SHA1-3DES",
    "pbe-des": f"-v1 PBE-MD5-DES {LEGACY}",
    "pbe-rc2-40": f"-v1 PBE-SHA1-RC2-40 {LEGACY}",
}


def encrypted_keys(material, algorithm):
    name, who = f"{algorithm}-a", f"A-{algorithm}"
    command = f"openssl pkcs8 -topk8 -in {name}.key -passout pass:{PASSWORD}"
    for form, options in PKCS8.items():
        material.run(f"{command} {options} -out {name}-pkcs8-{form}.key")
        material.add(f"{name}-pkcs8-{form}.key", who, "private-key", password=PASSWORD)
    material.run(f"{command} -outform DER -out {name}-pkcs8-aes.der")
    material.add(f"{name}-pkcs8-aes.der", who, "private-key", password=PASSWORD)


def traditional_keys(material, algorithm, tool):
    """What openssl wrote before PKCS#8. `tool`: rsa, ec or dsa."""
    name, who = f"{algorithm}-a", f"A-{algorithm}"
    form = "-traditional" if tool == "rsa" else ""
    for end, options in (("traditional.key", ""), ("traditional.der", "-outform DER")):
        material.run(f"openssl {tool} -in {name}.key {form} {options} -out {name}-{end}")
        material.add(f"{name}-{end}", who, "private-key")
    for cipher in ("aes128", "aes256", "des3"):
        file = f"{name}-proc-type-{cipher}.key"
        material.run(f"openssl pkey -in {name}.key -traditional -{cipher} -passout pass:{PASSWORD} -out {file}")
        if b"Proc-Type: 4,ENCRYPTED" not in material.read(file):
            raise RuntimeError(f"{file} has no Proc-Type")
        material.add(file, who, "private-key", password=PASSWORD)
    if tool == "rsa":
        material.run(f"openssl rsa -in {name}.key -RSAPublicKey_out -out {name}-pkcs1.pub")
        material.add(f"{name}-pkcs1.pub", who, "public-key")
    if tool == "ec":  # parameters before the key, as `openssl ecparam -genkey` writes it; and a key that is only that
        parameters = material.run("openssl ecparam -name prime256v1")
        material.write(f"{name}-with-parameters.key", parameters + material.read(f"{name}-traditional.key"))
        material.add(f"{name}-with-parameters.key", who, "private-key")
        material.run(f"openssl ec -in {name}.key -no_public -out {name}-no-public.key")
        material.add(f"{name}-no-public.key", who, "private-key")
