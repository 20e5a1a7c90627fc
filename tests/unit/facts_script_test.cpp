// The scripts only look: which commands, methods and types may stand in them is listed here. The sh script is run.
#include "diagnose/facts_script.hpp"

#include <sys/stat.h>
#include <filesystem>

#include "artifact/base64.hpp"
#include "base/run_program.hpp"
#include "builtin_knowledge.hpp"
#include "catch.hpp"
#include "facts.hpp"
#include "machine/fact_kinds.hpp"
#include "script_readers.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace std::chrono_literals;

namespace {

using Words = std::set<std::string>;

std::string script(ScriptFor platform, const Material& material = {}, std::vector<std::string> causes = {},
                   Lang lang = Lang::en) {
  FactsScript wanted;
  wanted.platform = platform;
  wanted.lang = lang;
  wanted.written = *parse_time("2026-11-28T10:00:00Z");
  wanted.causes = std::move(causes);
  return facts_script(wanted, material);
}

// What is not on the lists, in a form that a failed test shows.
Words powershell_misdeeds(const ScriptRead& read) {
  static const Words kCmdlets{"Where-Object", "Select-Object", "Write-Output", "New-Object"};
  static const Words kPrograms{"certutil.exe -silent -user -store My $thumb",
                               "certutil.exe -silent -store My $thumb",
                               "certutil.exe -silent -csplist",
                               "certutil.exe -urlcache crl",
                               "netsh.exe winhttp show proxy",
                               "w32tm.exe /query /source",
                               "whoami.exe /groups /fo csv /nh"};
  static const Words kObjects{"System.Collections.ArrayList", "System.Security.Principal.WindowsPrincipal",
                              "System.Text.UTF8Encoding"};
  static const Words kCalls{"GetUnresolvedProviderPathFromPSPath",
                            "GetString",
                            "FromBase64String",
                            "Substring",
                            "Trim",
                            "Add",
                            "ToUniversalTime",
                            "ToString",
                            "GetCurrent",
                            "IsInRole",
                            "GetUtcOffset",
                            "Create",
                            "GetFolderPath",
                            "ComputeHash",
                            "GetPublicKey",
                            "ToLower",
                            "ExpandEnvironmentVariables",
                            "IsPathRooted",
                            "GetValue",
                            "ToXml",
                            "WriteAllText"};
  static const Words kTypes{"string",
                            "int",
                            "void",
                            "System.Globalization.CultureInfo",
                            "System.Text.Encoding",
                            "System.Convert",
                            "System.DateTime",
                            "System.IntPtr",
                            "System.TimeZone",
                            "System.Security.Principal.WindowsIdentity",
                            "System.Security.Principal.WindowsBuiltInRole",
                            "System.Security.Cryptography.SHA1",
                            "System.Environment",
                            "System.BitConverter",
                            "System.IO.Path",
                            "System.IO.File"};
  Words out;
  for (const Command& one : read.commands) {
    const bool looks = one.name.starts_with("Get-") || one.name.starts_with("Test-") || kCmdlets.contains(one.name) ||
                       read.functions.contains(one.name);
    if (!looks && !kPrograms.contains(one.line())) out.insert(one.line());
    if (one.name == "New-Object" && !kObjects.contains(one.arguments.empty() ? "" : one.arguments[0]))
      out.insert(one.line());
  }
  for (const std::string& one : read.calls) {
    if (!kCalls.contains(one)) out.insert("." + one);
  }
  for (const std::string& one : read.types) {
    if (!kTypes.contains(one)) out.insert("[" + one + "]");
  }
  out.insert(read.complaints.begin(), read.complaints.end());
  return out;
}

Words sh_misdeeds(const ScriptRead& read) {
  static const Words kLook{"printf", "tr",     "cut",  "command",      "sed",      "id",       "awk",
                           "sort",   "cat",    "grep", "head",         "tail",     "stat",     "uname",
                           "date",   "[",      "exit", "matchpathcon", "base64",   "printenv", "shift",
                           "set",    "return", "read", "export",       "continue", "umask"};
  // A word that must come first.
  static const std::vector<std::pair<std::string, Words>> kOnly{
      {"systemctl", {"show"}},   {"nginx", {"-T"}},
      {"postconf", {"-x"}},      {"openssl", {"x509", "pkey", "dgst", "version"}},
      {"timedatectl", {"show"}}, {"chronyc", {"-c"}},
      {"runuser", {"-u"}},       {"journalctl", {"-k"}}};
  Words out;
  for (const Command& one : read.commands) {
    const std::string first = one.arguments.empty() ? "" : one.arguments[0];
    if (read.functions.contains(one.name) || one.name == "\"$1\"") continue;  // "$1": each_use is given a function
    const bool reads = kLook.contains(one.name) && !(one.name == "sed" && first.starts_with("-") && first != "-n");
    const auto only =
        std::find_if(kOnly.begin(), kOnly.end(), [&](const auto& pair) { return pair.first == one.name; });
    if (!reads && (only == kOnly.end() || !only->second.contains(first))) out.insert(one.line());
    if (one.name == "runuser" && !one.line().starts_with("runuser -u \"$account\" -- test -r \"$3\""))
      out.insert(one.line());
  }
  for (const std::string& target : read.writes) {
    if (target != "\"$out\"") out.insert("> " + target);
  }
  out.insert(read.complaints.begin(), read.complaints.end());
  return out;
}

Words powershell(std::string_view text) {
  return powershell_misdeeds(PowerShellReader(text).read());
}
Words sh(std::string_view text) {
  return sh_misdeeds(ShReader(text).read());
}

// File names, a subject and URLs that would be code if they stood in a script as they are.
Material hostile() {
  const std::string code = "'; Remove-Item C:\\ #`$(touch /tmp/x)\"";
  Material material{{file("/tmp/" + code, {certificate("own")}), file("/tmp/line\nend", {certificate("other")})}};
  material.files[0].artifacts[0].name = code;
  return material;
}

}  // namespace

TEST_CASE("the readers see what must not be in a script", "[facts][script]") {
  for (const char* bad : {"Remove-Item x",
                          "iex 'a'",
                          "& calc",
                          ". .\\x.ps1",
                          "certutil.exe -delstore My x",
                          "certutil.exe -urlcache crl delete",
                          "[System.IO.File]::Delete('x')",
                          "Get-Item x > y",
                          "$x = @{ A = Remove-Item }",
                          "if ($x) { Set-Item y }",
                          "'open",
                          "\"$(calc)\"",
                          "{",
                          ")",
                          "Get-Item x | Remove-Item",
                          "@'\nx\n'@",
                          "New-Object Net.WebClient",
                          "$x.Delete()",
                          "(Set-Acl x)",
                          "Get-Item (Stop-Service x)",
                          "return Clear-Host",
                          "calc.exe",
                          "Start-Process x"}) {
    CAPTURE(bad);
    CHECK_FALSE(powershell(bad).empty());
  }
  CHECK(powershell("$x = 'it''s'; if ($x -match '^\\d') { return (Get-Item -LiteralPath $x).Name }").empty());
  for (const char* bad : {"rm -rf /",
                          "x=$(rm a)",
                          "echo \"$(rm a)\"",
                          "cat a > b",
                          "cat a >>b",
                          "printf x | sh",
                          "eval x",
                          "if true; then mv a b; fi",
                          "sed -i s/a/b/ f",
                          "systemctl stop nginx",
                          "`rm a`",
                          "cat <<E\nE\n",
                          "'open",
                          "sleep 1 &",
                          "openssl genrsa",
                          "case $x in a) rm b ;; esac",
                          "for x in a; do rm $x; done",
                          "runuser -u root -- rm x",
                          "f() { rm x; }",
                          "nginx -s stop"}) {
    CAPTURE(bad);
    CHECK_FALSE(sh(bad).empty());
  }
  CHECK(sh("x=$(printf '%s' \"$(cat a)\" | sed -n 's/a/b/p')\ncase $x in -*) x=./$x ;; esac\n[ -e b ] && exit 1\n")
            .empty());
}

TEST_CASE("both scripts only look, in both languages", "[facts][script]") {
  for (const Lang lang : {Lang::en, Lang::zh}) {
    for (const Material& material : {Material{}, hostile()}) {
      CHECK(powershell(script(ScriptFor::windows, material, {}, lang)) == Words{});
      CHECK(sh(script(ScriptFor::linux, material, {}, lang)) == Words{});
    }
  }
}

TEST_CASE("nothing of the files is code in a script", "[facts][script]") {
  for (const ScriptFor platform : {ScriptFor::windows, ScriptFor::linux}) {
    const std::string text = script(platform, hostile());
    CHECK(text.find("Remove-Item") == std::string::npos);
    CHECK(text.find("touch") == std::string::npos);
    // The same commands, whatever the files are called.
    const auto names = [&](const std::string& of) {
      Words out;
      const ScriptRead read = platform == ScriptFor::windows ? PowerShellReader(of).read() : ShReader(of).read();
      for (const Command& one : read.commands) out.insert(one.name);
      return out;
    };
    CHECK(names(text) == names(script(platform)));
  }
  const std::string windows = script(ScriptFor::windows, hostile());
  const std::string thumbs =
      wanted_certificates(hostile())[0].thumbprint + "\n" + wanted_certificates(hostile())[1].thumbprint + "\n";
  CHECK(windows.find(encode_base64(as_bytes(thumbs))) != std::string::npos);
  CHECK(windows.find(wanted_certificates(hostile())[0].thumbprint) == std::string::npos);
  // A name with a line end in it would be two.
  const std::string linux = script(ScriptFor::linux, hostile());
  CHECK(linux.find(encode_base64(as_bytes(hostile().files[0].path + "\n"))) != std::string::npos);
}

TEST_CASE("the head lists what is collected, and only what decides a cause in question is", "[facts][script]") {
  for (const Lang lang : {Lang::en, Lang::zh}) {
    for (const ScriptFor platform : {ScriptFor::windows, ScriptFor::linux}) {
      const std::string name = platform == ScriptFor::windows ? "windows" : "linux";
      const std::string text = script(platform, {}, {}, lang);
      for (const machine::FactKind& kind : machine::fact_kinds()) {
        CAPTURE(kind.id, name);
        const bool here = kind.platform == name || kind.platform == "any";
        CHECK((text.find(std::string("- ") + std::string(kind.what.in(lang))) != std::string::npos) == here);
      }
      for (const char* left :
           {"{HEAD}", "{WRITTEN}", "{LANG}", "{EXISTS}", "{BITS}", "{DONE}", "{THUMBPRINTS}", "{URLS}", "{PATHS}"}) {
        CHECK(text.find(left) == std::string::npos);
      }
    }
  }
  const std::string one = script(ScriptFor::windows, {}, {"service-stopped"});
  CHECK(one.find("Win32_Service") != std::string::npos);
  CHECK(one.find("Cert:\\") == std::string::npos);
  CHECK(one.find("Get-WinEvent") == std::string::npos);
  CHECK(powershell(one) == Words{});
  // Windows PowerShell reads what is not ASCII only behind a byte order mark.
  CHECK(one.find('\xEF') == std::string::npos);
  CHECK(script(ScriptFor::windows, {}, {}, Lang::zh).starts_with("\xEF\xBB\xBF"));
  CHECK(one.find("\r\n") != std::string::npos);
  CHECK(script(ScriptFor::linux).find('\r') == std::string::npos);
}

TEST_CASE("shellcheck finds nothing", "[facts][script]") {
  if (!std::filesystem::exists("/usr/bin/shellcheck")) return;
  for (const Lang lang : {Lang::en, Lang::zh}) {
    const auto said = run_program({"/usr/bin/shellcheck", "-"}, {"LC_ALL=C.UTF-8"},
                                  script(ScriptFor::linux, hostile(), {}, lang), {60s, 1U << 20U});
    REQUIRE(said);
    CHECK(said->empty());
  }
}

TEST_CASE("the facts that a script names are those of the table", "[facts][script]") {
  for (const ScriptFor platform : {ScriptFor::windows, ScriptFor::linux}) {
    const ScriptRead read =
        platform == ScriptFor::windows ? PowerShellReader(script(platform)).read() : ShReader(script(platform)).read();
    Words written;
    for (const Command& one : read.commands) {
      if (one.name != "Add-Fact" && one.name != "fact") continue;
      REQUIRE_FALSE(one.arguments.empty());
      std::string id = one.arguments[0];
      std::erase(id, '\'');
      written.insert(id);
    }
    CHECK(written.contains("script"));
    CHECK(written.contains("end"));
    for (const std::string& id : written) {
      CAPTURE(id);
      CHECK((id == "script" || id == "end" || machine::find_fact_kind(id) != nullptr));
    }
  }
}

namespace {

// A machine in a directory: what the script looks up in /etc stands there, and programs that only print stand in /bin.
class FakeMachine {
 public:
  FakeMachine() {
    program("nginx", "exit 1");  // its configuration is broken, so it prints none
    program(
        "systemctl",
        "case \"$3 $4\" in 'LoadState nginx'|'LoadState postgresql') echo LoadState=loaded ;; 'User postgresql') echo "
        "User=nobody ;; 'ActiveState '*) echo ActiveState=active ;; 'Environment nginx') echo "
        "'Environment=http_proxy=http://user:secret@proxy.example.com:3128 A=b' ;; esac");
    program("timedatectl", "echo NTPSynchronized=yes");
    system_.file("/etc/nginx/nginx.conf", "http {\n  include sites-enabled/*;\n}\n");
    system_.file("/etc/nginx/sites-enabled/a", "server {\n  ssl_certificate \"" + path("/tls/a b.crt") +
                                                   "\"; # ours\n  ssl_certificate_key " + path("/tls/a.key") +
                                                   ";\n  ssl_certificate $dir/x.crt;\n}\n");
    system_.file("/etc/haproxy/haproxy.cfg", "  bind :443 ssl crt " + path("/tls/all.pem") + " alpn h2\n");
    system_.file("/etc/dovecot/conf.d/ssl.conf", "ssl_cert = <" + path("/tls/a b.crt") + "\n#ssl_key = </no\n");
  }

  std::string path(const std::string& name) const { return system_.path() + name; }
  const SystemRoot& system() const { return system_; }

  std::string adapted(std::string text) const {
    replace(text, "PATH=/usr/sbin", "PATH=" + path("/bin") + ":/usr/sbin");
    for (const char* name : {"/etc/", "/var/log/audit/", "/sys/fs/selinux/"}) replace(text, name, path(name));
    return text;
  }

 private:
  static void replace(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
      text.replace(at, what.size(), with);
  }
  void program(const std::string& name, const std::string& body) const {
    system_.file("/bin/" + name, "#!/bin/sh\n" + body + "\n");
    ::chmod(path("/bin/" + name).c_str(), 0755);
  }

  SystemRoot system_;
};

Result<std::string> run(const char* shell, const std::string& text, const std::string& out) {
  return run_program({shell, "-s", out}, {"PATH=/usr/bin:/bin", "https_proxy=http://user:secret@p.example.com:1"}, text,
                     {60s, 1U << 20U});
}

}  // namespace

TEST_CASE("the sh script runs, and what it writes is read back", "[facts][script]") {
  for (const char* shell : {"/bin/sh", "/bin/bash"}) {
    if (!std::filesystem::exists(shell)) continue;
    CAPTURE(shell);
    const FakeMachine machine;
    const auto openssl =
        run_program({"/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a", "-keyout",
                     machine.path("/bin/a.key"), "-out", machine.path("/bin/a.crt")},
                    {}, {}, {60s, 1U << 16U});
    REQUIRE(openssl);
    std::filesystem::create_directories(machine.path("/tls"));
    std::filesystem::rename(machine.path("/bin/a.crt"), machine.path("/tls/a b.crt"));
    std::filesystem::rename(machine.path("/bin/a.key"), machine.path("/tls/a.key"));

    const std::string out = machine.path("/facts.txt");
    const std::string text = machine.adapted(script(ScriptFor::linux, hostile(), {}, Lang::zh));
    REQUIRE(run(shell, text, out));
    struct stat state {};
    REQUIRE(::stat(out.c_str(), &state) == 0);
    CHECK((state.st_mode & 0777U) == 0600U);

    const auto facts = machine::read_facts(out);
    REQUIRE(facts);
    CHECK(facts->platform == "linux");
    CHECK(facts->complete);
    CHECK(facts->skipped == 0);
    CHECK(facts->unknown == 0);
    CHECK(facts->written == *parse_time("2026-11-28T10:00:00Z"));
    CHECK(facts->collected);
    Words uses;
    for (const machine::Fact* use : facts->all("uses")) {
      uses.insert(std::string((*use)["server"]) + " " + std::string((*use)["kind"]) + " " +
                  std::string((*use)["path"]));
    }
    CHECK(uses == Words{"nginx certificate " + machine.path("/tls/a b.crt"), "nginx key " + machine.path("/tls/a.key"),
                        "haproxy certificate " + machine.path("/tls/all.pem"),
                        "dovecot certificate " + machine.path("/tls/a b.crt")});
    const machine::Fact* certificate = facts->find("file", "path", machine.path("/tls/a b.crt"));
    const machine::Fact* key = facts->find("file", "path", machine.path("/tls/a.key"));
    REQUIRE((certificate != nullptr && key != nullptr));
    CHECK((*certificate)["spki"].size() == 64);
    CHECK((*certificate)["spki"] == (*key)["key-spki"]);
    CHECK(key->is("mode", "600"));
    CHECK(facts->find("file", "path", machine.path("/tls/all.pem"))->is("state", "missing"));
    CHECK(facts->find("file", "path", hostile().files[0].path)->is("state", "missing"));
    CHECK(facts->find("service", "name", "nginx")->is("account", "root"));
    CHECK(facts->find("clock")->is("synchronised", "yes"));
    CHECK(facts->find("selinux")->is("mode", "off"));
    CHECK(facts->find("proxy", "where", "nginx")->is("value", "***@proxy.example.com:3128"));
    CHECK(facts->find("proxy", "where", "shell")->is("value", "***@p.example.com:1"));

    const auto found = findings_of_facts(*facts, facts_context(), {});
    CHECK(verdict(found, "key-mismatch") == "ruled_out");
    // A file that is there is not written over.
    CHECK_FALSE(run(shell, text, out));
  }
}

TEST_CASE("SELinux denials are read out of the audit log", "[facts][script]") {
  const FakeMachine machine;
  machine.system().file("/sys/fs/selinux/enforce", "1");
  // https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/using_selinux/troubleshooting-problems-related-to-selinux_using-selinux
  machine.system().file(
      "/var/log/audit/audit.log",
      "type=AVC msg=audit(1226874073.147:96): avc:  denied  { getattr } for  pid=2465 comm=\"nginx\" "
      "path=\"/tls/a.key\" dev=dm-0 ino=284133 scontext=unconfined_u:system_r:httpd_t:s0 "
      "tcontext=unconfined_u:object_r:user_home_t:s0 tclass=file\n"
      "type=AVC msg=audit(1.1:1): avc:  denied  { name_bind } for pid=1 comm=\"nginx\" scontext=a:b:httpd_t:s0 "
      "tcontext=a:b:port_t:s0 tclass=tcp_socket\n"
      "type=AVC msg=audit(1.1:2): avc:  denied  { read } for pid=1 comm=\"bash\" name=\"x\" scontext=a:b:user_t:s0 "
      "tcontext=a:b:etc_t:s0 tclass=file\n");
  const std::string out = machine.path("/facts.txt");
  REQUIRE(run("/bin/sh", machine.adapted(script(ScriptFor::linux, {}, {"selinux-context"})), out));
  const auto facts = machine::read_facts(out);
  REQUIRE(facts);
  CHECK(facts->find("selinux")->is("mode", "enforcing"));
  CHECK(facts->find("selinux")->is("log", "read"));
  REQUIRE(facts->all("denial").size() == 1);
  const machine::Fact& denial = *facts->all("denial")[0];
  CHECK(denial.is("program", "nginx"));
  CHECK(denial.is("name", "/tls/a.key"));
  CHECK(denial.is("source", "httpd_t"));
  CHECK(denial.is("target", "user_home_t"));
  CHECK(facts->all("proxy").empty());
}
