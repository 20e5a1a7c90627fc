// Does one of the passwords given open it? A wrong one is told from damage, from a key with a password of its own, and
// from what cannot be computed here.
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_contents.hpp"
#include "check/pfx_password.hpp"
#include "check/pfx_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 2> kDecides{"pfx-wrong-password", "key-passphrase-wrong"};
constexpr std::uint64_t kMostIterations = 10'000'000'000;  // that --max-iterations takes

std::string opens(const Store& store, const Context& context, const std::string& path) {
  const Lang lang = context.lang;
  if (store.verdict == PasswordVerdict::not_needed) return say(lang, "{} needs no password", "{} 不需要密码", path);
  if (store.form == PasswordForm::absent) return say(lang, "{} opens without a password", "{} 不用密码即可打开", path);
  if (store.form == PasswordForm::empty)
    return say(lang, "{} opens with the empty password", "{} 用空密码即可打开", path);
  if (context.ascii_passwords.size() > 1) {
    return say(lang, "number {} of the {} passwords given opens {}", "给出的 {1} 个密码中，第 {0} 个能打开 {2}",
               store.password, context.ascii_passwords.size(), path);
  }
  return say(lang, "the password given opens {}", "给出的密码能打开 {}", path);
}

std::string does_not_open(const Context& context, const std::string& path) {
  const std::size_t given = context.ascii_passwords.size();
  if (given > 1) {
    return say(context.lang, "none of the {} passwords given opens {}", "给出的 {} 个密码都打不开 {}", given, path);
  }
  return say(context.lang, "the password given does not open {}", "给出的密码打不开 {}", path);
}

std::string forms_tried(const Context& context) {
  const auto& ascii = context.ascii_passwords;
  const bool plain = std::all_of(ascii.begin(), ascii.end(), [](bool one) { return one; });
  if (plain) {
    return say(context.lang, "as given, with and without a line end; no password; the empty one",
               "按原样、带或不带末尾换行、不用密码、空密码");
  }
  return say(context.lang,
             "as given, with and without a line end, in other encodings (Latin-1, GB18030, ...); no password; the "
             "empty one",
             "按原样、带或不带末尾换行、其他编码（Latin-1、GB18030 等）、不用密码、空密码");
}

void add_wrong(Tally& tally, const Contents& contents, const Artifact& container, const Context& context) {
  const Integrity& integrity = container.store->integrity;
  const bool mac = integrity.kind != Integrity::Kind::none && integrity.kind != Integrity::Kind::signature;
  tally.sick(Severity::error, does_not_open(context, contents.file.path),
             {.label = mac ? say(context.lang, "integrity", "完整性校验") : say(context.lang, "decryption", "解密"),
              .expected = {},
              .actual = mac ? say(context.lang, "{}: does not verify", "{}：不符", pfx::words(integrity, context.lang))
                            : say(context.lang, "no part of it can be decrypted", "任何部分都无法解密"),
              .location = contents.where(container)});
  tally.add(
      {.label = say(context.lang, "tried", "尝试过"), .expected = {}, .actual = forms_tried(context), .location = {}});
  tally.next(pfx::command("certdoc check-pfx {}", contents.file));
}

std::uint64_t most_iterations(const Contents& contents, const Store& store) {
  std::uint64_t most = store.integrity.iterations;
  const auto look = [&](const std::optional<Encryption>& encryption) {
    if (encryption) most = std::max(most, encryption->iterations);
  };
  for (const StorePart& part : store.parts) look(part.encryption);
  for (const Artifact* key : contents.keys) {
    if (key->bag) look(key->bag->encryption);
  }
  return most;
}

void add_undecided(Tally& tally, const Contents& contents, const Store& store, const Context& context) {
  const std::string& path = contents.file.path;
  const Reason reason = store.undecided.value_or(Reason{ReasonKind::unsupported, {}});
  const std::uint64_t iterations = most_iterations(contents, store);
  const bool too_many = context.max_iterations > 0 && iterations > context.max_iterations;
  if (too_many && iterations <= kMostIterations) {
    tally.next(pfx::command("certdoc check-pfx {} --max-iterations " + std::to_string(iterations), contents.file));
  }
  std::string message =
      reason.kind == ReasonKind::no_password
          ? say(context.lang, "only parts of {} open with the password given", "给出的密码只能打开 {} 的一部分", path)
          : say(context.lang, "whether the password given fits {} cannot be computed here",
                "给出的密码是否为 {} 的密码，这里无法计算", path);
  tally.open(reason, std::move(message));
}

void examine_container(Tally& tally, const Contents& contents, const Artifact& container, const Context& context) {
  const std::string& path = contents.file.path;
  const Store& store = *container.store;
  switch (store.verdict) {
    case PasswordVerdict::not_needed:
    case PasswordVerdict::fits: return tally.healthy(opens(store, context, path));
    case PasswordVerdict::none_given:
      tally.next(pfx::command("certdoc check-pfx {} --pass env:PASSWORD", contents.file));
      return tally.open({ReasonKind::no_password, say(context.lang, "no password given", "未给出密码")},
                        say(context.lang, "{} opens neither without a password nor with the empty one",
                            "{} 不用密码和用空密码都打不开", path));
    case PasswordVerdict::undecided: return add_undecided(tally, contents, store, context);
    case PasswordVerdict::fits_none: break;
  }
  if (!pfx::opened_in_spite(contents.file, container)) add_wrong(tally, contents, container, context);
}

// A key in PEM, or one whose password differs from that of the container around it.
bool has_own_password(const Contents& contents, const Artifact& key, const Context& context) {
  if (!key.unread || key.unread->kind != ReasonKind::no_password || context.ascii_passwords.empty()) return false;
  const Store* store = pfx::store_of(contents.file, key);
  return store == nullptr ? !key.parent : store->verdict == PasswordVerdict::fits;
}

void examine_key(Tally& tally, const Contents& contents, const Artifact& key, const Context& context) {
  if (!has_own_password(contents, key, context)) return;
  const std::string& path = contents.file.path;
  std::string message = key.parent ? say(context.lang, "{} opens, but a key in it has another password",
                                         "{} 能打开，但其中的一个私钥使用另外的密码", path)
                                   : say(context.lang, "the password given does not open the key in {}",
                                         "给出的密码打不开 {} 中的私钥", path);
  tally.sick(Severity::error, std::move(message),
             {.label = say(context.lang, "private key", "私钥"),
              .expected = {},
              .actual = say(context.lang, "stays closed", "未能打开"),
              .location = contents.where(key)});
}

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    const Contents contents(file);
    Tally of_store(kDecides[0], file);
    Tally of_key(kDecides[1], file);
    for (const Artifact* container : contents.containers) {
      if (container->store) examine_container(of_store, contents, *container, context);
    }
    for (const Artifact* key : contents.keys) examine_key(of_key, contents, *key, context);
    append(findings, of_store.finding({}));
    append(findings, of_key.finding({}));
  }
  return findings;
}

}  // namespace

namespace pfx {

bool opened_in_spite(const LoadedFile& file, const Artifact& container) {
  const auto by_password = [](PasswordForm form) { return form != PasswordForm::none; };
  const auto& parts = container.store->parts;
  if (std::any_of(parts.begin(), parts.end(), [&](const StorePart& part) { return by_password(part.opened_by); })) {
    return true;
  }
  return std::any_of(file.artifacts.begin(), file.artifacts.end(), [&](const Artifact& artifact) {
    const bool inside = artifact.parent && &file.artifacts[*artifact.parent] == &container;
    return inside && artifact.bag && by_password(artifact.bag->opened_by);
  });
}

}  // namespace pfx

constexpr Check kPfxPassword{"pfx-password", kDecides, run};

}  // namespace certdoc
