/** How a theme is made, as its contribution says in `uiTheme`. */
export type ThemeKind = "vs" | "vs-dark" | "hc-black" | "hc-light";

/** What the person's settings say of themes. */
export interface ThemeSettings {
  readonly colorTheme: string;
  readonly followsSystem: boolean;
  readonly followsHighContrast: boolean;
  /** The ones preferred for each kind. */
  readonly preferred: Readonly<Record<ThemeKind, string>>;
}

/** Names that VS Code's own themes had before. */
const renamed: ReadonlyMap<string, string> = new Map([
  ["Default Dark Modern", "Dark Modern"],
  ["Default Light Modern", "Light Modern"],
  ["Default Dark+", "Dark+"],
  ["Default Light+", "Light+"],
  ["Experimental Dark", "Dark 2026"],
  ["VS Code Dark", "Dark 2026"],
  ["Experimental Light", "Light 2026"],
  ["VS Code Light", "Light 2026"],
]);

/** The names that the theme in force may have, the likeliest first, when the window is of this kind. */
export function themeNames(settings: ThemeSettings, kind: ThemeKind): readonly string[] {
  const preferred = settings.preferred[kind];
  const isHighContrast = kind.startsWith("hc");
  const names =
    isHighContrast && settings.followsHighContrast
      ? [settings.colorTheme, preferred]
      : settings.followsSystem
        ? [preferred, settings.colorTheme]
        : [settings.colorTheme];
  return names.map((name) => renamed.get(name) ?? name);
}
