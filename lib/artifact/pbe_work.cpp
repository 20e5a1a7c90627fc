#include "artifact/pbe_work.hpp"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>

#include "base/say.hpp"

namespace certdoc::pbe {
namespace {

// A hostile file can ask for as many derivations as it has bags; a whole file gets as many rounds as this many of the
// most expensive ones.
constexpr std::uint64_t kDerivationsAtLimit = 8;
constexpr std::uint64_t kHighestLimit = std::uint64_t{1} << 48U;  // keeps the sums below far from overflow
constexpr std::uint64_t kWorthThread = 20'000;  // rounds, about a millisecond; a thread is started in a tenth of it
constexpr std::size_t kMostKept = 256;
constexpr std::size_t kMostThreads = 8;

// Task after task, by as many threads as there is work for.
class Crew {
 public:
  Crew(const std::vector<KeyWork::Task>& tasks, const std::function<bool(const SecretBytes&)>& go_on)
      : tasks_(tasks), go_on_(go_on), keys_(tasks.size()), done_(tasks.size()) {}

  void run() {
    const std::size_t threads =
        std::min({tasks_.size(), std::size_t{std::max(std::thread::hardware_concurrency(), 1U)}, kMostThreads});
    std::vector<std::jthread> others;
    try {
      while (others.size() + 1 < threads) others.emplace_back([this] { work(); });
    } catch (const std::system_error&) {  // no thread to be had: the work is done all the same
    }
    first();
    work();
  }

  std::vector<std::optional<SecretBytes>>& keys() { return keys_; }
  bool done(std::size_t n) const { return done_[n] != 0; }

 private:
  void compute(std::size_t n) {
    keys_[n] = derive(*tasks_[n].kdf, tasks_[n].password, stop_.get_token());
    done_[n] = keys_[n] || !stop_.stop_requested() ? 1 : 0;
  }

  void first() {
    compute(0);
    if (go_on_ && keys_[0] && !go_on_(*keys_[0])) stop_.request_stop();
  }

  void work() {
    for (;;) {
      const std::size_t n = next_.fetch_add(1);
      if (n >= tasks_.size() || stop_.stop_requested()) return;
      compute(n);
    }
  }

  const std::vector<KeyWork::Task>& tasks_;
  const std::function<bool(const SecretBytes&)>& go_on_;
  std::vector<std::optional<SecretBytes>> keys_;
  std::vector<char> done_;
  std::atomic<std::size_t> next_{1};
  std::stop_source stop_;
};

}  // namespace

Reason too_many_rounds(std::uint64_t rounds, const LoadOptions& options) {
  return {ReasonKind::unsupported,
          say(options.lang, "its key derivation asks for {} rounds; more than {} are refused",
              "其密钥派生需要 {} 轮；超过 {} 轮则拒绝计算", rounds, options.limits.kdf_iterations)};
}

std::optional<Reason> KeyWork::charge(std::uint64_t rounds, std::uint64_t cost) {
  const std::uint64_t limit = std::min(options_.limits.kdf_iterations, kHighestLimit);
  if (rounds > limit) return too_many_rounds(rounds, options_);
  if (shared_ && spent_ + cost > limit * kDerivationsAtLimit) {
    return Reason{ReasonKind::unsupported,
                  say(options_.lang, "the key derivations of this file cost too much", "此文件的密钥派生开销过大")};
  }
  spent_ += std::min(cost, kHighestLimit);
  return std::nullopt;
}

const KeyWork::Known* KeyWork::find(const Kdf& kdf, ByteView password) const {
  const auto at = std::find_if(known_.begin(), known_.end(), [&](const auto& known) {
    return std::equal(password.begin(), password.end(), known->password.begin(), known->password.end()) &&
           known->kdf == kdf;
  });
  return at == known_.end() ? nullptr : at->get();
}

const SecretBytes* KeyWork::keep(const Kdf& kdf, ByteView password, std::optional<SecretBytes> key) {
  auto known = std::make_unique<Known>(Known{kdf, to_secret(password), std::move(key)});
  const Known& kept = *known;
  if (known_.size() < kMostKept) {
    known_.push_back(std::move(known));
  } else {
    known_[oldest_++ % kMostKept] = std::move(known);
  }
  return kept.key ? &*kept.key : nullptr;
}

KeyWork::KeyOrReason KeyWork::key(const Kdf& kdf, ByteView password) {
  if (const Known* known = find(kdf, password)) return known->key ? &*known->key : nullptr;
  if (auto refused = charge(kdf.iterations, cost(kdf))) return tl::unexpected(std::move(*refused));
  return keep(kdf, password, derive(kdf, password));
}

std::vector<KeyWork::Task> KeyWork::affordable(const std::vector<Task>& tasks) {
  std::vector<Task> out;
  std::uint64_t rounds = 0;
  for (const Task& task : tasks) {
    if (find(*task.kdf, task.password) == nullptr) out.push_back(task);
  }
  for (const Task& task : out) rounds += std::min(cost(*task.kdf), kHighestLimit);
  if (out.size() < 2 || rounds < kWorthThread) return {};
  const auto beyond = std::find_if(out.begin(), out.end(),
                                   [&](const Task& task) { return charge(task.kdf->iterations, cost(*task.kdf)); });
  out.erase(beyond, out.end());
  return out;
}

void KeyWork::ahead(const std::vector<Task>& tasks, const std::function<bool(const SecretBytes&)>& go_on) {
  if (go_on && (tasks.empty() || find(*tasks.front().kdf, tasks.front().password) != nullptr)) return;
  const std::vector<Task> worth = affordable(tasks);
  if (worth.empty()) return;
  Crew crew(worth, go_on);
  crew.run();
  for (std::size_t n = 0; n < worth.size(); ++n) {
    if (crew.done(n)) {
      keep(*worth[n].kdf, worth[n].password, std::move(crew.keys()[n]));
    } else {
      spent_ -= std::min(cost(*worth[n].kdf), spent_);  // stopped in time that the first one took, and was charged for
    }
  }
}

}  // namespace certdoc::pbe
