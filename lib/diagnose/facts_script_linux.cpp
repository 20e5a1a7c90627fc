// The script for Linux, in POSIX sh. A test holds it to commands that only look, and runs it.
#include <array>

#include "diagnose/facts_script.hpp"

namespace certdoc::facts_script_parts {
namespace {

constexpr std::string_view kBegin = R"SH(#!/bin/sh
{HEAD}
set -u
LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
out=${1:-certdoc-facts.txt}
case $out in -*) out=./$out ;; esac
if [ -e "$out" ]; then
  printf '%s: %s\n' '{EXISTS}' "$out" >&2
  exit 1
fi
tab=$(printf '\t')

clean() { printf '%s' "$1" | tr '\000-\037\177' ' ' | cut -c 1-2000; }
fact() {
  line=$1
  shift
  while [ $# -gt 1 ]; do
    line="$line$tab$1=$(clean "$2")"
    shift 2
  done
  printf '%s\n' "$line"
}
have() { command -v "$1" >/dev/null 2>&1; }
masked() { printf '%s' "$1" | sed 's/^.*@/***@/'; }
is_root() { [ "$(id -u)" = 0 ]; }
property() { systemctl show -p "$2" "$1" 2>/dev/null | sed 's/^[^=]*=//'; }
servers='nginx apache2 httpd haproxy postfix dovecot tomcat9 tomcat10 postgresql'

# server TAB kind TAB path, as the configuration names them
named() {
  awk -v server="$1" -v certificate="$2" -v key="$3" '
    { name = tolower($1); rest = $0; sub(/^[ \t]*[^ \t]+[ \t]+/, "", rest); sub(/^=[ \t]*/, "", rest) }
    { sub(/^</, "", rest); sub(/;.*$/, "", rest); sub(/[ \t\r]+$/, "", rest); gsub(/^["\047]|["\047]$/, "", rest) }
    rest !~ /^\// || rest ~ /[$\t]/ { next }
    name == certificate { print server "\tcertificate\t" rest }
    name == key { print server "\tkey\t" rest }
  ' | sort -u
}
all_uses() {
  text=$(nginx -T 2>/dev/null)
  if [ -z "$text" ]; then
    text=$(cat /etc/nginx/nginx.conf /etc/nginx/conf.d/*.conf /etc/nginx/sites-enabled/* 2>/dev/null)
  fi
  printf '%s\n' "$text" | named nginx ssl_certificate ssl_certificate_key
  cat /etc/apache2/apache2.conf /etc/apache2/sites-enabled/* /etc/httpd/conf/httpd.conf /etc/httpd/conf.d/*.conf 2>/dev/null |
    named apache sslcertificatefile sslcertificatekeyfile
  grep -o '[[:space:]]crt[[:space:]][[:space:]]*/[^[:space:]]*' /etc/haproxy/haproxy.cfg 2>/dev/null | named haproxy crt none
  cat /etc/dovecot/dovecot.conf /etc/dovecot/conf.d/*.conf 2>/dev/null | named dovecot ssl_cert ssl_key
  if have postconf; then
    printf 'certificate %s\nkey %s\n' "$(postconf -x -h smtpd_tls_cert_file 2>/dev/null)" \
      "$(postconf -x -h smtpd_tls_key_file 2>/dev/null)" | named postfix certificate key
  fi
}
uses=$(all_uses | head -n 200)
each_use() {
  printf '%s\n' "$uses" | while IFS="$tab" read -r server kind path; do
    [ -n "${path:-}" ] && "$1" "$server" "$kind" "$path"
  done
}

umask 077
set -C
{
  printf 'certdoc-facts 1\n'
  fact script platform linux written '{WRITTEN}' collected "$(date -u +%Y-%m-%dT%H:%M:%SZ)" lang '{LANG}'
)SH";

constexpr std::string_view kSystem = R"SH(
  root=no
  is_root && root=yes
  fact system name "$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release 2>/dev/null | tr -d '"')" kernel "$(uname -r)" root "$root"
)SH";

// The last field of `chronyc -c tracking` is the leap status: https://chrony-project.org/doc/4.3/chronyc.html
constexpr std::string_view kClock = R"SH(
  kept=unknown
  keeper=none
  case $(timedatectl show -p NTPSynchronized 2>/dev/null) in
    *=yes) kept=yes keeper=timedatectl ;;
    *=no) kept=no keeper=timedatectl ;;
  esac
  case $(chronyc -c tracking 2>/dev/null) in
    *,Normal) kept=yes keeper=chronyd ;;
    *"Not synchronised") kept=no keeper=chronyd ;;
  esac
  fact clock utc-offset "$(date +%z)" zone "$(date +%Z)" synchronised "$kept" source "$keeper"
)SH";

constexpr std::string_view kServices = R"SH(
  for server in $servers; do
    [ "$(property "$server" LoadState)" = loaded ] || continue
    account=$(property "$server" User)
    fact service name "$server" state "$(property "$server" ActiveState)" account "${account:-root}"
  done
)SH";

constexpr std::string_view kUses = R"SH(
  use() { fact uses server "$1" kind "$2" path "$3"; }
  each_use use
)SH";

// Of a key only its public part; one that is encrypted is tried with an empty password and gives nothing.
constexpr std::string_view kFiles = R"SH(
  hash_of_public() { openssl pkey -pubin -outform DER 2>/dev/null | openssl dgst -sha256 -r 2>/dev/null | cut -d ' ' -f 1; }
  look() {
    if [ ! -e "$1" ]; then
      fact file path "$1" state missing
      return
    fi
    spki='' key_spki=''
    if [ -f "$1" ] && have openssl; then
      public=$(openssl x509 -in "$1" -noout -pubkey 2>/dev/null </dev/null)
      [ -n "$public" ] && spki=$(printf '%s\n' "$public" | hash_of_public)
      public=$(openssl pkey -in "$1" -passin pass: -pubout 2>/dev/null </dev/null)
      [ -n "$public" ] && key_spki=$(printf '%s\n' "$public" | hash_of_public)
    fi
    label=$(stat -L -c %C -- "$1" 2>/dev/null)
    wanted=''
    have matchpathcon && wanted=$(matchpathcon -n "$1" 2>/dev/null)
    fact file path "$1" state there mode "$(stat -L -c %a -- "$1" 2>/dev/null)" owner "$(stat -L -c %U -- "$1" 2>/dev/null)" \
      group "$(stat -L -c %G -- "$1" 2>/dev/null)" label "$label" wanted-label "$wanted" spki "$spki" key-spki "$key_spki"
  }
  {
    printf '%s\n' "$uses" | cut -f 3
    printf '%s' '{PATHS}' | base64 -d
  } | sort -u | while IFS= read -r path; do
    [ -n "$path" ] && look "$path"
  done
)SH";

// Only root can be somebody else. A service without an account of its own starts as root.
constexpr std::string_view kAccess = R"SH(
  unit_of() {
    case $1 in
      apache) for unit in apache2 httpd; do [ "$(property "$unit" LoadState)" = loaded ] && printf '%s' "$unit" && return; done ;;
      *) [ "$(property "$1" LoadState)" = loaded ] && printf '%s' "$1" ;;
    esac
  }
  access() {
    [ "$2" = key ] && [ -e "$3" ] || return 0
    unit=$(unit_of "$1")
    [ -n "$unit" ] || return 0
    account=$(property "$unit" User)
    account=${account:-root}
    read=no
    if [ "$account" = root ]; then
      [ -r "$3" ] && read=yes
    elif have runuser; then
      runuser -u "$account" -- test -r "$3" </dev/null 2>/dev/null && read=yes
    else
      return 0
    fi
    fact access server "$1" account "$account" path "$3" read "$read"
  }
  is_root && each_use access
)SH";

// `avc:  denied  { read } for  pid=1 comm="nginx" name="server.key" ... scontext=... tcontext=... tclass=file`
constexpr std::string_view kSelinux = R"SH(
  mode=off
  if [ -e /sys/fs/selinux/enforce ]; then
    case $(cat /sys/fs/selinux/enforce 2>/dev/null) in 1) mode=enforcing ;; 0) mode=permissive ;; *) mode=unknown ;; esac
  fi
  log=unread
  denials=''
  if [ -r /var/log/audit/audit.log ]; then
    log='read'
    denials=$(grep -a 'avc: *denied' /var/log/audit/audit.log 2>/dev/null | tail -n 300)
  elif is_root && have journalctl; then
    log='read'
    denials=$(journalctl -k -q --no-pager -n 20000 2>/dev/null | grep -a 'avc: *denied' | tail -n 300)
  fi
  fact selinux mode "$mode" log "$log"
  printf '%s\n' "$denials" | awk '
    function value(text) { sub(/^[^=]*=/, "", text); gsub(/"/, "", text); return text }
    function type(text, parts) { split(value(text), parts, ":"); return parts[3] }
    {
      program = name = source = target = class = ""
      for (n = 1; n <= NF; n++) {
        if ($n ~ /^comm=/) program = value($n)
        if ($n ~ /^(name|path)=/) name = value($n)
        if ($n ~ /^scontext=/) source = type($n)
        if ($n ~ /^tcontext=/) target = type($n)
        if ($n ~ /^tclass=/) class = value($n)
      }
      if (class ~ /^(file|dir|lnk_file)$/ && program ~ /^(nginx|httpd|apache2|haproxy|dovecot|master|smtpd|java|postgres)/ && ++count <= 50)
        printf "denial\tprogram=%s\tname=%s\tsource=%s\ttarget=%s\n", program, name, source, target
    }'
)SH";

constexpr std::string_view kOpenssl = R"SH(
  have openssl && fact openssl version "$(openssl version 2>/dev/null)"
)SH";

constexpr std::string_view kPolicy = R"SH(
  [ -r /etc/crypto-policies/state/current ] && fact policy name "$(head -n 1 /etc/crypto-policies/state/current)"
)SH";

constexpr std::string_view kProxy = R"SH(
  fact proxy where asked
  for name in http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY; do
    value=$(printenv "$name" 2>/dev/null)
    [ -n "$value" ] && fact proxy where shell name "$name" value "$(masked "$value")"
  done
  for server in $servers; do
    property "$server" Environment | tr ' ' '\n' | grep -i '_proxy=' | while IFS= read -r pair; do
      fact proxy where "$server" name "${pair%%=*}" value "$(masked "${pair#*=}")"
    done
  done
)SH";

constexpr std::string_view kEnd = R"SH(
  fact end
} >"$out" || exit 1
printf '%s %s\n' '{DONE}' "$out"
)SH";

constexpr std::array<Section, 10> kSections{{{"system", kSystem},
                                             {"clock", kClock},
                                             {"service", kServices},
                                             {"uses", kUses},
                                             {"file", kFiles},
                                             {"access", kAccess},
                                             {"selinux denial", kSelinux},
                                             {"openssl", kOpenssl},
                                             {"policy", kPolicy},
                                             {"proxy", kProxy}}};

}  // namespace

Script linux_sh() {
  return {kBegin, kEnd, kSections};
}

}  // namespace certdoc::facts_script_parts
