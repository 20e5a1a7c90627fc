// Whatever claims to be a container: it opens within the limits or is an Error, and nothing in it is there twice over.
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "artifact/containers.hpp"
#include "artifact/store.hpp"

namespace {

using namespace certdoc;

LoadOptions small_limits() {
  LoadOptions options;
  options.limits.objects = 50;
  options.limits.depth = 3;
  options.limits.kdf_iterations = 3000;
  for (const char* password : {"secret", "123456"}) {
    options.passwords.push_back(std::make_shared<const SecretBytes>(to_secret(as_bytes(password))));
  }
  return options;
}

// What was opened was opened by something, and what is not known has its reason.
void check(const Store& store) {
  const bool given_for_nothing = store.verdict == PasswordVerdict::fits && store.form == PasswordForm::none;
  if (given_for_nothing || store.verdict == PasswordVerdict::none_given) std::abort();  // passwords are given here
  if (store.undecided.has_value() != (store.verdict == PasswordVerdict::undecided)) std::abort();
  for (const StorePart& part : store.parts) {
    if (part.closed && (part.opened_by != PasswordForm::none || !part.encrypted)) std::abort();
    if (part.opened_by != PasswordForm::none && !part.encrypted) std::abort();
  }
}

void check(const Bag* bag, const Store& store) {
  if (bag == nullptr || bag->part >= store.parts.size()) std::abort();
}

void check(const Artifact& container, const Result<std::vector<Artifact>>& inside, const LoadOptions& options) {
  if (!inside) {
    if (inside.error().what.empty() || inside.error().what_zh.empty()) std::abort();
    return;
  }
  if (inside->size() > options.limits.objects) std::abort();
  if (!container.store) std::abort();
  check(*container.store);
  bool closed = false;
  for (const Artifact& artifact : *inside) {
    if (artifact.place.inside.empty()) std::abort();
    check(artifact.bag.get(), *container.store);
    if (artifact.kind == Kind::private_key && !artifact.der.empty()) std::abort();  // keys only where they are wiped
    if (!artifact.key && !artifact.unread && artifact.kind != Kind::crl) std::abort();
    closed |= artifact.unread && artifact.unread->kind == ReasonKind::no_password;
  }
  if (closed && !container.unread) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1U << 16U) return 0;
  static const LoadOptions options = small_limits();
  const ByteView bytes(data, size);
  for (const auto open : {open_pkcs12, open_java_keystore, open_sm2_file}) {
    Artifact container;
    check(container, open(container, bytes, options), options);
  }
  return 0;
}
