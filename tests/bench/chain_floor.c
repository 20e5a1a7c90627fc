// chain_floor INTERMEDIATES LEAVES: SHA-256 and RSA_verify for each certificate of LEAVES and nothing else, the least
// that anybody must do. Leaf N was issued by intermediate N modulo their number. PEM files.
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <stdio.h>

// The content of the value at `at`, and its size; the next value in `next`.
static const unsigned char* content(const unsigned char* at, long* size, const unsigned char** next) {
  const unsigned char* inside = at;
  int tag, class;
  ASN1_get_object(&inside, size, &tag, &class, 0x7FFFFFFF);
  *next = inside + *size;
  return inside;
}

static int verify(const unsigned char* der, RSA* key) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  const unsigned char *tbs, *algorithm, *bits, *end;
  long size;
  tbs = content(der, &size, &end);
  content(tbs, &size, &algorithm);
  SHA256(tbs, (size_t)(algorithm - tbs), hash);
  content(algorithm, &size, &bits);
  bits = content(bits, &size, &end);
  return RSA_verify(NID_sha256, hash, sizeof hash, bits + 1, (unsigned)size - 1, key);
}

int main(int argc, char** argv) {
  FILE *intermediates, *leaves;
  RSA* keys[64];
  X509* certificate;
  char *name, *header;
  unsigned char* der;
  long size, count = 0, good = 0, known = 0;
  if (argc != 3 || !(intermediates = fopen(argv[1], "r")) || !(leaves = fopen(argv[2], "r"))) {
    fprintf(stderr, "usage: chain_floor INTERMEDIATES LEAVES\n");
    return 2;
  }
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
  while (known < 64 && (certificate = PEM_read_X509(intermediates, NULL, NULL, NULL))) {
    keys[known++] = EVP_PKEY_get1_RSA(X509_get0_pubkey(certificate));
  }
  for (; known > 0 && PEM_read(leaves, &name, &header, &der, &size); ++count) {
    good += verify(der, keys[count % known]) == 1;
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(der);
  }
  printf("%ld signatures, %ld good\n", count, good);
  return good == count && count > 0 ? 0 : 1;
}
