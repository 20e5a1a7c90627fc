// Which values say nothing of anybody, because they are made of words that the reports themselves are made of.
#include "render/plain_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc {
namespace {

// The words of this program's sentences, in lower case: of its texts, the knowledge base, algorithms, usages of keys
// and reasons of revocation. A name is no such word; whoever adds one here makes it be shown.
constexpr std::string_view kWords =
    " "
    "a aacompromise aborted about above accept accepted accepts access account accounts acl acme active actual ad add "
    "added addext address addresses addstore adjtime administrator administrators aes affiliationchanged after again "
    "age agent ago ahead aia aki alert algorithm algorithms alias alike all allow allows alone along already also "
    "alternative altogether among an and android anew announced another answer answers antivirus any anybody "
    "anypolicy anything apache apachectl apart appid apple application applied apply apppool archive are argument as "
    "ascii ask asked asks asn assign at attribute audit ausearch authentication authorisation authorities authority "
    "authorityinfoaccess authoritykeyidentifier authorization available avc away back backup bad bag bags base base64 "
    "base64url basicconstraints be because been before begin begins behind being belong belongs below ber beside "
    "better between beyond binary binding bindings bit bits blanks block blocks bom both br brainpoolp256r1 "
    "brainpoolp384r1 brainpoolp512r1 breaks broke broken browser browsers bug build builds bundle but by byname "
    "bypass byte bytes ca caa cacerthash cacerts cache cacompromise cafile call calls came can cannot capi2 card "
    "cards carries cas cause causes cbc ccm cer cert cert9 certain certbag certbot certdoc certfile certificate "
    "certificatefile certificatehold certificatekeyfile certificatekeypassword certificates certlm certpath certreq "
    "certs certstatus certsvc certtool certutil cessationofoperation cfb cfca chacha20 chain chains change changed "
    "character characters chcon check checked checks childitem chinese chmod choose chown chrome chromium chronyc "
    "chronyd ci cipher ciphers class classdef classes clean clear client clientauth clients clock closed clsid cmd cn "
    "cnf cng code codes codesigning collects color com come comes command commands common compare compared compares "
    "complete component computed computer conf config configtest configuration configured connect connected "
    "connection container containers content contentinfo context contexts contradict contradicts control controls "
    "copy correct could counts covers cr create critical crl crl2pkcs7 crlbag crldistributionpoints crls crlsign crt "
    "crypt crypto cryptographic cryptography cryptsvc cs csp csplist csps csr csrs curl current currentcontrolset "
    "curve curves cut cve damaged dashed data dataencipherment date dates day days db dcom debian decide decides "
    "decipheronly decryption default defender defined dek delete deleted delstore delta demand demands denial denials "
    "denied denies depends deployed depth der derivation des describes descriptor destkeystore deststoretype dev "
    "device devices dh dhparam diagnose did differ different dig digital digitalsignature digits directories "
    "directory disabled disabledalgorithms disallowed disk dll dns do docs document does domain domains download "
    "draws driver dropped dsa dss due dump during dwerrorstatus each earlier ec ecb ecdh ecdhe ecdsa ecp ed25519 "
    "ed448 eddsa ede ede3 edge either elevated elf else elsewhere emailprotection empty en encipheronly encoded "
    "encoding encrypt encrypted encryption end endian ends enforces english enhanced enough enrolment enter "
    "enterprise entries entry env envelope environment equal err error errors etc even event every everyone "
    "everything evp exactly examine examined exception exchange exchangecertificate exclude exe executionpolicy exist "
    "exists exit expected expired explain explained exponent export exportable ext extendedkeyusage extension "
    "extensions facts fail failed failing fails failure false families family far fault fd fe fetch fetched ff field "
    "file files find finds fingerprint firefox firewall first fit fits fixed folder follow followed follows for "
    "forbids force forged form format formed former found friendly from front fss full fullchain future gb18030 gcm "
    "generalizedtime generic get getent gets give given gives gm gnutls go goes good gps graphviz grep group guessed "
    "guides gzip had halves hand handshake haproxy hardware harm has hash hasprivatekey have head header healthy help "
    "here hips hklm hmac hmacwithsha1 hmacwithsha224 hmacwithsha256 hmacwithsha384 hmacwithsha512 hold holds host "
    "hosts hotline hour hours how hresult hsm html http httpd https i icacls icann id identifier if iis iisadmin "
    "image import importcert imported importkeystore importpfx imports in incomplete inconsistencies incorrect "
    "inetsrv inf info inform inkey inner input inside install installed instead intact integer integrity interface "
    "intermediate intermediates internal internalerror internet into invalid ios ip ipv4 ipv6 is issue issued issuer "
    "issuers issuing it iteration iterations its itself java jceks jdk jks js json jsonl judge judged judges junit "
    "keep keeps kept kernel key key4 keyagreement keybag keycertsign keychain keycompromise keyencipherment keyout "
    "keypbe keys keyset keystore keytool keyusage kib kind kiss know knowledge known knows ksp ksps label lacks lang "
    "large larger last late later latin ldap leads leap least leave left legacy length less let lets letter level lf "
    "libcurl library libressl libssl3 lies like limit line lines link linux list listed listen lists little load "
    "loaded loads loadstate local localhost localmachine lock locked log logname long longer look looked looks "
    "loopback lost ls mac macalg mach machine machinekeys macos made mail make maker makes malformed malformedrequest "
    "manager manual many maps mark markdown marked masked match matches matter max may md md2 md4 md5 "
    "md5withrsaencryption mean means meant member mermaid message mgf1 microsoft minute minutes mismatch missing "
    "mktemp ml mod mode model monitor month more most mozilla ms msc msi much multiple must my nagios name "
    "nameconstraints named names need needed needs neither net netsh network never new newer newkey next nextupdate "
    "nginx no nobody nocheck nocrl node nodes noenc nomacver nonce none nonrepudiation noout nor not notafter "
    "notbefore note nothing now npm nslookup nss nt ntauth ntp ntstatus null number numbers object objects ocsp "
    "ocspsigning octet octets of ofb off offer offers office official offline offset often ok old older on once one "
    "ones online only open opened openjdk opens openssh openssl operating operational option optional options or "
    "oracle order original os other others otherwise our out output outside over overwrite own owner p p12 p7b pa "
    "package padding page pair paper parameters parse parsealgparameters parsed part partial parts pass passed "
    "passphrase passwd password passwords path paths pbe pbes2 pbkdf2 pbmac1 pdf peer pem pending people permissions "
    "pfx pgp phone picture pin pkcs pkcs12 pkcs7 pkcs8 pkcs8shroudedkeybag pkey pki pkix place placeholders plain "
    "platform plug plugged point points policies policy poly1305 pool port portal possible postconf postfix "
    "powershell preflight present pretend prime256v1 print printable printed prints private privilegewithdrawn "
    "process produced product production products profile program programdata programs prometheus prompt proof "
    "properties property protected protection protocol protocols proves provider providers proxy ps1 pss pubkey "
    "public publicsuffix pubout purpose put putty pw qc qe query question quoted r2 ra ran rar rc2 rc4 rd reach "
    "reached read readers reading reads ready really reason reasons recent recipient recognised record redacted "
    "redirects reference refuse refused refuses reg registered registry reinstall reissue reissued relation release "
    "releases reload remedy remove removed removefromcrl renegotiation renew renewal repair repeated replace replaced "
    "reply report reports req request requests require reset resolve responder responderid responders response "
    "responses rest restart restore restorecon result return revocation revoke revoked revokedcertificates rfc rhel "
    "right rights risk rm roca role root roots round rounds routines rsa rsaencryption rsassa rsassapss rtc rule "
    "ruled rules run running runs rv s safe safecontentsbag said same samples san sarif save saved say says sc "
    "schannel scope script scrypt sdf search seclevel second seconds secp224r1 secp256k1 secp256r1 secp384r1 "
    "secp521r1 secret secretbag security securityproviders sed see seen selinux send sends sent sequence serial "
    "serialized serialnumber serve served server serverauth servername servers serves service services session set "
    "setfacl sets settings several severity sfc sh sha sha1 sha1withrsaencryption sha224 sha224withrsaencryption "
    "sha256 sha256withrsaencryption sha3 sha384 sha384withrsaencryption sha512 sha512withrsaencryption shell short "
    "should show shown shows shred shrouded side sign signature signaturealgorithm signatures signed signeddata "
    "signer signing signingcertificate signtool sigrequired since site size skew skf skipped sm2 sm3 sm4 small smart "
    "smtp smtpd snapshot sni so software some somebody something source sources speak speaks specified spki split sql "
    "sqlite srckeystore srcstoretype ss ssh ssh2 ssl sslcert sslcertificatechainfile sslcertificatefile "
    "sslcertificatekeyfile sslpassphrasedialog sst stamp stamping stand standard stands staple stapled stapling start "
    "starting starts starttls stat state status stay stays stdin step steps still stop stopped storage store stored "
    "stores stream strict string stroke strong structure style subj subject subjectaltname subjectkeyidentifier "
    "subjectpublickey subjectpublickeyinfo such sudo suffix suite superseded support supported svg switch switched "
    "symmetric synchronised syntax system system32 systemctl systemd systems t table tai take taken takes target "
    "targets tcp td tell tells temp template terminal test testcase testsuite testsuites text texts than that the "
    "their them then there these they third this thisupdate those though through thumbprint thunderbird ticket time "
    "timed timedatectl timeout times timestamp timesyncd title tls tls1 tlsv1 to today together token told tomcat too "
    "tool topk8 tpm tr tracking traditional treat tried tries triple true trust trusted try trylater ts tsv twice two "
    "txt type ukey umask unable unauthorized unavailable under understood unencrypted unique unknown unpack "
    "unreachable unreadable unspecified unsupported unsynchronised until untrusted up update updates uri url urlfetch "
    "usable usage usb use used user uses usual usually utc utctime utf v1 valid validity value values var variable "
    "variables vendor verdict verification verified verifies verify verifyonly version versions very via virtual "
    "w32tm w3svc w3wp wait waits wanted wants warning was way ways weak web webpack webpki well were wevtutil what "
    "whatever when whenever where whether which while who whoever whole whose why wildcard will win32 windir window "
    "windows windowsfeature winevent winhttp with withdrawn within without words work works would write writes "
    "written wrong wrote www x25519 x448 x509 xml xmlns year years yes yet you your yours zero zip zone ";

// The same of Chinese values; they are written without blanks, so a value is a row of these.
constexpr std::string_view kChinese =
    " "
    "无 没有 空 空的 有 是 否 为空 相同 不同 不一致 相配 不符 相符 完整 损坏 已损坏 加密 未加密 "
    "已加密 未打开 打开 错误 警告 未知 未判断 已注册 未注册 不存在 存在 缺少 缺失 已吊销 未吊销 有效 "
    "无效 过期 已过期 未过期 同步 未同步 已同步 正在运行 已停止 停止 已禁用 禁用 等待 待重启 直连 "
    "受信任 不受信任 信任 支持 不支持 可读 不可读 必须 可选 所有人 个 张 项 次 轮 位 字节 天 秒 "
    "毫秒 分钟 小时 年 月 日 条 份 第 中 的 和 与 或 及 更晚 更早 至少 至多 不超过 以上 以下 "
    "证书 私钥 公钥 密钥 密码 签名 文件 目录 包 根证书 中间证书 证书链 证书请求 请求 扩展 算法 编码 "
    "内容 部分 迭代 完整性校验 权限 属主 账号 名称 域名 主机名 地址 服务器 时钟 时间 时区 当地时间 "
    "本机 计算机 用户 代理 缓存 签发 颁发者 序列号 指纹 哈希 版本 类型 结构 格式 不含 含 不是 不在 "
    "就是 由 设定 正确 失败 成功 通过 拒绝 允许 ";

constexpr std::ptrdiff_t kLongestNumber = 9;  // digits; more may be a telephone number or an identity card
constexpr std::size_t kLongestPart = 4;       // of `AES-256-CBC`

bool is_listed(std::string_view all, std::string_view word) {
  return all.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_foreign(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// A row of listed words, the longest first.
bool is_plain_chinese(std::string_view run) {
  while (!run.empty()) {
    std::size_t taken = std::min<std::size_t>(run.size(), 24);
    while (taken > 0 && !is_listed(kChinese, run.substr(0, taken))) --taken;
    if (taken == 0) return false;
    run.remove_prefix(taken);
  }
  return true;
}

std::ptrdiff_t count(std::string_view s, bool (*is)(char)) {
  return std::count_if(s.begin(), s.end(), is);
}

// 2026-11-28, 2026-11-28T12:00:00Z
bool is_date(std::string_view s) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:ddZ";
  if (s.size() != kForm.size() && s.size() != kForm.find('T')) return false;
  return std::equal(s.begin(), s.end(), kForm.begin(),
                    [](char c, char form) { return form == 'd' ? text::is_digit(c) : c == form; });
}

// 2,048; 3.0.22; 12:30; -5. Three dots are an address.
bool is_number(std::string_view s) {
  if (s.starts_with('-') || s.starts_with('+')) s.remove_prefix(1);
  if (s.ends_with('%')) s.remove_suffix(1);
  const auto belongs = [](char c) { return text::is_digit(c) || c == ',' || c == '.' || c == ':'; };
  return !s.empty() && text::is_digit(s.front()) && text::is_digit(s.back()) && count(s, belongs) == std::ssize(s) &&
         std::count(s.begin(), s.end(), '.') < 3 && std::count(s.begin(), s.end(), ':') < 3 &&
         count(s, text::is_digit) <= kLongestNumber;
}

bool is_word_of_ours(std::string_view s) {
  return !s.empty() && count(s, text::is_word) == std::ssize(s) && is_listed(kWords, text::lower(s));
}

// AES-256-CBC, root:root: at least one word in it, else it might be a telephone number.
bool is_compound(std::string_view s) {
  bool word = false;
  while (true) {
    const std::size_t end = std::min(s.find_first_of("-:"), s.size());
    const std::string_view part = s.substr(0, end);
    const bool digits = !part.empty() && count(part, text::is_digit) == std::ssize(part) && end <= kLongestPart;
    if (!digits && !is_word_of_ours(part)) return false;
    word = word || !digits;
    if (end == s.size()) return word;
    s.remove_prefix(end + 1);
  }
}

bool is_plain_chunk(std::string_view s) {
  constexpr std::string_view kSigns = "[],;:.!?\"";
  while (!s.empty() && kSigns.find(s.front()) != std::string_view::npos) s.remove_prefix(1);
  while (!s.empty() && kSigns.find(s.back()) != std::string_view::npos) s.remove_suffix(1);
  return s.empty() || is_date(s) || is_number(s) || is_compound(s);
}

// `6.1.3 (a)(2)`
bool separates(char c) {
  return text::is_space(c) || c == '(' || c == ')';
}

// A piece without blanks in which Latin and other letters may follow each other: `第 2 张`, `2张`.
bool is_plain_piece(std::string_view s) {
  while (!s.empty()) {
    const bool foreign = is_foreign(s.front());
    const auto* const end = std::find_if(s.begin(), s.end(), [&](char c) { return is_foreign(c) != foreign; });
    const auto length = static_cast<std::size_t>(end - s.begin());
    if (!(foreign ? is_plain_chinese(s.substr(0, length)) : is_plain_chunk(s.substr(0, length)))) return false;
    s.remove_prefix(length);
  }
  return true;
}

}  // namespace

bool is_plain(std::string_view value) {
  while (!value.empty()) {
    const auto* const end = std::find_if(value.begin(), value.end(), separates);
    const auto length = static_cast<std::size_t>(end - value.begin());
    if (!is_plain_piece(value.substr(0, length))) return false;
    value.remove_prefix(std::min(length + 1, value.size()));
  }
  return true;
}

bool is_everyday(std::string_view value) {
  constexpr std::ptrdiff_t kFigure = 4;
  const bool capitals = std::any_of(value.begin(), value.end(), [](char c) { return c != text::lower(c); });
  const bool several = std::any_of(value.begin(), value.end(), text::is_space);
  const bool digits = count(value, text::is_digit) == std::ssize(value) && std::ssize(value) >= kFigure;
  return is_plain(value) && !digits && !(capitals && several);
}

}  // namespace certdoc
