import assert from "node:assert/strict";

import { noCaptureText } from "../../../src/core/captureText";
import { captureEnvironment, captureSystem, captureTools } from "../../../src/core/captureTools";

const l10n = {
  t: (message: string, ...args: string[]) =>
    message.replaceAll(/\{(\d)\}/g, (_, index) => args[Number(index)] ?? ""),
};

const wayland = { WAYLAND_DISPLAY: "wayland-0", DISPLAY: ":0", XDG_SESSION_TYPE: "wayland" };
const x11 = { DISPLAY: ":0", XDG_SESSION_TYPE: "x11" };

describe("which tools take a screenshot", () => {
  const cases: readonly [string, string, Readonly<Record<string, string>>, readonly string[]][] = [
    ["macOS", "darwin", {}, ["screencapture"]],
    ["Windows", "win32", {}, ["snipping"]],
    ["Wayland", "linux", wayland, ["portal", "gnome-screenshot", "spectacle", "grim"]],
    [
      "Wayland without XWayland",
      "linux",
      { WAYLAND_DISPLAY: "wayland-1" },
      ["portal", "gnome-screenshot", "spectacle", "grim"],
    ],
    ["X11", "linux", x11, ["portal", "gnome-screenshot", "spectacle", "import"]],
    [
      "X11 that names no type",
      "freebsd",
      { DISPLAY: ":1" },
      ["portal", "gnome-screenshot", "spectacle", "import"],
    ],
    ["no screen", "linux", { XDG_SESSION_TYPE: "tty", DISPLAY: "" }, []],
  ];
  for (const [name, platform, environment, tools] of cases) {
    it(name, () => assert.deepEqual(captureTools(captureSystem(platform, environment)), tools));
  }
});

describe("what helps where no tool took a screenshot", () => {
  const cases: readonly [string, string, Readonly<Record<string, string>>, string, RegExp][] = [
    ["macOS", "darwin", {}, "", /record the screen.*⌃⇧⌘4/],
    ["Windows", "win32", {}, "", /Windows\+Shift\+S.*Ctrl\+V/],
    ["GNOME", "linux", wayland, "ubuntu:GNOME", /Install gnome-screenshot .*Ctrl\+V/],
    ["KDE", "linux", x11, "KDE", /Install spectacle /],
    ["another under Wayland", "linux", wayland, "sway", /Install grim \+ slurp /],
    ["another under X11", "linux", x11, "XFCE", /Install ImageMagick /],
    ["no screen", "linux", {}, "", /no screen here.*paste/],
  ];
  for (const [name, platform, environment, desktop, expected] of cases) {
    it(name, () =>
      assert.match(noCaptureText(captureSystem(platform, environment), desktop, l10n), expected),
    );
  }
});

describe("the environment of a tool that takes a screenshot", () => {
  it("has what shows it the screen, and no secrets", () => {
    const kept = { PATH: "/bin", DISPLAY: ":0", XAUTHORITY: "/x", DBUS_SESSION_BUS_ADDRESS: "unix:path=/b" };
    const left = {
      ANTHROPIC_API_KEY: "sk-ant-test-1",
      ANTHROPIC_BASE_URL: "https://a.example",
      GH_TOKEN: "t",
      MY_PASSWORD: "p",
      SERVICE_API_KEY: "k",
      AWS_ACCESS_KEY_ID: "a",
      ELECTRON_RUN_AS_NODE: "1",
      VSCODE_IPC_HOOK: "/h",
      NODE_OPTIONS: "--inspect",
    };
    assert.deepEqual(captureEnvironment({ ...kept, ...left, EMPTY: undefined }), kept);
  });
});
