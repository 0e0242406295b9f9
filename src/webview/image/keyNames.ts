/**
 * How the system writes a key pressed together with Ctrl, or with Command on a Mac, as VS Code has it in its tooltips.
 * @param onMac as it is written after ⌘, with the signs of other keys before it
 */
export function commandKeyName(key: string, onMac: `⌘${string}` | `⇧⌘${string}`): string {
  return navigator.userAgent.includes("Mac") ? onMac : `Ctrl+${key}`;
}
