#include "check/net_words.hpp"

#include <fmt/format.h>
#include <utility>

#include "base/say.hpp"

namespace certdoc {
namespace {

using net::Failure;
using net::Phase;

struct Wording {
  std::string_view en, zh;
};

// Until the deadline came, the peer had said something: that is its detail then. The system's own time-out has a code.
bool had_begun(const net::Step& step) {
  return step.failure == Failure::timed_out && step.code == 0 && !step.detail.empty();
}

// The longer nothing comes, the more depends on where.
Wording timed_out(const net::Step& step) {
  if (had_begun(step) && step.phase == Phase::starttls) {
    return {"timed out: the server began to speak, and then said nothing more", "超时：服务器开始应答，随后没有下文"};
  }
  if (had_begun(step) && step.phase == Phase::response) {
    return {"timed out: an answer began, but its header did not end", "超时：应答已开始，但头部没有传完"};
  }
  switch (step.phase) {
    case Phase::resolve: return {"timed out: the name server did not answer", "超时：域名服务器没有应答"};
    case Phase::connect:
      return {"timed out: nothing came back; a firewall on the way drops the packets, or the host is down",
              "超时：没有任何回应；途中的防火墙丢弃了数据包，或主机已停机"};
    case Phase::proxy: return {"timed out: the proxy did not answer", "超时：代理没有应答"};
    case Phase::tls:
      return {"timed out: connected, but the TLS handshake did not end", "超时：已连接，但 TLS 握手没有完成"};
    case Phase::starttls:
      return {"timed out: connected, but the server said nothing", "超时：已连接，但服务器没有应答"};
    case Phase::body: return {"timed out: the answer stopped on its way", "超时：应答中途停止"};
    case Phase::response: return {"timed out: connected, but no answer came", "超时：已连接，但没有收到应答"};
    default: return {"timed out", "超时"};
  }
}

Wording http_status(int status) {
  switch (status) {
    case 206: return {"the server sends a part only, though all was asked for", "服务器只发送了一部分，而请求的是全部"};
    case 304:
      return {"the server says that nothing has changed, and sends nothing, though nobody asked that",
              "服务器称内容没有变化而未发送，但并未如此询问"};
    case 401: return {"the server wants a log-in", "服务器要求登录"};
    case 403: return {"the server, or something in front of it, forbids it", "服务器或其前面的设备禁止访问"};
    case 404: return {"there is nothing at this address", "该地址没有内容"};
    case 410: return {"what was at this address is gone for good", "该地址的内容已永久移除"};
    case 429: return {"the server was asked too often", "请求过于频繁"};
    case 502:
    case 504:
      return {"a proxy or load balancer did not get an answer from the server behind it",
              "代理或负载均衡没有从后面的服务器得到应答"};
    default: break;
  }
  if (status >= 500) return {"the server has a fault of its own", "服务器自身故障"};
  if (status >= 300 && status < 400) {
    return {"the server sends elsewhere, without saying where", "服务器要求跳转，但没有写明地址"};
  }
  if (status < 300) return {"the server answers without what was asked for", "服务器有应答，但不是所请求的内容"};
  return {"the server refuses", "服务器拒绝"};
}

Wording bad_address(const net::Step& step) {
  if (is_unusable_proxy(step)) {
    return {"what is configured is no usable proxy; http://HOST:PORT is wanted",
            "配置的代理无法使用；应为 http://主机:端口"};
  }
  if (step.failure == Failure::bad_url) return {"no usable URL", "URL 无法使用"};
  return {"only http and https are fetched", "只支持 http 和 https"};
}

// Of what happens on the way to the peer.
Wording on_the_way(const net::Step& step) {
  switch (step.failure) {
    case Failure::bad_url:
    case Failure::scheme_refused: return bad_address(step);
    case Failure::address_refused:
      return {
          "not asked: a URL of foreign origin leads to a loopback, link-local, multicast or private address "
          "(--allow-private allows it)",
          "未访问：外来的 URL 指向环回、链路本地、组播或内网地址（可用 --allow-private 放行）"};
    case Failure::name_unknown: return {"this name has no address", "该域名没有地址"};
    case Failure::resolver_failed: return {"the name server failed or did not answer", "域名服务器出错或没有应答"};
    case Failure::refused:
      return {"refused: the host is there, but nothing listens on this port, or a firewall rejects it",
              "被拒绝：主机在线，但该端口没有程序监听，或被防火墙拒绝"};
    case Failure::no_route:
      return {"no way there: no route, or a firewall of this machine forbids it",
              "无法到达：没有路由，或被本机防火墙禁止"};
    case Failure::timed_out: return timed_out(step);
    case Failure::reset: return {"the connection was reset", "连接被重置"};
    case Failure::closed:
      return {"the peer closed the connection before its answer was complete", "对方在应答完成前关闭了连接"};
    case Failure::local_failed:
      return {"this machine could not: it has no descriptor, port or thread left",
              "本机无法进行：没有可用的描述符、端口或线程"};
    case Failure::proxy_unreachable: return {"the proxy cannot be reached", "连不上代理"};
    case Failure::proxy_auth_required:
      return {"the proxy wants a user name and a password (407)", "代理要求用户名和密码（407）"};
    case Failure::proxy_refused: return {"the proxy refuses", "代理拒绝"};
    default: return {};
  }
}

// Of TLS and of what a peer says.
Wording in_conversation(const net::Step& step) {
  switch (step.failure) {
    case Failure::tls_not_spoken: return {"what came is not TLS", "收到的不是 TLS"};
    case Failure::tls_alert: return {"the peer broke off the TLS handshake", "对方中止了 TLS 握手"};
    case Failure::tls_failed: return {"the TLS handshake failed", "TLS 握手失败"};
    case Failure::starttls_refused: return {"the server refused STARTTLS", "服务器拒绝 STARTTLS"};
    case Failure::starttls_missing: return {"the server does not offer STARTTLS", "服务器不提供 STARTTLS"};
    case Failure::starttls_injected:
      return {"the server sent plain text after it had agreed to STARTTLS", "服务器同意 STARTTLS 后仍发送明文"};
    case Failure::starttls_foreign: return {"the server speaks another protocol", "服务器使用的是其他协议"};
    case Failure::http_malformed: return {"what came is not HTTP", "收到的不是 HTTP"};
    case Failure::tls_spoken: return {"TLS came where plain HTTP was asked for", "收到的是 TLS，而请求的是明文 HTTP"};
    case Failure::http_status: return http_status(step.code);
    case Failure::ldap_result:
      return {"the directory gives no answer; Active Directory wants a log-in",
              "目录没有给出结果；Active Directory 要求登录"};
    case Failure::redirect_loop: return {"it redirects in a circle", "循环跳转"};
    case Failure::redirect_limit: return {"it redirects too often", "跳转次数过多"};
    case Failure::redirect_refused:
      return {"not followed: it redirects to where it must not", "未跟随：跳转到不允许的地址"};
    case Failure::header_too_large: return {"the header of the answer is too large", "应答头过大"};
    case Failure::body_too_large: return {"the answer is too large", "应答内容过大"};
    case Failure::body_truncated: return {"cut off: less came than was announced", "被截断：收到的比声明的少"};
    case Failure::body_encoded: return {"it is compressed, though nobody asked for that", "内容被压缩，但并未请求压缩"};
    case Failure::body_empty: return {"the answer is empty", "应答内容为空"};
    default: return {};
  }
}

// Of a body the trace has its size.
std::string place_of(const net::Step& step, Lang lang) {
  if (step.phase != Phase::body || step.what.empty()) return step.what;
  return say(lang, "{} bytes", "{} 字节", step.what);
}

}  // namespace

std::string_view phase_id(Phase phase) {
  switch (phase) {
    case Phase::url: return "url";
    case Phase::resolve: return "resolve";
    case Phase::connect: return "connect";
    case Phase::proxy: return "proxy";
    case Phase::tls: return "tls";
    case Phase::starttls: return "starttls";
    case Phase::request: return "request";
    case Phase::response: return "response";
    case Phase::redirect: return "redirect";
    case Phase::body: return "body";
    case Phase::answer: return "answer";
  }
  return {};
}

bool is_unusable_proxy(const net::Step& step) {
  return step.phase == Phase::proxy && (step.failure == Failure::bad_url || step.failure == Failure::scheme_refused);
}

std::string phase_label(Phase phase, Lang lang) {
  if (lang == Lang::en) return std::string(phase_id(phase));
  switch (phase) {
    case Phase::url: return "网址";
    case Phase::resolve: return "域名解析";
    case Phase::connect: return "连接";
    case Phase::proxy: return "代理";
    case Phase::request: return "请求";
    case Phase::response: return "响应";
    case Phase::redirect: return "跳转";
    case Phase::body: return "内容";
    case Phase::answer: return "应答";
    case Phase::tls: return "TLS";
    case Phase::starttls: return "STARTTLS";
  }
  return {};
}

std::string_view failure_id(Failure failure) {  // NOLINT(readability-function-size): a table
  switch (failure) {
    case Failure::none: return {};
    case Failure::bad_url: return "bad-url";
    case Failure::scheme_refused: return "scheme-refused";
    case Failure::address_refused: return "address-refused";
    case Failure::name_unknown: return "name-unknown";
    case Failure::resolver_failed: return "resolver-failed";
    case Failure::refused: return "refused";
    case Failure::no_route: return "no-route";
    case Failure::timed_out: return "timed-out";
    case Failure::reset: return "reset";
    case Failure::closed: return "closed";
    case Failure::local_failed: return "local-failed";
    case Failure::proxy_unreachable: return "proxy-unreachable";
    case Failure::proxy_auth_required: return "proxy-auth-required";
    case Failure::proxy_refused: return "proxy-refused";
    case Failure::tls_not_spoken: return "tls-not-spoken";
    case Failure::tls_alert: return "tls-alert";
    case Failure::tls_failed: return "tls-failed";
    case Failure::starttls_refused: return "starttls-refused";
    case Failure::starttls_missing: return "starttls-missing";
    case Failure::starttls_injected: return "starttls-injected";
    case Failure::starttls_foreign: return "starttls-foreign";
    case Failure::http_malformed: return "http-malformed";
    case Failure::tls_spoken: return "tls-spoken";
    case Failure::http_status: return "http-status";
    case Failure::ldap_result: return "ldap-result";
    case Failure::redirect_loop: return "redirect-loop";
    case Failure::redirect_limit: return "redirect-limit";
    case Failure::redirect_refused: return "redirect-refused";
    case Failure::header_too_large: return "header-too-large";
    case Failure::body_too_large: return "body-too-large";
    case Failure::body_truncated: return "body-truncated";
    case Failure::body_encoded: return "body-encoded";
    case Failure::body_empty: return "body-empty";
  }
  return {};
}

std::string failure_words(const net::Step& step, Lang lang) {
  Wording words = on_the_way(step);
  if (words.en.empty()) words = in_conversation(step);
  return std::string(lang == Lang::zh ? words.zh : words.en);
}

std::string failure_with_place(const net::Step& step, Lang lang) {
  std::string words = failure_words(step, lang);
  const std::string place = place_of(step, lang);
  if (place.empty()) return words;
  return place + std::string(lang == Lang::zh ? "：" : ": ") + words;
}

std::vector<EndpointPhase> phases_of(const net::Trace& trace, Lang lang) {
  std::vector<EndpointPhase> phases;
  phases.reserve(trace.steps.size());
  for (const net::Step& step : trace.steps) {
    EndpointPhase phase{std::string(phase_id(step.phase)),
                        place_of(step, lang),
                        std::string(failure_id(step.failure)),
                        {},
                        step.detail,
                        step.took.count()};
    if (step.abandoned) {
      phase.failure = "abandoned";
      phase.says = say(lang, "another address was faster", "另一个地址更快");
    } else {
      phase.says = failure_words(step, lang);
    }
    phases.push_back(std::move(phase));
  }
  return phases;
}

Endpoint endpoint_of(std::string_view kind, std::string url, std::string subject, const net::Trace& trace, Lang lang) {
  Endpoint endpoint;
  endpoint.kind = kind;
  endpoint.url = std::move(url);
  endpoint.subject = std::move(subject);
  endpoint.good = trace.failed() == nullptr;
  endpoint.phases = phases_of(trace, lang);
  return endpoint;
}

}  // namespace certdoc
