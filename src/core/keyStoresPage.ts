/** Where VS Code says what helps when the system's key store does not do its work, on Linux above all. */
export const keyStoresPage =
  "https://code.visualstudio.com/docs/editor/settings-sync#_troubleshooting-keychain-issues";
