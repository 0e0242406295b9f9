/** What a surrounding editor or npm run leaves behind that would change how a VS Code or its server starts. */
const leaking = /^(VSCODE_(?!EXECUTABLE)|ELECTRON_|NODE_OPTIONS$|NODE_ENV$|npm_|INIT_CWD$|BROWSER$)/;
const secret = /^ANTHROPIC_/;

/** This process's environment for a VS Code: without another editor's traces, and with no proxy before loopback. */
export function editorEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !leaking.test(name));
  const direct = [process.env["NO_PROXY"] ?? process.env["no_proxy"], "127.0.0.1", "localhost"]
    .filter((hosts) => hosts !== undefined && hosts !== "")
    .join(",");
  return { ...Object.fromEntries(own), NO_PROXY: direct, no_proxy: direct, ...extra };
}

/**
 * The same for tests, which must be alike on every machine: without the person's own API settings, and with a server
 * that looks for no extension gallery.
 */
export function testEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const clean = Object.entries(editorEnvironment()).filter(([name]) => !secret.test(name));
  return { ...Object.fromEntries(clean), EXTENSIONS_GALLERY: "{}", ...extra };
}
