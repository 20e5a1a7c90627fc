"""All makers in the order in which they need each other, several at a time."""

import concurrent.futures

import by_openssl
import by_others
import containers
import damage
from material import Material

CONTAINED = ("rsa", "p256", "ed25519")
DAMAGED = ("rsa", "p256")
TRADITIONAL = {"rsa": "rsa", "p256": "ec", "dsa": "dsa"}


def make(directory):
    material = Material(directory)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        def together(jobs):
            for done in [pool.submit(job, material, *more) for job, *more in jobs]:
                done.result()

        names = by_openssl.algorithms(material)
        together([(by_openssl.identity, letter, name) for name in names for letter in "AB"] + [(by_others.certtool,)])
        together([(containers.pkcs12, name) for name in CONTAINED]
                 + [(containers.pkcs12, "p256", "B")]
                 + [(maker, name) for maker in (containers.pkcs7, containers.several) for name in CONTAINED]
                 + [(by_openssl.other_points, letter) for letter in "AB"]
                 + [(by_openssl.encrypted_keys, name) for name in (*CONTAINED, "dsa")]
                 + [(by_openssl.traditional_keys, name, tool) for name, tool in TRADITIONAL.items()]
                 + [(containers.without_key,), (containers.sm2_file,), (containers.of_other_programs,)]
                 + [(damage.make_nothing,)]
                 + [(damage.damage_all, name) for name in DAMAGED])
        together([(by_others.nss,), (by_others.keytool,)])
    material.save()
    return material
