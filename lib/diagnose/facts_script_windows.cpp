// The script for Windows PowerShell 2.0 to 5.1, and later ones. Only Get- and Test- commands, certutil, netsh, w32tm
// and whoami with what only shows; a test holds it to that. Texts that Windows prints are in its language, so they are
// told by their form: certutil's `Unique container name: X` by its value.
#include <array>

#include "diagnose/facts_script.hpp"

namespace certdoc::facts_script_parts {
namespace {

constexpr std::string_view kBegin = R"PS({HEAD}
param([string]$Out = 'certdoc-facts.txt', [string]$Window = 'unsaid')
$ErrorActionPreference = 'SilentlyContinue'
$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Out)
if (Test-Path -LiteralPath $path) { Write-Output ('{EXISTS}: ' + $path); exit 1 }
if ([System.IntPtr]::Size -eq 4 -and (Test-Path -LiteralPath ($env:SystemRoot + '\SysWOW64'))) { Write-Output '{BITS}'; exit 1 }
$facts = New-Object System.Collections.ArrayList
$culture = [System.Globalization.CultureInfo]::InvariantCulture
$wanted = @([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('{THUMBPRINTS}')) -split "`n")
$urls = @([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('{URLS}')) -split "`n")

function Get-Clean([string]$text) {
  $clean = $text -replace '[\x00-\x1f\x7f]', ' '
  $clean = $clean -replace 'S-1-5-21-\d+-\d+-\d+', 'S-1-5-21-0-0-0'
  if ($clean.Length -gt 4000) { $clean = $clean.Substring(0, 4000) }
  return $clean.Trim()
}
function Add-Fact([string]$id, $pairs) {
  $line = $id
  for ($n = 0; $n -lt ($pairs.Count - 1); $n += 2) {
    $line = $line + "`t" + $pairs[$n] + '=' + (Get-Clean ([string]$pairs[$n + 1]))
  }
  [void]$facts.Add($line)
}
function Get-YesNo($value) {
  if ($value) { return 'yes' }
  return 'no'
}
function Get-Listed($list) {
  if (@($list).Count -gt 0) { return 'listed' }
  return 'failed'
}
function Get-Instances([string]$class, [string]$space) {
  if (Get-Command Get-CimInstance) { return Get-CimInstance -ClassName $class -Namespace $space }
  return Get-WmiObject -Class $class -Namespace $space
}
function Get-Utc($time) {
  return $time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss', $culture) + 'Z'
}
function Get-Masked([string]$text) {
  return $text -replace '^.*@', '***@'
}

Add-Fact 'script' @('platform', 'windows', 'written', '{WRITTEN}', 'collected', (Get-Utc ([System.DateTime]::UtcNow)), 'lang', '{LANG}')
)PS";

constexpr std::string_view kSystem = R"PS(
$os = Get-Instances 'Win32_OperatingSystem' 'root\cimv2'
$fixes = @(Get-Instances 'Win32_QuickFixEngineering' 'root\cimv2')
$sha2 = 'unsaid'
if ($fixes.Count -gt 0) { $sha2 = Get-YesNo (@($fixes | Where-Object { $_.HotFixID -match '^KB(938397|968730)$' }).Count -gt 0) }
Add-Fact 'system' @('version', $os.Version, 'build', $os.BuildNumber, 'type', $os.ProductType, 'name', $os.Caption, 'bits', $os.OSArchitecture, 'sha2-update', $sha2, 'powershell', $PSVersionTable.PSVersion, 'process-bits', ([System.IntPtr]::Size * 8))
)PS";

// https://learn.microsoft.com/en-us/windows-server/networking/windows-time-service/windows-time-service-tools-and-settings
constexpr std::string_view kClock = R"PS(
$timeType = (Get-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Services\W32Time\Parameters').Type
$timeSource = (w32tm.exe /query /source) -join ' '
$sourceKind = 'other'
if ($timeSource -match 'Local CMOS Clock|Free-running System Clock') { $sourceKind = 'local' }
if ($timeSource -match '0x8\w{7}') { $sourceKind = $matches[0] }
$kept = 'unknown'
if ($timeType -eq 'NoSync' -or $sourceKind -eq 'local') { $kept = 'no' }
$zone = [System.TimeZone]::CurrentTimeZone
Add-Fact 'clock' @('utc-offset', $zone.GetUtcOffset([System.DateTime]::Now).TotalMinutes, 'zone', $zone.StandardName, 'synchronised', $kept, 'source', $sourceKind)
)PS";

// https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/whoami
constexpr std::string_view kRights = R"PS(
$groups = (whoami.exe /groups /fo csv /nh) -join ' '
$level = ''
if ($groups -match 'S-1-16-\d+') { $level = $matches[0] }
$principal = New-Object System.Security.Principal.WindowsPrincipal([System.Security.Principal.WindowsIdentity]::GetCurrent())
$elevated = $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
$said = 'unsaid'
if ($Window -eq 'same') { $said = 'same' }
Add-Fact 'rights' @('elevated', (Get-YesNo $elevated), 'administrator', (Get-YesNo ($groups -match 'S-1-5-32-544\b')), 'level', $level, 'window', $said)
)PS";

// https://learn.microsoft.com/en-us/windows/win32/cimwin32prov/win32-service
constexpr std::string_view kServices = R"PS(
$services = @(Get-Instances 'Win32_Service' 'root\cimv2')
Add-Fact 'services' @('state', (Get-Listed $services), 'count', $services.Count)
foreach ($name in 'CryptSvc', 'W3SVC', 'IISADMIN', 'CertSvc', 'SCardSvr', 'KeyIso', 'W32Time') {
  $service = $services | Where-Object { $_.Name -eq $name } | Select-Object -First 1
  if ($service) { Add-Fact 'service' @('name', $name, 'exists', 'yes', 'state', $service.State, 'start', $service.StartMode) }
  elseif ($services.Count -gt 0) { Add-Fact 'service' @('name', $name, 'exists', 'no') }
}
)PS";

// certutil -store prints `Key Container = X`, `Unique container name: X` and `Provider = X`; -silent asks for no PIN:
// https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/certutil
// https://learn.microsoft.com/en-us/windows/win32/seccng/key-storage-and-retrieval names the folders.
constexpr std::string_view kStores = R"PS(
$sha1 = [System.Security.Cryptography.SHA1]::Create()
$data = [System.Environment]::GetFolderPath('CommonApplicationData')
function Add-Key([string]$where, [string]$thumb) {
  if ($thumb -notmatch '^[0-9A-F]{40}$') { return }
  if ($where -eq 'CurrentUser') { $text = @(certutil.exe -silent -user -store My $thumb) }
  else { $text = @(certutil.exe -silent -store My $thumb) }
  $unique = ''
  $values = @()
  $failure = ''
  foreach ($line in $text) {
    if ($line -match ':\s*([0-9a-f]{32}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$') { $unique = $matches[1] }
    elseif ($line -match '^\s+[^=]+ = (.+?)\s*$') { $values += $matches[1] }
    elseif ($line -match '0x8009[0-9a-fA-F]{4}') { $failure = $matches[0].ToLower() }
  }
  $container = ''
  $provider = ''
  if ($values.Count -gt 0) { $container = $values[0]; $provider = $values[-1] }
  $file = 'no'
  $sddl = ''
  if ($unique) {
    foreach ($folder in 'RSA\MachineKeys', 'Keys', 'SystemKeys') {
      $candidate = $data + '\Microsoft\Crypto\' + $folder + '\' + $unique
      if (Test-Path -LiteralPath $candidate) { $file = 'yes'; $sddl = (Get-Acl -Path $candidate).Sddl }
    }
  }
  $missing = Get-YesNo (($text -join ' ') -match 'Missing stored keyset')
  Add-Fact 'key' @('where', $where, 'thumb', $thumb, 'container', $container, 'unique', $unique, 'provider', $provider, 'file', $file, 'missing', $missing, 'error', $failure, 'sddl', $sddl)
}
foreach ($where in 'LocalMachine', 'CurrentUser') {
  foreach ($name in 'My', 'WebHosting', 'REQUEST', 'CA', 'Root') {
    $store = 'Cert:\' + $where + '\' + $name
    if (-not (Test-Path -LiteralPath $store)) {
      Add-Fact 'store' @('where', $where, 'store', $name, 'state', 'absent')
      continue
    }
    $trouble = $null
    $list = @(Get-ChildItem -LiteralPath $store -ErrorVariable trouble)
    $state = 'listed'
    if ($trouble) { $state = 'failed' }
    if ($list.Count -gt 400) { $state = 'cut' }
    Add-Fact 'store' @('where', $where, 'store', $name, 'state', $state, 'count', $list.Count)
    foreach ($certificate in ($list | Select-Object -First 400)) {
      $thumb = [string]$certificate.Thumbprint
      if ($name -eq 'CA' -or $name -eq 'Root') {
        Add-Fact 'certificate' @('where', $where, 'store', $name, 'thumb', $thumb)
        continue
      }
      $spk = [System.BitConverter]::ToString($sha1.ComputeHash($certificate.GetPublicKey())) -replace '-', ''
      Add-Fact 'certificate' @('where', $where, 'store', $name, 'thumb', $thumb, 'key', (Get-YesNo $certificate.HasPrivateKey), 'spk', $spk)
      if ($name -eq 'My' -and $certificate.HasPrivateKey -and ($wanted -contains $thumb)) { Add-Key $where $thumb }
    }
  }
}
)PS";

constexpr std::string_view kAcls = R"PS(
function Add-Acl([string]$what, [string]$object) {
  if (-not (Test-Path -LiteralPath $object)) {
    Add-Fact 'acl' @('what', $what, 'state', 'absent')
    return
  }
  Add-Fact 'acl' @('what', $what, 'state', 'there', 'sddl', (Get-Acl -Path $object).Sddl)
}
$crypto = [System.Environment]::GetFolderPath('CommonApplicationData') + '\Microsoft\Crypto\'
Add-Acl 'machine-keys' ($crypto + 'RSA\MachineKeys')
Add-Acl 'cng-keys' ($crypto + 'Keys')
Add-Acl 'crypto-registry' 'HKLM:\SOFTWARE\Microsoft\Cryptography'
)PS";

// CSPs: https://learn.microsoft.com/en-us/windows/win32/seccrypto/cryptographic-service-providers; a provider that does
// not load stands in certutil's list with its error.
constexpr std::string_view kProviders = R"PS(
function Test-Image([string]$image) {
  if ($image -eq '') { return 'unsaid' }
  $file = [System.Environment]::ExpandEnvironmentVariables($image)
  if (-not [System.IO.Path]::IsPathRooted($file)) { $file = [System.Environment]::SystemDirectory + '\' + $file }
  return (Get-YesNo (Test-Path -LiteralPath $file))
}
$csps = @(Get-ChildItem -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Cryptography\Defaults\Provider')
$ksps = @(Get-ChildItem -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Control\Cryptography\Providers')
$shown = @(certutil.exe -silent -csplist)
Add-Fact 'providers' @('state', (Get-Listed $csps), 'count', ($csps.Count + $ksps.Count), 'csplist', (Get-YesNo ($shown.Count -gt 10)))
$names = @()
foreach ($key in $csps) {
  $names += $key.PSChildName
  Add-Fact 'provider' @('kind', 'csp', 'name', $key.PSChildName, 'type', $key.GetValue('Type'), 'image', (Test-Image ([string]$key.GetValue('Image Path'))))
}
foreach ($key in $ksps) {
  $names += $key.PSChildName
  Add-Fact 'provider' @('kind', 'ksp', 'name', $key.PSChildName)
}
$current = ''
foreach ($line in $shown) {
  $value = ($line -replace '^[^:]*:\s*', '').Trim()
  if ($names -contains $value) { $current = $value }
  elseif ($current -ne '' -and $line -match '0x8009[0-9a-fA-F]{4}') {
    Add-Fact 'provider-error' @('name', $current, 'code', $matches[0].ToLower())
    $current = ''
  }
}
)PS";

// Class ids of CertEnroll.h in the Windows SDK.
constexpr std::string_view kCom = R"PS(
function Add-Class([string]$name, [string]$id) {
  foreach ($view in 'CLSID', 'WOW6432Node\CLSID') {
    if (-not (Test-Path -LiteralPath ('Registry::HKEY_CLASSES_ROOT\' + $view))) { continue }
    $server = Get-Item -LiteralPath ('Registry::HKEY_CLASSES_ROOT\' + $view + '\' + $id + '\InprocServer32')
    $file = 'unsaid'
    if ($server) { $file = Get-YesNo (Test-Path -LiteralPath ([System.Environment]::ExpandEnvironmentVariables([string]$server.GetValue('')))) }
    Add-Fact 'com' @('name', $name, 'clsid', $id, 'view', $view, 'registered', (Get-YesNo $server), 'file', $file)
  }
}
Add-Class 'CX509PrivateKey' '{884e200c-217d-11da-b2a4-000e7bbb2b09}'
Add-Class 'CX509CertificateRequestPkcs10' '{884e2042-217d-11da-b2a4-000e7bbb2b09}'
Add-Class 'CX509Enrollment' '{884e2046-217d-11da-b2a4-000e7bbb2b09}'
Add-Class 'CX509EnrollmentWebClassFactory' '{884e2049-217d-11da-b2a4-000e7bbb2b09}'
)PS";

// Only clients of Windows have this name space.
constexpr std::string_view kProducts = R"PS(
$products = @(Get-Instances 'AntiVirusProduct' 'root\SecurityCenter2')
Add-Fact 'products' @('state', (Get-Listed $products), 'count', $products.Count)
foreach ($product in $products) { Add-Fact 'product' @('name', $product.displayName) }
)PS";

// https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.diagnostics/get-winevent
constexpr std::string_view kEvents = R"PS(
function Add-Events([string]$log, $filter) {
  foreach ($entry in @(Get-WinEvent -FilterHashtable $filter -MaxEvents 20)) {
    $code = ''
    if ($log -eq 'capi2') { if ($entry.ToXml() -match 'Result value="([0-9A-Fa-f]{8})"') { $code = '0x' + $matches[1] } }
    elseif ([string]$entry.Message -match '0x[0-9A-Fa-f]{8}') { $code = $matches[0] }
    Add-Fact 'event' @('log', $log, 'number', $entry.Id, 'time', (Get-Utc $entry.TimeCreated), 'code', $code)
  }
}
Add-Events 'schannel' @{ LogName = 'System'; ProviderName = 'Schannel'; Level = 2 }
Add-Events 'capi2' @{ LogName = 'Microsoft-Windows-CAPI2/Operational'; Level = 2 }
Add-Events 'defender' @{ LogName = 'Microsoft-Windows-Windows Defender/Operational'; Id = 1116, 1117, 1121, 1123 }
Add-Events 'dcom' @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-DistributedCOM'; Id = 10016 }
)PS";

// `    Proxy Server(s) :  proxy.example.com:8080`; the words are in the language of Windows.
constexpr std::string_view kProxy = R"PS(
$shownProxy = @(netsh.exe winhttp show proxy)
$proxy = ''
foreach ($line in $shownProxy) {
  if ($proxy -eq '' -and $line -match ':\s+(\S+:\d+\S*)\s*$') { $proxy = Get-Masked $matches[1] }
}
$readProxy = 'failed'
if ($shownProxy.Count -gt 1) { $readProxy = 'read' }
Add-Fact 'winhttp' @('state', $readProxy, 'proxy', $proxy)
$internet = Get-ItemProperty -LiteralPath 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings'
Add-Fact 'user-proxy' @('enabled', $internet.ProxyEnable, 'proxy', (Get-Masked ([string]$internet.ProxyServer)), 'script', (Get-YesNo $internet.AutoConfigURL))
)PS";

constexpr std::string_view kCache = R"PS(
$cached = @(certutil.exe -urlcache crl)
foreach ($url in $urls) {
  if ($url -eq '') { continue }
  $there = @($cached | Where-Object { $_.Trim() -eq $url }).Count -gt 0
  Add-Fact 'crl-cache' @('url', $url, 'listed', (Get-YesNo ($cached.Count -gt 1)), 'cached', (Get-YesNo $there))
}
)PS";

constexpr std::string_view kReboot = R"PS(
$pending = (Test-Path -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending') -or (Test-Path -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired')
Add-Fact 'reboot' @('pending', (Get-YesNo $pending))
)PS";

// Classes:
// https://learn.microsoft.com/en-us/windows-hardware/drivers/install/system-defined-device-setup-classes-available-to-vendors
constexpr std::string_view kDevices = R"PS(
$devices = @(Get-Instances 'Win32_PnPEntity' 'root\cimv2')
Add-Fact 'devices' @('state', (Get-Listed $devices), 'count', $devices.Count)
foreach ($device in $devices) {
  $kind = ''
  if ($device.ClassGuid -eq '{50dd5230-ba8a-11d1-bf5d-0000f805f530}') { $kind = 'smart-card-reader' }
  elseif ($device.ClassGuid -eq '{990a2bd7-e738-46c7-b26f-1cf8fb9f1391}') { $kind = 'smart-card' }
  elseif ($device.ConfigManagerErrorCode -gt 0 -and $device.DeviceID -match '^(USB|USBSTOR|HID)\\') { $kind = 'usb' }
  if ($kind -ne '') { Add-Fact 'device' @('class', $kind, 'error', $device.ConfigManagerErrorCode, 'name', $device.Name) }
}
)PS";

constexpr std::string_view kTpm = R"PS(
if (Get-Command Get-Tpm) {
  $tpm = Get-Tpm
  Add-Fact 'tpm' @('present', $tpm.TpmPresent, 'ready', $tpm.TpmReady, 'locked', $tpm.LockedOut)
}
)PS";

// Windows PowerShell writes UTF-16 unless it is told otherwise.
constexpr std::string_view kEnd = R"PS(
Add-Fact 'end' @('facts', $facts.Count)
$text = 'certdoc-facts 1' + "`n" + ($facts -join "`n") + "`n"
[System.IO.File]::WriteAllText($path, $text, (New-Object System.Text.UTF8Encoding($false)))
Write-Output ('{DONE} ' + $path)
)PS";

constexpr std::array<Section, 15> kSections{{{"system", kSystem},
                                             {"clock", kClock},
                                             {"rights", kRights},
                                             {"services service", kServices},
                                             {"store certificate key", kStores},
                                             {"acl", kAcls},
                                             {"providers provider provider-error", kProviders},
                                             {"com", kCom},
                                             {"products product", kProducts},
                                             {"event", kEvents},
                                             {"winhttp user-proxy", kProxy},
                                             {"crl-cache", kCache},
                                             {"reboot", kReboot},
                                             {"devices device", kDevices},
                                             {"tpm", kTpm}}};

}  // namespace

Script windows() {
  return {kBegin, kEnd, kSections};
}

}  // namespace certdoc::facts_script_parts
