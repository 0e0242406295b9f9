import * as vscode from "vscode";

import { type ThemeKind, themeNames } from "../../core/colours/activeThemeName";
import { customRules, partForTheme, readRules } from "../../core/colours/themeCustomizations";
import { type ThemeRule, ThemeRules } from "../../core/colours/themeRules";
import { isObject } from "../../core/shape";
import { contributionsTo, fileOf } from "./contributions";
import { type ReadList, readTheme } from "./themeFile";

/** How code looks in the theme in force. */
export interface ActiveTheme {
  readonly rules: ThemeRules;
  /** The colours that pairs of brackets take in turn. */
  readonly brackets: readonly string[];
}

/** A theme that nothing is known of: all code looks the same. */
export const plainTheme: ActiveTheme = { rules: new ThemeRules([]), brackets: [] };

/** Reads the theme in force with the person's own changes to it; undefined when it cannot be found here. */
export async function readActiveTheme(readList: ReadList): Promise<ActiveTheme | undefined> {
  const kind = activeKind();
  const themes = contributionsTo("themes").filter(({ says }) => (says["uiTheme"] ?? "vs-dark") === kind);
  const setting = (name: string): unknown => vscode.workspace.getConfiguration().get<unknown>(name);
  const names = themeNames(
    {
      colorTheme: String(setting("workbench.colorTheme")),
      followsSystem: setting("window.autoDetectColorScheme") === true,
      followsHighContrast: setting("window.autoDetectHighContrast") === true,
      preferred: {
        vs: String(setting("workbench.preferredLightColorTheme")),
        "vs-dark": String(setting("workbench.preferredDarkColorTheme")),
        "hc-black": String(setting("workbench.preferredHighContrastColorTheme")),
        "hc-light": String(setting("workbench.preferredHighContrastLightColorTheme")),
      },
    },
    kind,
  );
  for (const name of names) {
    const theme = themes.find(({ says }) => (says["id"] ?? says["label"]) === name);
    const path = theme?.says["path"];
    if (theme !== undefined && typeof path === "string") {
      const { rules, colours } = await readTheme(fileOf(theme, path), readList);
      const customized = setting("editor.tokenColorCustomizations");
      const own = [...readRules(rules), ...customRules(customized, name)];
      const isSaid = own.some(({ scope }) => scope === "token.info-token");
      return {
        rules: new ThemeRules([...own, ...(isSaid ? [] : logRules[kind])]),
        brackets: bracketColours(colours, setting("workbench.colorCustomizations"), name),
      };
    }
  }
  return undefined;
}

/** Settings that the look of code depends on. */
export const themeSettings: readonly string[] = [
  "workbench.colorTheme",
  "workbench.preferredLightColorTheme",
  "workbench.preferredDarkColorTheme",
  "workbench.preferredHighContrastColorTheme",
  "workbench.preferredHighContrastLightColorTheme",
  "workbench.colorCustomizations",
  "window.autoDetectColorScheme",
  "window.autoDetectHighContrast",
  "editor.tokenColorCustomizations",
];

function activeKind(): ThemeKind {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return "vs";
    case vscode.ColorThemeKind.Dark:
      return "vs-dark";
    case vscode.ColorThemeKind.HighContrast:
      return "hc-black";
    case vscode.ColorThemeKind.HighContrastLight:
      return "hc-light";
  }
}

/** The colours of brackets that can be seen: the editor leaves those out that are transparent. */
function bracketColours(
  theme: ReadonlyMap<string, string>,
  customized: unknown,
  name: string,
): readonly string[] {
  const own = { ...(isObject(customized) ? customized : {}), ...partForTheme(customized, name) };
  return [1, 2, 3, 4, 5, 6].flatMap((number) => {
    const id = `editorBracketHighlight.foreground${number}`;
    const said = own[id] === "default" ? undefined : (own[id] ?? theme.get(id));
    const isTransparent =
      typeof said === "string" && said !== "default" ? /^#(?:...0|.{6}00)$/.test(said) : number > 3;
    return isTransparent ? [] : [`var(--vscode-${id.replace(".", "-")})`];
  });
}

/** Colours of lines of a log, which every theme has that does not say its own. */
function levels(info: string, warning: string, error: string, debug: string): readonly ThemeRule[] {
  return [
    { scope: "token.info-token", foreground: info },
    { scope: "token.warn-token", foreground: warning },
    { scope: "token.error-token", foreground: error },
    { scope: "token.debug-token", foreground: debug },
  ];
}

const logRules: Readonly<Record<ThemeKind, readonly ThemeRule[]>> = {
  vs: levels("#316bcd", "#cd9731", "#cd3131", "#800080"),
  "vs-dark": levels("#6796e6", "#cd9731", "#f44747", "#b267e6"),
  "hc-black": levels("#6796e6", "#008000", "#FF0000", "#b267e6"),
  "hc-light": levels("#316bcd", "#cd9731", "#cd3131", "#800080"),
};
