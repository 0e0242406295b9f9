import * as vscode from "vscode";

import { type ThemeKind, themeKinds, themeNames } from "../../core/colours/activeThemeName";
import { customRules, partForTheme, readRules } from "../../core/colours/themeCustomizations";
import { type ThemeRule, ThemeRules } from "../../core/colours/themeRules";
import { isObject } from "../../core/shape";
import { contributionsTo, fileOf } from "./contributions";
import { type ReadList, readTheme } from "./themeFile";

/** How code looks in the theme in force. */
export interface ActiveTheme {
  /** As the settings name it; "" for no theme. */
  readonly name: string;
  readonly rules: ThemeRules;
  /** The colours that pairs of brackets take in turn. */
  readonly brackets: readonly string[];
}

/** A theme that nothing is known of: all code looks the same. */
export const plainTheme: ActiveTheme = { name: "", rules: new ThemeRules([]), brackets: [] };

/**
 * Reads the theme in force with the person's own changes to it. While it cannot be found, that is the last one: what
 * tells of a change comes piece by piece, and code is not to flash. Only a page that is shown in a theme nobody
 * contributes makes code plain: the last one's colours might not be readable on it.
 * @param shown the id of the theme that pages are shown in, if one said it; settings are a guess
 */
export async function readActiveTheme(
  readList: ReadList,
  shown: string | undefined,
  last: ActiveTheme,
): Promise<ActiveTheme> {
  const found = foundTheme(shown);
  if (found === undefined) {
    return shown === undefined || shown === last.name ? last : plainTheme;
  }
  const { name, file, kind } = found;
  const { rules, colours } = await readTheme(file, readList);
  const own = [...readRules(rules), ...customRules(setting("editor.tokenColorCustomizations"), name)];
  const isSaid = own.some(({ scope }) => scope === "token.info-token");
  return {
    name,
    rules: new ThemeRules([...own, ...(isSaid ? [] : logRules[kind])]),
    brackets: bracketColours(colours, setting("workbench.colorCustomizations"), name),
  };
}

interface FoundTheme {
  readonly name: string;
  readonly file: vscode.Uri;
  readonly kind: ThemeKind;
}

function foundTheme(shown: string | undefined): FoundTheme | undefined {
  const themes = contributionsTo("themes").flatMap((theme): readonly FoundTheme[] => {
    const { id, label, path, uiTheme } = theme.says;
    const name = id ?? label;
    return typeof name === "string" && typeof path === "string"
      ? [{ name, file: fileOf(theme, path), kind: themeKinds.find((kind) => kind === uiTheme) ?? "vs-dark" }]
      : [];
  });
  const inForce = themes.find(({ name }) => name === shown);
  const kind = activeKind();
  const guessed = themeNames(
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
  ).flatMap((name) => themes.filter((theme) => theme.kind === kind && theme.name === name));
  return inForce ?? guessed[0];
}

function setting(name: string): unknown {
  return vscode.workspace.getConfiguration().get<unknown>(name);
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
