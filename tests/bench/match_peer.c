// match_peer CERTIFICATE KEY REQUEST: says whether the three hold one public key, with libcrypto alone, as somebody
// would write it who knows it well: no configuration file, no error strings, each file read once.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

static int hash_spki(const char* name, EVP_PKEY* key, unsigned char digest[SHA256_DIGEST_LENGTH]) {
  unsigned char* der = NULL;
  const int length = key ? i2d_PUBKEY(key, &der) : -1;
  if (length <= 0) {
    fprintf(stderr, "cannot read %s\n", name);
    return 0;
  }
  SHA256(der, (size_t)length, digest);
  OPENSSL_free(der);
  printf("%s ", name);
  for (int n = 0; n < SHA256_DIGEST_LENGTH; ++n) printf("%02x", digest[n]);
  printf("\n");
  return 1;
}

static EVP_PKEY* key_in(FILE* file, int kind) {
  if (kind == 1) return PEM_read_PrivateKey(file, NULL, NULL, NULL);
  if (kind == 0) {
    X509* certificate = PEM_read_X509(file, NULL, NULL, NULL);
    return certificate ? X509_get0_pubkey(certificate) : NULL;
  }
  X509_REQ* request = PEM_read_X509_REQ(file, NULL, NULL, NULL);
  return request ? X509_REQ_get0_pubkey(request) : NULL;
}

int main(int argc, char** argv) {
  unsigned char digests[3][SHA256_DIGEST_LENGTH];
  if (argc != 4) {
    fprintf(stderr, "usage: match_peer CERTIFICATE KEY REQUEST\n");
    return 2;
  }
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
  for (int kind = 0; kind < 3; ++kind) {
    FILE* file = fopen(argv[kind + 1], "rb");
    if (!file || !hash_spki(argv[kind + 1], key_in(file, kind), digests[kind])) return 3;
    fclose(file);
  }
  const int same =
      !memcmp(digests[0], digests[1], sizeof digests[0]) && !memcmp(digests[0], digests[2], sizeof digests[0]);
  printf("%s\n", same ? "they belong together" : "they do not belong together");
  return !same;
}
