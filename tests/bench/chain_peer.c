// chain_peer ROOTS INTERMEDIATES LEAVES: d2i_X509 and X509_verify_cert on each certificate of LEAVES, one after the
// other, with one shared store: what 10,000 leaves cost somebody who uses libcrypto as it is meant to be used. PEM
// files.
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>

enum { kTime = 1795780800 };  // 2026-11-27

static FILE* opened(const char* path) {
  FILE* file = fopen(path, "r");
  if (!file) perror(path);
  return file;
}

int main(int argc, char** argv) {
  FILE *roots, *intermediates, *leaves;
  X509_STORE* store = X509_STORE_new();
  STACK_OF(X509)* untrusted = sk_X509_new_null();
  X509* certificate;
  char *name, *header;
  unsigned char* der;
  long size, count = 0, valid = 0;
  if (argc != 4) {
    fprintf(stderr, "usage: chain_peer ROOTS INTERMEDIATES LEAVES\n");
    return 2;
  }
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
  if (!(roots = opened(argv[1])) || !(intermediates = opened(argv[2])) || !(leaves = opened(argv[3]))) return 3;
  while ((certificate = PEM_read_X509(roots, NULL, NULL, NULL))) X509_STORE_add_cert(store, certificate);
  while ((certificate = PEM_read_X509(intermediates, NULL, NULL, NULL))) sk_X509_push(untrusted, certificate);
  for (; PEM_read(leaves, &name, &header, &der, &size); ++count) {
    const unsigned char* at = der;
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    certificate = d2i_X509(NULL, &at, size);
    X509_STORE_CTX_init(context, store, certificate, untrusted);
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER);
    X509_STORE_CTX_set_time(context, 0, kTime);
    valid += X509_verify_cert(context) == 1;
    X509_STORE_CTX_free(context);
    X509_free(certificate);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(der);
  }
  printf("%ld certificates, %ld valid\n", count, valid);
  return valid == count ? 0 : 1;
}
