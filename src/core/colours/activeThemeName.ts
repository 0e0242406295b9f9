/** How a theme is made, as its contribution says in `uiTheme`. */
export type ThemeKind = (typeof themeKinds)[number];

/** All that there are. */
export const themeKinds = ["vs", "vs-dark", "hc-black", "hc-light"] as const;

/** What the person's settings say of themes. */
export interface ThemeSettings {
  readonly colorTheme: string;
  readonly followsSystem: boolean;
  readonly followsHighContrast: boolean;
  /** The ones preferred for each kind. */
  readonly preferred: Readonly<Record<ThemeKind, string>>;
}

/** The names that the theme in force may have, the likeliest first, when the window is of this kind. */
export function themeNames(settings: ThemeSettings, kind: ThemeKind): readonly string[] {
  const preferred = settings.preferred[kind];
  const isHighContrast = kind.startsWith("hc");
  return isHighContrast && settings.followsHighContrast
    ? [settings.colorTheme, preferred]
    : settings.followsSystem
      ? [preferred, settings.colorTheme]
      : [settings.colorTheme];
}
