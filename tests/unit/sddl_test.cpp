// Access lists as Get-Acl writes them. The texts follow the examples of MS-DTYP 2.5.1.1 and
// https://learn.microsoft.com/en-us/windows/win32/secauthz/ace-strings.
#include "check/sddl.hpp"

#include "catch.hpp"

using namespace certdoc;
using sddl::On;

namespace {

bool may(std::string_view text, sddl::Token token, std::uint32_t rights = sddl::kFileRead, On on = On::file) {
  const auto list = sddl::read(text, on);
  return list && sddl::allows(*list, token, rights);
}

}  // namespace

TEST_CASE("rights are found by name, by bits and by number", "[sddl]") {
  const auto system = sddl::system_token();
  CHECK(may("O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)", system));
  CHECK(may("O:SYG:SYD:(A;;GR;;;S-1-5-18)", system));
  CHECK(may("D:(A;;0x120089;;;SY)", system));
  CHECK(may("D:(A;;0x80000000;;;SY)", system));
  CHECK(may("O:BAG:DUD:(A;OICI;CCDCLCSWRPWPSDRCWDWO;;;WD)", system, sddl::kKeyAll, On::registry_key));
  CHECK(may("O:BAG:SYD:AI(A;CI;KA;;;SY)", system, sddl::kKeyAll, On::registry_key));
  CHECK_FALSE(may("O:BAG:SYD:AI(A;CI;KR;;;SY)", system, sddl::kKeyAll, On::registry_key));
  CHECK_FALSE(may("D:PAI(A;;FA;;;NS)", system));
  CHECK_FALSE(may("D:PAI(A;;WD;;;SY)", system));  // WRITE_DAC, not Everyone
}

TEST_CASE("the first entry that says something decides", "[sddl]") {
  const auto service = sddl::token_of("NETWORK SERVICE");
  CHECK_FALSE(may("D:(D;;FA;;;NS)(A;;FA;;;WD)", service));
  CHECK(may("D:(A;;FR;;;NS)(D;;FA;;;WD)", service));
  CHECK_FALSE(may("D:(A;OICIIO;FA;;;NS)", service));  // for what is inside only
  CHECK_FALSE(may("D:", service));
  CHECK_FALSE(may("D:PAIS:(AU;FA;FA;;;WD)", service));
  CHECK(may("D:NO_ACCESS_CONTROL", service));
  const auto list = sddl::read("D:(D;;FA;;;NS)(A;;FA;;;WD)", On::file);
  CHECK(sddl::denies(*list, service, sddl::kFileRead));
  CHECK_FALSE(sddl::denies(*list, sddl::system_token(), sddl::kFileRead));
}

TEST_CASE("accounts are known by the names in use", "[sddl]") {
  for (const char* name :
       {"NETWORK SERVICE", "NT AUTHORITY\\NETWORK SERVICE", "NetworkService", "nt authority\\networkservice"}) {
    CHECK(may("D:(A;;FR;;;S-1-5-20)", sddl::token_of(name)));
  }
  CHECK(may("D:(A;;FR;;;IS)", sddl::token_of("BUILTIN\\IIS_IUSRS")));
  CHECK(may("D:(A;;FR;;;BA)", sddl::administrator_token()));
  CHECK(sddl::token_of("EXAMPLE\\svc-web").empty());
  CHECK(sddl::token_of("").empty());
}

TEST_CASE("a list that cannot be read says nothing", "[sddl]") {
  for (const char* text : {"", "O:SYG:SY", "D:(A;;FA;;;SY", "D:(A;;FA;;SY)", "D:(A;;QQ;;;SY)", "D:(A;;F;;;SY)",
                           "D:(A;;FA;;;)", "D:(A;;0xZZ;;;SY)", "D:(A;;0x1FFFFFFFF;;;SY)", "D:(XA;;FX;;;S-1-1-0;(a))",
                           "D:(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;BA)", "D:(A;;FA;;;SY)x", "D:(AU;;FA;;;SY)",
                           "D:(A;;FA;;;SY;;)"}) {
    CAPTURE(text);
    CHECK_FALSE(sddl::read(text, On::file));
  }
  std::string long_list = "D:";
  for (int n = 0; n < 300; ++n) long_list += "(A;;FA;;;SY)";
  CHECK_FALSE(sddl::read(long_list, On::file));
  CHECK_FALSE(sddl::read("D:" + std::string(20'000, 'P'), On::file));
}
