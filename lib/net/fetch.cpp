// Requests side by side, and the redirects that each follows.
#include "net/fetch.hpp"

#include <algorithm>
#include <set>

#include "net/exchange.hpp"
#include "net/failure.hpp"

namespace certdoc::net {
namespace {

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

class Fetch {
 public:
  Fetch(const Request& request, Shared& shared, Response& response)
      : request_(request), shared_(shared), response_(response) {}

  Awaitable<void> run() {
    bool more = parse();
    while (more) more = co_await one_hop();  // GCC 12 miscompiles co_await in the condition
  }

 private:
  bool parse();
  Awaitable<bool> one_hop();
  bool follow(const AnswerHead& head);
  bool add(Step step);
  void refuse_redirect();

  const Request& request_;
  Shared& shared_;
  Response& response_;
  Hop hop_;
  std::set<std::string> seen_;
  unsigned redirects_ = 0;
};

bool Fetch::add(Step step) {
  const bool good = step.failure == Failure::none;
  response_.trace.steps.push_back(std::move(step));
  return good;
}

bool Fetch::parse() {
  auto url = parse_url(request_.url);
  if (!url) return add(make_step(Phase::url, masked(request_.url), url.error().failure, url.error().detail));
  hop_.url = std::move(*url);
  hop_.named_by = request_.named_by;
  hop_.post = !request_.post.empty();
  response_.final_url = hop_.url.text();
  seen_.insert(hop_.url.text());
  return add(make_step(Phase::url, hop_.url.text()));
}

// The next hop, or why there is none.
bool Fetch::follow(const AnswerHead& head) {
  Step step = make_step(Phase::redirect, masked(head.location));
  step.code = head.status;
  auto url = resolve_reference(hop_.url, head.location);
  if (!url) {
    step.failure = Failure::redirect_refused;
    step.detail = url.error().detail;
    return add(std::move(step));
  }
  step.what = url->text();
  // As browsers do: only 307 and 308 send the body again.
  hop_.post = hop_.post && (head.status == 307 || head.status == 308);
  if (!seen_.insert(step.what).second) {
    step.failure = Failure::redirect_loop;
  } else if (++redirects_ > shared_.options.redirects) {
    step.failure = Failure::redirect_limit;
  }
  hop_.url = std::move(*url);
  hop_.named_by = NamedBy::material;
  response_.final_url = hop_.url.text();
  return add(std::move(step));
}

// A redirect to an address that the rules forbid is the redirect's fault.
void Fetch::refuse_redirect() {
  const Step* const failed = response_.trace.failed();
  if (redirects_ == 0 || failed == nullptr || failed->failure != Failure::address_refused) return;
  add(make_step(Phase::redirect, hop_.url.text(), Failure::redirect_refused, failed->detail));
}

Awaitable<bool> Fetch::one_hop() {
  Exchange exchange(request_, hop_, shared_, response_);
  if (!co_await exchange.ask()) {
    refuse_redirect();
    co_return false;
  }
  const AnswerHead& head = exchange.head();
  if (is_redirect(head.status) && !head.location.empty()) {
    hop_.from_public = hop_.from_public || exchange.from_public();
    co_return follow(head);
  }
  if (head.status != 200 && head.status != 204) {
    Step& step = response_.trace.steps.back();
    step.failure = Failure::http_status;
    step.code = head.status;
    co_return false;
  }
  if (!request_.head) co_await exchange.read_body();
  co_return false;
}

}  // namespace

std::vector<Response> fetch_all(const std::vector<Request>& requests, const Options& options,
                                const FetchDone& progress) {
  std::vector<Response> responses(requests.size());
  Shared shared(options);
  std::size_t done = 0;
  std::vector<std::function<Awaitable<void>()>> jobs;
  for (std::size_t n = 0; n < requests.size(); ++n) {
    jobs.emplace_back([&, n]() -> Awaitable<void> {
      Fetch fetch(requests[n], shared, responses[n]);
      co_await fetch.run();
      if (progress) progress(++done, requests.size());
    });
  }
  run_all(std::move(jobs), options.parallel);
  return responses;
}

}  // namespace certdoc::net
