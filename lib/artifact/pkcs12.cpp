// PKCS#12 (RFC 7292): PFX files. Their structure first, then the MAC and what is encrypted, by the passwords given.
#include "artifact/containers.hpp"
#include "artifact/no_password.hpp"
#include "artifact/pkcs12_bags.hpp"
#include "artifact/pkcs12_mac.hpp"
#include "artifact/pkcs12_structure.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

// So many keys are derived side by side; files have two or three.
constexpr std::size_t kMostAhead = 16;

class Pkcs12 {
 public:
  Pkcs12(Artifact& container, pkcs12::File file, const LoadOptions& options)
      : container_(container),
        options_(options),
        file_(std::move(file)),
        trial_(PasswordTrial::of_container(options)),
        reader_(container, trial_, file_, options) {}

  Result<std::vector<Artifact>> open() {
    for (std::size_t n = 0; n < file_.parts.size(); ++n) {
      if (!look_at(n)) {
        return pkcs12::damaged(fmt::format("part {} cannot be parsed", n + 1),
                               fmt::format("第 {} 部分无法解析", n + 1));
      }
    }
    check_integrity();
    // What stands in the clear comes first, so that the numbers of its bags do not depend on the password.
    for (std::size_t n = 0; n < file_.parts.size(); ++n) {
      if (plain_[n]) reader_.read(*plain_[n], n, false);
    }
    for (std::size_t n = 0; n < file_.parts.size(); ++n) {
      if (!plain_[n]) read_closed(n);
    }
    finish();
    return reader_.take();
  }

 private:
  // What shows of a part without the password; false: it is damaged.
  bool look_at(std::size_t n) {
    const pkcs12::Part& part = file_.parts[n];
    StorePart& about = reader_.parts()[n];
    plain_.emplace_back();
    if (part.kind == pkcs12::Part::Kind::plain) {
      plain_.back() = pkcs12::bags_of(part.content, file_.buffers, options_.limits.objects + 1);
      return plain_.back() && want_keys_of(*plain_.back());
    }
    about.encrypted = true;
    about.for_recipient = part.kind == pkcs12::Part::Kind::for_recipient;
    if (part.kind == pkcs12::Part::Kind::encrypted) {
      const auto pbe = pbe_parameters(part.algorithm);
      if (pbe) about.encryption = pbe::described(*pbe);
      want(pbe);
    }
    return true;
  }

  bool want_keys_of(const pkcs12::Bags& bags) {
    for (const pkcs12::SafeBag& bag : bags) {
      if (wanted_.size() >= kMostAhead) break;
      const auto shrouded = pkcs12::shrouded_key(bag);
      if (shrouded) want(pbe_parameters(shrouded->algorithm));
    }
    return true;
  }

  void want(const std::optional<PbeParameters>& pbe) {
    if (pbe && pbe->derivation && wanted_.size() < kMostAhead) wanted_.push_back(*pbe->derivation);
  }

  void check_integrity() {
    if (file_.signed_with) {
      store_->integrity.kind = Integrity::Kind::signature;
      store_->integrity.digest = *file_.signed_with;
    } else if (file_.mac) {
      check_mac();
    }
    trial_.prepare(wanted_);
  }

  void check_mac() {
    const pkcs12::Mac mac = pkcs12::mac_of(*file_.mac, options_.lang);
    store_->integrity = mac.integrity;
    const auto found = pkcs12::find_mac_password(file_, mac, trial_, wanted_);
    if (!found) return undecided(found.error());
    if (*found) return fits(**found);
    store_->verdict = refused();
    trial_.give_up();
  }

  void read_closed(std::size_t n) {
    const pkcs12::Part& part = file_.parts[n];
    container_.encrypted = true;
    if (part.kind == pkcs12::Part::Kind::encrypted) return decrypt(n);
    stays_closed(n, {ReasonKind::unsupported,
                     part.kind == pkcs12::Part::Kind::for_recipient
                         ? say(options_.lang, "a part of it is encrypted for a recipient's key, not by a password",
                               "其中一部分是用接收者的密钥加密的，而不是用密码")
                         : say(options_.lang, "a part of it is of an unknown kind", "其中一部分的类型未知")});
  }

  void decrypt(std::size_t n) {
    const pkcs12::Part& part = file_.parts[n];
    std::optional<pkcs12::Bags> bags;
    const auto opened = trial_.open(part.algorithm, part.content, [&](ByteView plain) {
      // Views into the plain text, which is moved from here on, never copied.
      bags = pkcs12::bags_of(plain, file_.buffers, options_.limits.objects + 1);
      return bags.has_value();
    });
    if (!opened) {
      reader_.tally().count(opened.error());
      return stays_closed(n, opened.error().reason);
    }
    reader_.tally().count(opened->fit);
    reader_.parts()[n].opened_by = opened->fit.form;
    reader_.read(*bags, n, true);
  }

  void stays_closed(std::size_t n, const Reason& reason) {
    reader_.parts()[n].closed = reason;
    reader_.keep_closed(reason);
  }

  PasswordVerdict refused() const {
    return options_.passwords.empty() ? PasswordVerdict::none_given : PasswordVerdict::fits_none;
  }

  void fits(const Fit& fit) {
    store_->verdict = PasswordVerdict::fits;
    store_->form = fit.form;
    store_->password = fit.password;
  }

  void undecided(Reason reason) {
    store_->verdict = PasswordVerdict::undecided;
    store_->undecided = std::move(reason);
  }

  // Without a MAC the parts decide, those that could be tried.
  void judge_by_parts() {
    const pkcs12::Tally& tally = reader_.tally();
    if (tally.opened > 0 && tally.refused == 0) return fits(tally.first);
    if (tally.opened > 0) {
      undecided(
          {ReasonKind::no_password, say(options_.lang, "its parts have different passwords", "其各部分的密码不同")});
    } else if (tally.refused > 0) {
      store_->verdict = refused();
    } else if (tally.untried) {
      undecided(*tally.untried);
    }
  }

  void finish() {
    const Tally& tally = reader_.tally();
    if (store_->integrity.kind == Integrity::Kind::none || store_->integrity.kind == Integrity::Kind::signature) {
      judge_by_parts();
    }
    if (store_->verdict == PasswordVerdict::undecided) {
      store_->form = tally.first.form;
      store_->password = tally.first.password;
    }
    store_->parts = std::move(reader_.parts());
    store_->other_tags = file_.other_tags;
    container_.store = store_;
  }

  using Tally = pkcs12::Tally;

  Artifact& container_;
  const LoadOptions& options_;
  pkcs12::File file_;
  PasswordTrial trial_;
  pkcs12::BagReader reader_;
  std::shared_ptr<Store> store_ = std::make_shared<Store>();
  std::vector<std::optional<pkcs12::Bags>> plain_;
  std::vector<pbe::Kdf> wanted_;
};

}  // namespace

Result<std::vector<Artifact>> open_pkcs12(Artifact& container, ByteView der, const LoadOptions& options) {
  container.format = "pkcs12";
  auto file = pkcs12::parse(der, options.limits);
  if (!file) return tl::unexpected(std::move(file.error()));
  return Pkcs12(container, std::move(*file), options).open();
}

}  // namespace certdoc
