/** What the script ends with when the person closed the Snipping Tool without a picture. */
export const snipCancelled = 2;

/**
 * For Windows PowerShell. Opens the Snipping Tool's overlay and waits up to two minutes for what it puts on the clipboard;
 * writes that as PNG where ASK_CLAUDE_SCREENSHOT says. Ends with 0 then, with `snipCancelled` when the overlay was in
 * front and went away without a picture, and with 3 when nothing came of it.
 *
 * The text holds no double quotes, whose way through a command line nobody knows for sure: `~` stands for them.
 */
export const snippingScript = `
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
$code = @'
using System;
using System.Runtime.InteropServices;
public static class AskClaudeScreen {
  [DllImport(~user32.dll~)] public static extern uint GetClipboardSequenceNumber();
  [DllImport(~user32.dll~)] public static extern IntPtr GetForegroundWindow();
  [DllImport(~user32.dll~)] public static extern uint GetWindowThreadProcessId(IntPtr window, out uint process);
}
'@
Add-Type -TypeDefinition $code.Replace('~', [string][char]34)
function Test-Overlay {
  $process = [uint32]0
  [void][AskClaudeScreen]::GetWindowThreadProcessId([AskClaudeScreen]::GetForegroundWindow(), [ref]$process)
  $name = (Get-Process -Id $process -ErrorAction SilentlyContinue).ProcessName
  return @('SnippingTool', 'ScreenClippingHost', 'ScreenSketch') -contains $name
}
$before = [AskClaudeScreen]::GetClipboardSequenceNumber()
Start-Process 'ms-screenclip:'
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$wasOpen = $false
$goneAt = -1
while ($clock.Elapsed.TotalSeconds -lt 120) {
  Start-Sleep -Milliseconds 150
  if ([AskClaudeScreen]::GetClipboardSequenceNumber() -ne $before) {
    $picture = $null
    try { $picture = [System.Windows.Forms.Clipboard]::GetImage() } catch { continue }
    if ($null -ne $picture) {
      $picture.Save($env:ASK_CLAUDE_SCREENSHOT, [System.Drawing.Imaging.ImageFormat]::Png)
      exit 0
    }
  }
  if (Test-Overlay) {
    $wasOpen = $true
    $goneAt = -1
  } elseif ($wasOpen) {
    if ($goneAt -lt 0) { $goneAt = $clock.Elapsed.TotalSeconds }
    if ($clock.Elapsed.TotalSeconds - $goneAt -gt 2) { exit ${snipCancelled} }
  }
}
exit 3
`;
