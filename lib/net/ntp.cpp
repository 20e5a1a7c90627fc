#include "net/ntp.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <random>

#include "net/asio.hpp"
#include "net/connect.hpp"
#include "net/failure.hpp"
#include "net/ntp_socket.hpp"
#include "net/together.hpp"

namespace certdoc::net {
namespace {

constexpr unsigned kMostPackets = 64;  // of one address; whoever sends more is no time server

std::uint64_t random_cookie() {
  std::random_device random;
  return std::uint64_t{random()} << 32U | random();
}

struct Question {
  std::uint64_t cookie = 0;
  WallTime asked;
  Clock::time_point at;
};

// The conversation with one address.
class Asking {
 public:
  Asking(const NtpOptions& how, Clock::time_point deadline, NtpAnswer& answer)
      : how_(how), deadline_(deadline), answer_(answer) {}

  Awaitable<void> run(const udp::endpoint& where) {
    const Stopwatch watch;
    answer_.address = text_of(tcp::endpoint(where.address(), where.port()));
    Step step = make_step(Phase::answer, answer_.address);
    UdpSocket socket(co_await asio::this_coro::executor);
    if (const error_code error = socket.connect(where)) {
      set(step, failure_of(error));
    } else {
      while (wants_more(step)) co_await exchange(socket, step);
    }
    if (!answer_.best && step.failure == Failure::none && answer_.refusal == NtpRefusal::none) {
      step.failure = Failure::timed_out;
    }
    if (answer_.best) step.failure = Failure::none;  // a server that fell silent later has told the time before
    step.took = watch.elapsed();
    answer_.trace.steps.push_back(std::move(step));
  }

 private:
  bool wants_more(const Step& step) const {
    const bool enough = answer_.best && answer_.best->delay <= how_.enough;
    return !enough && !over_ && step.failure == Failure::none && answer_.asked < how_.samples &&
           packets_ < kMostPackets && Clock::now() < deadline_;
  }

  Awaitable<void> exchange(UdpSocket& socket, Step& step) {
    const auto until = std::min(Clock::now() + how_.interval, deadline_);
    const std::uint64_t cookie = random_cookie();
    const NtpPacket packet = ntp_question(cookie);
    questions_.push_back({cookie, wall_now(), Clock::now()});
    if (const error_code error = socket.send(packet)) co_return set(step, failure_of(error));
    ++answer_.asked;
    const unsigned before = answer_.answered;
    // An answer to an earlier question counts too: some paths are slower than the interval.
    while (answer_.answered == before && !over_ && ++packets_ < kMostPackets) {
      const Datagram got = co_await socket.receive(until);
      if (got.error) co_return set(step, failure_of(got.error));
      if (!got.came) co_return;
      take(got);
    }
    // Not before its time: servers refuse who asks faster.
    if (answer_.answered > before && wants_more(step)) co_await socket.pause(until);
  }

  void take(const Datagram& got) {
    NtpReply reply;
    for (const Question& question : questions_) {
      reply = read_ntp_reply(got.bytes, question.cookie);
      if (reply.refusal == NtpRefusal::none) return add(reply, question, got.at);
      if (reply.refusal != NtpRefusal::not_ours) break;
    }
    refuse(std::move(reply));
  }

  // The clock may be set while we ask: how long it took is what the steady clock says.
  void add(const NtpReply& reply, const Question& question, Clock::time_point came) {
    const auto elapsed = std::chrono::duration_cast<Micros>(came - question.at);
    const NtpSample sample = ntp_sample(reply, question.asked, question.asked + elapsed);
    ++answer_.answered;
    std::erase_if(questions_, [&](const Question& one) { return one.cookie == question.cookie; });
    if (answer_.best && answer_.best->uncertainty <= sample.uncertainty) return;
    answer_.best = sample;
    answer_.reply = reply;
  }

  // Only what carries our cookie is the server's own word. A kiss of any code ends the asking: RATE, DENY and RSTR
  // demand it, the others come from a server that has no time to tell.
  void refuse(NtpReply reply) {
    const bool ours = reply.refusal != NtpRefusal::not_an_answer && reply.refusal != NtpRefusal::not_ours;
    if (reply.refusal == NtpRefusal::kiss) answer_.kiss = reply.kiss;
    over_ = over_ || ours;
    if (answer_.best) return;
    answer_.refusal = reply.refusal;
    answer_.reply = std::move(reply);
  }

  const NtpOptions& how_;
  Clock::time_point deadline_;
  NtpAnswer& answer_;
  std::deque<Question> questions_;
  unsigned packets_ = 0;
  bool over_ = false;
};

using Answers = std::vector<std::unique_ptr<NtpAnswer>>;

Awaitable<void> ask_address(udp::endpoint where, const NtpOptions& how, Clock::time_point deadline, NtpAnswer& answer) {
  Asking asking(how, deadline, answer);
  co_await asking.run(where);
}

Awaitable<void> ask_server(const NtpServer& server, std::size_t index, const NtpOptions& how, const Options& options,
                           Answers& answers) {
  Trace trace;
  const Target target{server.host, server.port, NamedBy::user, false};
  const auto found = co_await resolve(target, options, trace);
  std::vector<std::function<Awaitable<void>()>> jobs;
  for (std::size_t n = 0; n < std::max<std::size_t>(1, std::min(found.size(), server.addresses)); ++n) {
    auto& answer = *answers.emplace_back(std::make_unique<NtpAnswer>());
    answer.server = index;
    answer.trace = trace;
    if (found.empty()) co_return;
    const udp::endpoint where(found[n].address(), found[n].port());
    jobs.emplace_back([&how, &options, &answer, where] { return ask_address(where, how, options.deadline, answer); });
  }
  co_await together(std::move(jobs));
}

}  // namespace

std::vector<NtpAnswer> ask_ntp(const std::vector<NtpServer>& servers, const NtpOptions& how, const Options& options) {
  std::vector<Answers> answers(servers.size());
  std::vector<std::function<Awaitable<void>()>> jobs;
  for (std::size_t n = 0; n < servers.size(); ++n) {
    jobs.emplace_back([&, n] { return ask_server(servers[n], n, how, options, answers[n]); });
  }
  run_all(std::move(jobs), options.parallel);
  std::vector<NtpAnswer> out;
  for (Answers& of_server : answers) {
    for (auto& answer : of_server) out.push_back(std::move(*answer));
  }
  return out;
}

}  // namespace certdoc::net
